using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Primary;

/// <summary>One belief that gave way to another.</summary>
sealed record DiagnosisChange(Stated<Diagnosis> Before, Stated<Diagnosis> After, Items<string> Reversed)
{
    /// <summary>Nature or origin were said to be another; else the later belief only says more, or is surer.</summary>
    public bool IsReversal => Reversed.Count > 0;
}

/// <summary>Which diagnoses gave way to which, and in what they differ.</summary>
static class DiagnosisChanges
{
    /// <summary>
    /// Each diagnosis with those that replaced it first: of several that did, those that are not certainly later than
    /// another.
    /// </summary>
    public static IEnumerable<DiagnosisChange> Of(Course course)
    {
        foreach (var held in course.Timeline.Diagnoses.Where(held => held.Entry.Content is Diagnosis))
        {
            var after = held.SupersededBy.Where(key => course.Find(key)?.Content is Diagnosis).ToList();
            foreach (var key in after.Where(key => !after.Any(other => IsKnownBefore(course, other, key))))
            {
                var (old, replaced) = (Stated(held.Entry), Stated(course.Find(key)!));
                yield return new DiagnosisChange(old, replaced, [.. Differences(course, old, replaced)]);
            }
        }
    }

    public static Stated<Diagnosis> Stated(Entry entry) => new(entry, (Diagnosis)entry.Content);

    static bool IsKnownBefore(Course course, EntryKey a, EntryKey b) =>
        course.Dates.Compare(DatePoint.KnownOf(a), DatePoint.KnownOf(b)) is DateOrder.Before;

    static IEnumerable<string> Differences(Course course, Stated<Diagnosis> before, Stated<Diagnosis> after)
    {
        if (Nature(before.Content) is { } was && Nature(after.Content) is { } became && was != became
            && !IsAmongAlternatives(before.Content, became))
        {
            yield return $"nature: {was}, then {became}";
        }

        if (Origin(course, before) is { } from && Origin(course, after) is { } to && from != to)
        {
            yield return $"origin: {from}, then {to}";
        }
    }

    static string? Nature(Diagnosis said) => IarcGroups.OfWords(said.HistologicType) ?? IarcGroups.OfWords(said.Belief);

    static bool IsAmongAlternatives(Diagnosis said, string nature) =>
        said.Alternatives.Any(each => IarcGroups.OfWords(each) == nature);

    /// <summary>
    /// The organ the tumour is said to arise in: as stated; else that of the one tumour which the belief names, or to
    /// which the same lesions were attributed on the same day.
    /// </summary>
    static string? Origin(Course course, Stated<Diagnosis> said) => said.Content.PrimarySite?.Organ
        ?? Only(course.Tumours.All.Where(tumour => Names(said.Content.Belief, tumour.Content.Name)))
        ?? Only(course.All<Attribution>()
            .Where(each => each.Content.Lesions.Any(said.Content.Subject.Contains)
                && course.Order(each.Key, said.Key) is DateOrder.Same)
            .SelectMany(each => course.Tumours.All.Where(tumour => tumour.Key == each.Content.Tumour)))
        ?? Only(course.Tumours.All.Where(tumour => said.Content.Subject.Any(key =>
            key == tumour.Key || course.Tumours.Belongs(key, tumour.Key) is Likelihood.Yes)));

    static string? Only(IEnumerable<Stated<Tumour>> tumours) =>
        tumours.Select(tumour => tumour.Content.PrimarySite?.Organ).Distinct().ToList() is [var only] ? only : null;

    static bool Names(string belief, string tumour) => belief.Contains(tumour, StringComparison.OrdinalIgnoreCase);
}
