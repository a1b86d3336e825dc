using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Primary;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// What symptoms say between two operations: those that were there before and stayed, resolved or came back. A symptom
/// is recorded of the patient, so it is put down to a tumour only where one tumour stands.
/// </summary>
static class SymptomState
{
    /// <inheritdoc cref="MarkerState.Between"/>
    /// <returns>Null where the patient has no symptom on record.</returns>
    public static StateFound? Between(Course course, EntryKey tumour, Occasion? from, Occasion? until)
    {
        var all = course.All<Symptom>().ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var byWindow = all.ToLookup(each => Window.Holds(course, each.Key, from, until));
        Items<Evidence> evidence =
        [
            .. byWindow[true].Select(each => new Evidence(each.Key, EvidenceRole.Value, each.Content.Headline())),
            .. byWindow[false].Select(each => new Evidence(
                each.Key, EvidenceRole.Condition, $"{each.Content.Headline()}: not certainly of this time")),
        ];
        return Primaries.Standing(course).Any(each => each.Key != tumour)
            ? Found(DiseaseState.NotEstablished, "Symptoms cannot be put down to one of several tumours.", evidence)
            : Judged(course, all, [.. byWindow[true]], evidence);
    }

    static StateFound Judged(
        Course course, List<Stated<Symptom>> all, List<Stated<Symptom>> within, Items<Evidence> evidence)
    {
        var there = within.Where(each => IsThere(each.Content) is true).ToList();
        var gone = within.Where(each => IsThere(each.Content) is false).Select(each => each.Key).ToList();
        var names = string.Join(", ", there.Select(each => each.Content.Name).Distinct());
        var present = there.Select(each => each.Key).ToList();
        return (present.Count, gone.Count) switch
        {
            (0, 0) => Found(DiseaseState.NotEstablished, "No symptom is certainly of this time, "
            + "present or absent.", evidence),
            (0, _) => Found(DiseaseState.DiseaseFree, "Resolved or absent.", evidence),
            _ when Window.AllBefore(course, present, gone) => Found(DiseaseState.DiseaseFree, "Resolved.", evidence),
            _ when Window.AnyBefore(course, gone, present) =>
                Found(DiseaseState.Recurrent, $"There again after it had resolved: {names}.", evidence),
            _ when there.Exists(each => Stayed(course, all, each)) =>
                Found(DiseaseState.Persistent, $"Persisting: {names}.", evidence),
            _ => Found(DiseaseState.NotEstablished, $"New, so not a sign that disease stayed: {names}.", evidence),
        };
    }

    static bool Stayed(Course course, List<Stated<Symptom>> all, Stated<Symptom> now) =>
        now.Content.Course is SymptomCourse.Persisting or SymptomCourse.Worsened
        || all.Exists(each => string.Equals(each.Content.Name, now.Content.Name, StringComparison.OrdinalIgnoreCase)
            && IsThere(each.Content) is true && course.Order(each.Key, now.Key) is DateOrder.Before);

    static bool? IsThere(Symptom symptom) => symptom switch
    {
        { Course: SymptomCourse.Resolved } or { Presence: Presence.Absent } => false,
        { Presence: Presence.Present } or { Course: not null } => true,
        _ => null,
    };

    static StateFound Found(DiseaseState state, string why, Items<Evidence> evidence) =>
        new(DiseaseAxis.Symptomatic, state, why, evidence);
}
