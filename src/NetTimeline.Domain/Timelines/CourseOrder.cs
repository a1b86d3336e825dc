using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// Puts entries in an order that no date denies: what certainly began earlier comes first; where that cannot be told,
/// what was recorded first does.
/// </summary>
static class CourseOrder
{
    /// <param name="entries">In the order of recording.</param>
    /// <param name="network">All dates recorded.</param>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> entries, Func<T, Entry> entry, DateNetwork network)
    {
        if (entries.All(each => ExactDay(entry(each)) is not null))
        {
            return [.. entries.OrderBy(each => ExactDay(entry(each)))];
        }

        var points = entries.Select(each => DatePoint.StartOf(entry(each).Key)).ToList();
        return [.. Numbers(
            points.Count, (a, b) => network.Compare(points[a], points[b]) is DateOrder.Before)
            .Select(at => entries[at])];
    }

    /// <summary>
    /// Numbers from 0 in an order in which each comes after all that come before it; of what may come next, the lowest
    /// does.
    /// </summary>
    /// <param name="isBefore">Asked of every two; without circles.</param>
    public static IReadOnlyList<int> Numbers(int count, Func<int, int, bool> isBefore)
    {
        var waitsFor = new int[count];
        var follow = new List<int>[count];
        for (var a = 0; a < count; a++)
        {
            follow[a] = [.. Enumerable.Range(0, count).Where(b => b != a && isBefore(a, b))];
            foreach (var later in follow[a])
            {
                waitsFor[later]++;
            }
        }

        return [.. Kahn(waitsFor, follow)];
    }

    static IEnumerable<int> Kahn(int[] waitsFor, List<int>[] follow)
    {
        var ready = new SortedSet<int>(Enumerable.Range(0, waitsFor.Length).Where(at => waitsFor[at] == 0));
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            yield return next;
            foreach (var later in follow[next].Where(later => --waitsFor[later] == 0))
            {
                ready.Add(later);
            }
        }
    }

    static NodaTime.LocalDate? ExactDay(Entry entry) =>
        entry is { AlsoStated.Count: 0, Occurred: { Disputed: false, Date: ClinicalDate.On on } }
        && on.Date.Day is not null
            ? on.Date.First
            : null;
}
