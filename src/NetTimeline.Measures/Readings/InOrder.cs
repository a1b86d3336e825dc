using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Readings;

/// <summary>Orders of entries as far as they can be told.</summary>
static class InOrder
{
    /// <summary>
    /// The number of the day on which an entry certainly began; null where it may have been another. Entries that have
    /// one are in its order without the network being asked.
    /// </summary>
    public static int? DayOf(this Course course, EntryKey entry) =>
        course.Dates.CertainDay(DatePoint.StartOf(entry)) is { } day ? (int)DateNetwork.Number(day) : null;

    /// <summary>The second is certainly not before the first; the same day counts as not before.</summary>
    public static bool IsNotAfter(this Course course, EntryKey first, EntryKey second) =>
        course.Dates.Difference(DatePoint.StartOf(first), DatePoint.StartOf(second)).Low >= 0;

    /// <summary>
    /// The one that all others are certainly before; null where that cannot be told, or there is none.
    /// </summary>
    public static T? Last<T>(this Course course, IReadOnlyCollection<T> all, Func<T, EntryKey> keyOf)
        where T : class => all.FirstOrDefault(last =>
            all.All(each => each == last || course.Order(keyOf(each), keyOf(last)) is DateOrder.Before));
}
