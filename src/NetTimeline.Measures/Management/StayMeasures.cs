using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Management;

/// <summary>How long the patient stayed after a procedure, and whether they came back.</summary>
static class StayMeasures
{
    const int WindowDays = 90;

    public static Items<Measure> All { get; } =
    [
        new(
            Definitions.PerProcedure(
                "postoperative-stay", "Days from a procedure to the discharge", "d",
                "From the day of the procedure, which is day 0, to the discharge that names it; else to the first "
                    + "one after it that names no procedure, if no other procedure may lie between.",
                Definitions.Own),
            Stays),
        new(
            Definitions.PerProcedure(
                "readmission", "Readmission within 90 days of the discharge", null,
                "\"stated\": a readmission, or an admission, within 90 days of the discharge. \"implied, not "
                    + "stated\": another procedure within 90 days. \"none stated\": neither; that there was none is "
                    + "not claimed. Where the dates leave open whether it was within 90 days, both answers.",
                Definitions.Own),
            (course, definition) => Stay.In(course).Where(each => each.Discharge is not null)
                .Select(stay => Readmission(course, definition, stay))),
    ];

    static IEnumerable<MeasureValue> Stays(Course course, MeasureDefinition definition) =>
        Stay.In(course).Select(stay =>
        stay.Discharge is { } discharge
            ? definition.Days(course, Instance.Of(stay.Procedure.Key), stay.Procedure.Entry, discharge.Entry)
            : definition.NotComputable(
                Instance.Of(stay.Procedure.Key), stay.Reason!, [stay.Procedure.Entry.As(EvidenceRole.Start)]));

    static MeasureValue Readmission(Course course, MeasureDefinition definition, Stay stay)
    {
        var discharge = stay.Discharge!.Value;
        var returns = Returns(course, stay)
            .Select(each => (each.Entry, each.Stated, Within: Within(course, discharge.Key, each.Entry.Key)))
            .Where(each => each.Within is not Likelihood.No).ToList();
        var certain = returns.Where(each => each.Within is Likelihood.Yes).ToList();
        Items<string> categories =
        [
            .. returns.Exists(each => each.Stated) ? ["stated"] : Items<string>.None,
            .. !certain.Exists(each => each.Stated) && returns.Exists(each => !each.Stated)
                ? ["implied, not stated"]
                : Items<string>.None,
            .. certain.Count == 0 ? ["none stated"] : Items<string>.None,
        ];
        return definition.Category(
            Instance.Of(stay.Procedure.Key), categories,
            [
                discharge.Entry.As(EvidenceRole.Start),
                .. returns.Select(each => each.Entry.As(EvidenceRole.Condition)),
            ],
            [.. certain.Where(each => !each.Stated).Select(each =>
                $"{each.Entry.Key} was {Days(course, discharge, each.Entry)} days after {discharge.Key}.")]);
    }

    static Bounds Days(Course course, Stated<Encounter> discharge, Entry entry) =>
        course.Between(discharge.Key, entry.Key).InDays;

    static IEnumerable<(Entry Entry, bool Stated)> Returns(Course course, Stay stay) => course.All<Encounter>()
        .Where(each => each.Content.Type is EncounterType.Readmission or EncounterType.Admission)
        .Select(each => (each.Entry, true))
        .Concat(course.Performed.Where(each => each.Key != stay.Procedure.Key).Select(each => (each.Entry, false)));

    /// <summary>The day of the discharge itself is not a return.</summary>
    static Likelihood Within(Course course, EntryKey discharge, EntryKey entry)
    {
        var days = course.Between(discharge, entry).InDays;
        return days.IsCertainlyAbove(0) && days.IsCertainlyAtMost(WindowDays) ? Likelihood.Yes
            : days.IsCertainlyAtMost(0) || days.IsCertainlyAbove(WindowDays) ? Likelihood.No
            : Likelihood.Maybe;
    }
}
