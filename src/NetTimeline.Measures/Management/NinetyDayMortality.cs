using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Management;

/// <summary>Whether the patient died within 90 days of a procedure.</summary>
static class NinetyDayMortality
{
    const int WindowDays = 90;

    public static Measure Measure { get; } = new(
        Definitions.PerProcedure(
            "mortality-90-days", "Death within 90 days of a procedure", null,
            "\"died\": the death is at most 90 days after the procedure, \"alive\": it is later, or the patient is "
                + "shown alive 90 days after it or later (by a visit, examination, laboratory value, treatment, "
                + "symptom or status). Neither: not computable. Where the dates leave open which, both answers.",
            Definitions.Own),
        (course, definition) => course.Performed.Select(procedure => Value(course, definition, procedure)));

    static MeasureValue Value(Course course, MeasureDefinition definition, Stated<Procedure> procedure)
    {
        var of = Instance.Of(procedure.Key);
        var start = procedure.Entry.As(EvidenceRole.Start);
        if (Contacts.In(course).Reverse().FirstOrDefault(each =>
            Since(course, procedure, each).IsCertainlyAtLeast(WindowDays)) is { } later)
        {
            return definition.Category(of, ["alive"], [start, later.As(EvidenceRole.Condition)]);
        }

        var deaths = course.All<Death>().ToList();
        if (deaths.Count == 0)
        {
            return definition.NotComputable(
                of, $"Nothing recorded shows the patient {WindowDays} days after {procedure.Key} or later.", [start]);
        }

        var days = Since(course, procedure, deaths[0].Entry);
        Items<string> categories =
        [
            .. days.IsCertainlyAbove(WindowDays) ? Items<string>.None : ["died"],
            .. days.IsCertainlyAtMost(WindowDays) ? Items<string>.None : ["alive"],
        ];
        return definition.Category(of, categories, [start, deaths[0].Entry.As(EvidenceRole.End)]);
    }

    static Bounds Since(Course course, Stated<Procedure> procedure, Entry entry) =>
        course.Between(procedure.Key, entry.Key).InDays;
}
