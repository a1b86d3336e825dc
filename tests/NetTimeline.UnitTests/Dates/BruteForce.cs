using NetTimeline.Domain.Dates;

namespace NetTimeline.UnitTests.Dates;

/// <summary>Between two of a few points: the one is at least and at most so many days after the other.</summary>
/// <param name="Strict">The upper bound itself is excluded.</param>
sealed record Said(int From, int To, int? Low, int? High, bool Strict);

/// <summary>
/// What a network has to answer, found by trying all days: every way to place the points that no statement denies.
/// </summary>
static class BruteForce
{
    /// <summary>Statements name no more than this many days.</summary>
    public const int DaysMost = 3;

    /// <summary>Three statements in a row reach no further; what does is open.</summary>
    const int ReachMost = 9;

    /// <summary>Room for an open difference and for everything around it.</summary>
    const int Room = 20;

    /// <summary>Every difference of four points, or null where no placing fits. The first point is day 0.</summary>
    public static DayBounds[,]? Differences(IReadOnlyList<Said> said)
    {
        var fits = Placings(said).ToList();
        if (fits.Count == 0)
        {
            return null;
        }

        var found = new DayBounds[4, 4];
        for (var a = 0; a < 4; a++)
        {
            for (var b = 0; b < 4; b++)
            {
                found[a, b] = Bounds(fits.Min(days => days[b] - days[a]), fits.Max(days => days[b] - days[a]));
            }
        }

        return found;
    }

    static DayBounds Bounds(int least, int most)
    {
        var (low, high) = (least < -ReachMost ? (int?)null : least, most > ReachMost ? (int?)null : most);
        return new DayBounds(low, low is not null, high, high is not null);
    }

    /// <summary>Each point is placed only where what was said of the points before it allows.</summary>
    static IEnumerable<int[]> Placings(IReadOnlyList<Said> said) =>
        from b in Days
        where Allows(said, [0, b])
        from c in Days
        where Allows(said, [0, b, c])
        from d in Days
        where Allows(said, [0, b, c, d])
        select (int[])[0, b, c, d];

    static IEnumerable<int> Days => Enumerable.Range(-Room, (2 * Room) + 1);

    static bool Allows(IReadOnlyList<Said> said, int[] days) => said
        .Where(each => each.From < days.Length && each.To < days.Length)
        .All(each => days[each.To] - days[each.From] is var apart && !(apart < each.Low) && !(apart > each.High));
}
