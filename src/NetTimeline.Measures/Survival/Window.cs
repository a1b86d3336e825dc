using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Survival;

/// <summary>What certainly lies between two occasions, and what certainly comes before what.</summary>
static class Window
{
    /// <summary>The days of the occasions belong to it; null is open.</summary>
    public static bool Holds(Course course, EntryKey entry, Occasion? from, Occasion? until)
    {
        var point = DatePoint.StartOf(entry);
        return (from is null || from.Candidates.All(each => IsNotBefore(course, each.Point, point)))
            && (until is null || until.Candidates.All(each => IsNotBefore(course, point, each.Point)));
    }

    /// <summary>Every one of the first is certainly before some one of the second.</summary>
    public static bool AllBefore(Course course, List<EntryKey> first, List<EntryKey> second) =>
        second.Count > 0 && first.All(each => second.Exists(other => course.Order(each, other) is DateOrder.Before));

    /// <summary>One of the first is certainly before one of the second.</summary>
    public static bool AnyBefore(Course course, List<EntryKey> first, List<EntryKey> second) =>
        first.Exists(each => second.Exists(other => course.Order(each, other) is DateOrder.Before));

    static bool IsNotBefore(Course course, DatePoint earlier, DatePoint later) =>
        course.Dates.Difference(earlier, later) is { Low: >= 0 };
}
