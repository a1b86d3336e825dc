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
        var points = entries.Select(each => DatePoint.StartOf(entry(each).Key)).ToList();
        var days = points.Select(network.CertainDay).ToList();
        var order = new WaitingOrder(entries.Count);
        order.ByTheCalendar(days);
        foreach (var a in Enumerable.Range(0, entries.Count).Where(at => days[at] is null))
        {
            for (var b = 0; b < entries.Count; b++)
            {
                if (days[b] is not null || b > a)
                {
                    order.Add(a, b, network.Compare(points[a], points[b]));
                }
            }
        }

        return [.. order.Numbers().Select(at => entries[at])];
    }

    /// <summary>
    /// Numbers from 0 in an order in which each comes after all that come before it; of what may come next, the lowest
    /// does.
    /// </summary>
    /// <param name="isBefore">Asked of every two; without circles.</param>
    public static IReadOnlyList<int> Numbers(int count, Func<int, int, bool> isBefore)
    {
        var order = new WaitingOrder(count);
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b < count; b++)
            {
                order.Add(a, b, a != b && isBefore(a, b) ? DateOrder.Before : DateOrder.CannotBeTold);
            }
        }

        return [.. order.Numbers()];
    }

    /// <summary>Who waits for whom. What is dated to the day waits for the days before it as a whole.</summary>
    sealed class WaitingOrder(int count)
    {
        readonly List<int> waitsFor = [.. Enumerable.Repeat(0, count)];
        readonly List<List<int>?> follow = [.. Enumerable.Repeat<List<int>?>(null, count)];

        public void Add(int a, int b, DateOrder stands)
        {
            if (stands is DateOrder.Before)
            {
                Wait(b, a);
            }
            else if (stands is DateOrder.After)
            {
                Wait(a, b);
            }
        }

        /// <summary>A number from <c>count</c> on stands for the end of a day, which comes by itself.</summary>
        public void ByTheCalendar(IReadOnlyList<NodaTime.LocalDate?> days)
        {
            int? dayBefore = null;
            var dated = Enumerable.Range(0, count).Where(at => days[at] is not null);
            foreach (var day in dated.GroupBy(at => days[at]!.Value).OrderBy(day => day.Key))
            {
                var end = waitsFor.Count;
                waitsFor.Add(0);
                follow.Add(null);
                foreach (var entry in day)
                {
                    Wait(end, entry);
                    if (dayBefore is { } before)
                    {
                        Wait(entry, before);
                    }
                }

                dayBefore = end;
            }
        }

        /// <summary>Kahn's topological order; of what may come next, the lowest number does.</summary>
        public IEnumerable<int> Numbers()
        {
            var ready = new PriorityQueue<int, int>(Enumerable.Range(0, waitsFor.Count)
                .Where(at => waitsFor[at] == 0).Select(at => (at, at)));
            while (ready.TryDequeue(out var next, out _))
            {
                if (next < count)
                {
                    yield return next;
                }

                foreach (var later in (follow[next] ?? []).Where(later => --waitsFor[later] == 0))
                {
                    // The end of a day comes before anything else, so that nothing waits longer than it has to.
                    ready.Enqueue(later, later < count ? later : -1);
                }
            }
        }

        void Wait(int later, int earlier)
        {
            (follow[earlier] ??= []).Add(later);
            waitsFor[later]++;
        }
    }
}
