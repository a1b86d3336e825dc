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
        var points = entries.Select(each => DatePoint.StartOf(entry(each).Key)).ToArray();
        var days = Array.ConvertAll(points, network.CertainDay);
        var order = new WaitingOrder(entries.Count);
        order.ByTheCalendar(days);
        var undated = Enumerable.Range(0, entries.Count).Where(at => days[at] is null && network.Speaks(points[at]));
        foreach (var a in undated)
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
        /// <summary>Room for every number, and for the end of as many days.</summary>
        readonly int[] waitsFor = new int[2 * count];

        /// <summary>Of each number the last who waits for it, with one more than its place in the list.</summary>
        readonly int[] lastWaiting = new int[2 * count];

        /// <summary>Who waits, and where who waits for the same stands, likewise; 0 is nowhere.</summary>
        readonly List<(int Later, int Another)> waiting = new(2 * count);
        int dayCount;

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
        public void ByTheCalendar(NodaTime.LocalDate?[] days)
        {
            var (end, dayBefore, day) = ((int?)null, (int?)null, (NodaTime.LocalDate?)null);
            foreach (var entry in Enumerable.Range(0, count).Where(at => days[at] is not null).OrderBy(at => days[at]))
            {
                if (days[entry] != day)
                {
                    (dayBefore, end, day) = (end, count + dayCount++, days[entry]);
                }

                Wait(end!.Value, entry);
                if (dayBefore is { } before)
                {
                    Wait(entry, before);
                }
            }
        }

        /// <summary>Kahn's topological order; of what may come next, the lowest number does.</summary>
        public IEnumerable<int> Numbers()
        {
            var ready = new PriorityQueue<int, int>(count + dayCount);
            for (var at = 0; at < count + dayCount; at++)
            {
                if (waitsFor[at] == 0)
                {
                    ready.Enqueue(at, at);
                }
            }

            while (ready.TryDequeue(out var next, out _))
            {
                if (next < count)
                {
                    yield return next;
                }

                for (var place = lastWaiting[next]; place > 0; place = waiting[place - 1].Another)
                {
                    var later = waiting[place - 1].Later;
                    if (--waitsFor[later] == 0)
                    {
                        // The end of a day comes before anything else, so that nothing waits longer than it has to.
                        ready.Enqueue(later, later < count ? later : -1);
                    }
                }
            }
        }

        void Wait(int later, int earlier)
        {
            waiting.Add((later, lastWaiting[earlier]));
            lastWaiting[earlier] = waiting.Count;
            waitsFor[later]++;
        }
    }
}
