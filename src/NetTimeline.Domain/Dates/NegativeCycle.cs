namespace NetTimeline.Domain.Dates;

/// <summary>
/// Finds statements that cannot all be true together: a closed chain whose bounds add up to less than nothing.
/// </summary>
static class NegativeCycle
{
    /// <summary>The edges of one such chain, one after the other; empty when there is none.</summary>
    public static IReadOnlyList<DateEdge> In(List<List<DateEdge>> edges)
    {
        var found = Enumerable.Repeat(PathLength.Zero, edges.Count).ToArray();
        var reachedBy = new DateEdge?[edges.Count];
        var waited = new int[edges.Count];
        var waiting = new Queue<int>(Enumerable.Range(0, edges.Count));
        var queued = Enumerable.Repeat(true, edges.Count).ToArray();
        while (waiting.TryDequeue(out var node))
        {
            queued[node] = false;
            foreach (var edge in edges[node])
            {
                var there = found[node] + edge.Length;
                if (!there.IsTighterThan(found[edge.To]))
                {
                    continue;
                }

                (found[edge.To], reachedBy[edge.To]) = (there, edge);
                if (queued[edge.To])
                {
                    continue;
                }

                if (++waited[edge.To] > edges.Count)
                {
                    return Around(reachedBy, edge.To);
                }

                queued[edge.To] = true;
                waiting.Enqueue(edge.To);
            }
        }

        return [];
    }

    /// <summary>
    /// A node that waited more often than there are nodes lies behind a cycle; so many steps back are on it. How often
    /// it was tightened would not tell: statements side by side tighten it several times at one look.
    /// </summary>
    static List<DateEdge> Around(DateEdge?[] reachedBy, int node)
    {
        for (var steps = 0; steps < reachedBy.Length; steps++)
        {
            node = reachedBy[node]!.From;
        }

        var (cycle, at) = (new List<DateEdge>(), node);
        do
        {
            cycle.Add(reachedBy[at]!);
            at = reachedBy[at]!.From;
        }
        while (at != node);

        cycle.Reverse();
        return cycle;
    }
}
