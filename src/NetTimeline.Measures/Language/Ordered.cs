using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>How a point in time stands to an occasion that may not be known exactly. The same day is both.</summary>
static class Ordered
{
    /// <summary>No where the occasion did not happen.</summary>
    public static Match After(Course course, DatePoint point, Occasion? other) => other is null
        ? Match.No("what it should come after did not happen")
        : In(Since(course, point, other), other, $"before {Name(other)}");

    /// <summary>Yes where the occasion did not happen.</summary>
    public static Match Before(Course course, DatePoint point, Occasion? other) => other is null
        ? Match.Yes
        : In(-Since(course, point, other), other, $"after {Name(other)}");

    static Match In(Bounds days, Occasion other, string otherwise) =>
        days.IsCertainlyBelow(0) ? other.Happened ? Match.No(otherwise) : Match.Maybe($"perhaps {otherwise}")
        : !days.IsCertainlyAtLeast(0) ? Match.Maybe($"perhaps {otherwise}")
        : other.Happened ? Match.Yes
        : Match.Maybe("what the order is with only may have happened");

    static string Name(Occasion other) => string.Join(" or ", other.Candidates.Select(each => each.Entry));

    static Bounds Since(Course course, DatePoint point, Occasion other) =>
        Occasion.First(course, [new Candidate(point.Entry!.Value, point, true)])!
            .Since(other, LengthUnit.Days, YearLength.Gregorian);
}
