using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Readings;

/// <summary>Statements of one thing, of which a work-up takes one.</summary>
sealed class Statements<T>
    where T : struct
{
    readonly Course course;
    readonly Func<T, Entry> entryOf;
    readonly string what;

    /// <summary>By the day they certainly are of; without a key those whose day alone does not tell.</summary>
    readonly ILookup<int?, T> byDay;

    /// <param name="course">Of the patient.</param>
    /// <param name="all">The statements, in the order of the course.</param>
    /// <param name="entryOf">The entry that makes a statement.</param>
    /// <param name="what">What they state, for the reason where a work-up has none.</param>
    public Statements(Course course, IEnumerable<T> all, Func<T, Entry> entryOf, string what)
    {
        (this.course, this.entryOf, this.what, All) = (course, entryOf, what, [.. all]);
        byDay = All.ToLookup(each => DayOf(entryOf(each)));
    }

    /// <summary>In the order of the course.</summary>
    public IReadOnlyList<T> All { get; }

    /// <summary>
    /// The one statement that belongs with another; where several do, the one certainly of the same day.
    /// </summary>
    public Companion<T> Beside(Entry anchor)
    {
        var together = MayBeNear(anchor)
            .Where(each => WorkUp.Together(course, anchor, entryOf(each)) is Likelihood.Yes).ToList();
        var chosen = together.Count == 1 ? together : together.FindAll(
            each => course.Order(anchor.Key, entryOf(each).Key) is DateOrder.Same);
        return chosen.Count == 1 ? new Companion<T>(chosen[0], null, []) : None(anchor);
    }

    Companion<T> None(Entry anchor)
    {
        var near = All.ToLookup(each => WorkUp.Together(course, anchor, entryOf(each)));
        return new Companion<T>(null, Reason(anchor, near), [.. near.SelectMany(group => group).Select(entryOf)]);
    }

    string Reason(Entry anchor, ILookup<Likelihood, T> near) =>
        near[Likelihood.Yes].Any() ? $"Several values of {what} belong to the work-up of {anchor.Key}."
        : near[Likelihood.Maybe].Any() ? $"Whether {what} belongs to the work-up of {anchor.Key} cannot be told."
        : near[Likelihood.No].Any() ? $"No {what} within {WorkUp.DaysMax} days of {anchor.Key} is stated."
        : $"{char.ToUpperInvariant(what[0])}{what[1..]} is not stated.";

    /// <summary>All but those that certainly are of a day too far away, so that few are compared with many.</summary>
    IEnumerable<T> MayBeNear(Entry anchor) => DayOf(anchor) is not { } day ? All
        : Enumerable.Range(day - WorkUp.DaysMax, (2 * WorkUp.DaysMax) + 1)
            .SelectMany(each => byDay[each]).Concat(byDay[null]);

    /// <summary>Null also for an offset: two that are told alike belong together whatever their days.</summary>
    int? DayOf(Entry entry) => entry.Occurred is { Date: ClinicalDate.Offset } ? null : course.DayOf(entry.Key);
}

/// <summary>What was found to belong with something, or why nothing was.</summary>
/// <param name="Found">Null where there is none, or more than one.</param>
/// <param name="Reason">Why there is none, in a sentence; null where there is.</param>
/// <param name="NotUsed">Those that were considered and not taken.</param>
readonly record struct Companion<T>(T? Found, string? Reason, Items<Entry> NotUsed)
    where T : struct;
