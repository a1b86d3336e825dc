using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>On which side of an intervention a value lies.</summary>
enum Side
{
    /// <summary>Before it, or on the day it began: blood of that day is taken to be drawn first.</summary>
    Before,
    After,
    CannotBeTold,
}

/// <summary>
/// What may change a marker: procedures, drugs and radiation that were given, whichever tumour they were meant for.
/// Diagnostic, staging, preparatory, supportive and preventive ones are none; where no intent is stated it counts.
/// </summary>
sealed class Interventions
{
    readonly Course course;

    public Interventions(Course course)
    {
        this.course = course;
        All =
        [
            .. course.Performed.Where(each => Treats(each.Content.Intent)).Select(each => each.Key),
            .. course.All<SystemicTherapy>().Where(each => IsGiven(each.Content.Standing, each.Content.Intent))
                .Select(each => each.Key),
            .. course.All<Radiotherapy>().Where(each => IsGiven(each.Content.Standing, each.Content.Intent))
                .Select(each => each.Key),
        ];
    }

    public Items<EntryKey> All { get; }

    /// <summary>Therapies count from their start.</summary>
    public Side SideOf(EntryKey value, EntryKey intervention)
    {
        var since = course.Dates.Difference(DatePoint.StartOf(intervention), DatePoint.StartOf(value));
        return since.IsPositive ? Side.After : since.High <= 0 ? Side.Before : Side.CannotBeTold;
    }

    /// <summary>Those of some interventions that are not certainly before another of them.</summary>
    public Items<EntryKey> Last(IReadOnlyCollection<EntryKey> some) =>
        [.. some.Where(each => !some.Any(other => course.Order(each, other) is DateOrder.Before))];

    static bool IsGiven(ProcedureStanding standing, Intent? intent) =>
        standing is ProcedureStanding.Performed && Treats(intent);

    static bool Treats(Intent? intent) => intent is not (Intent.Diagnostic or Intent.Staging or Intent.Preparatory
        or Intent.Supportive or Intent.Preventive);
}
