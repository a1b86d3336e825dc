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
        var waitsFor = new int[entries.Count];
        var follow = new List<int>[entries.Count];
        for (var a = 0; a < entries.Count; a++)
        {
            follow[a] = [.. Enumerable.Range(0, entries.Count)
                .Where(b => b != a && network.Compare(points[a], points[b]) is DateOrder.Before)];
            foreach (var later in follow[a])
            {
                waitsFor[later]++;
            }
        }

        return [.. Kahn(waitsFor, follow).Select(at => entries[at])];
    }

    /// <summary>Topological order; of what may come next, the lowest number does.</summary>
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
