using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Readings;

/// <summary>
/// Which statements belong to one work-up, so that one formula may take them together: those that are certainly no more
/// than <see cref="DaysMax"/> days apart, and those told by one and the same offset ("one year after the operation").
/// </summary>
static class WorkUp
{
    public const int DaysMax = 7;

    public static Likelihood Together(Course course, Entry a, Entry b)
    {
        var apart = course.Dates.Difference(DatePoint.StartOf(a.Key), DatePoint.StartOf(b.Key));
        return a.Key == b.Key || apart is { Low: >= -DaysMax, High: <= DaysMax } || AreToldTogether(a, b)
            ? Likelihood.Yes
            : apart.Low > DaysMax || apart.High < -DaysMax ? Likelihood.No
            : Likelihood.Maybe;
    }

    /// <summary>
    /// The one statement that belongs with another; where several do, the one certainly of the same day.
    /// </summary>
    /// <param name="what">What is looked for, for the reason.</param>
    public static Companion<T> Beside<T>(
        Course course, Entry anchor, IEnumerable<T> all, Func<T, Entry> entryOf, string what)
        where T : struct
    {
        var near = all.ToLookup(each => Together(course, anchor, entryOf(each)));
        var together = near[Likelihood.Yes].ToList();
        var sameDay = together.Where(each => course.Order(anchor.Key, entryOf(each).Key) is DateOrder.Same).ToList();
        var chosen = together.Count == 1 ? together : sameDay;
        return chosen.Count == 1
            ? new Companion<T>(chosen[0], null, [])
            : new Companion<T>(null, Reason(anchor, near, what), [.. near.SelectMany(group => group).Select(entryOf)]);
    }

    static string Reason<T>(Entry anchor, ILookup<Likelihood, T> near, string what) =>
        near[Likelihood.Yes].Any() ? $"Several values of {what} belong to the work-up of {anchor.Key}."
        : near[Likelihood.Maybe].Any() ? $"Whether {what} belongs to the work-up of {anchor.Key} cannot be told."
        : near[Likelihood.No].Any() ? $"No {what} within {DaysMax} days of {anchor.Key} is stated."
        : $"{char.ToUpperInvariant(what[0])}{what[1..]} is not stated.";

    static bool AreToldTogether(Entry a, Entry b) =>
        a.Occurred is { Disputed: false, Date: ClinicalDate.Offset one }
        && b.Occurred is { Disputed: false, Date: ClinicalDate.Offset other } && one == other;
}

/// <summary>What was found to belong with something, or why nothing was.</summary>
/// <param name="Found">Null where there is none, or more than one.</param>
/// <param name="Reason">Why there is none, in a sentence; null where there is.</param>
/// <param name="NotUsed">Those that were considered and not taken.</param>
readonly record struct Companion<T>(T? Found, string? Reason, Items<Entry> NotUsed)
    where T : struct;
