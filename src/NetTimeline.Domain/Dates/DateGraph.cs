namespace NetTimeline.Domain.Dates;

/// <summary>The points that are not fixed to a day as nodes, and the calendar as the first of them.</summary>
sealed class DateGraph
{
    /// <summary>So many ends of paths are kept; all pairs of about 250 nodes.</summary>
    const int PathEndsMax = 1 << 17;

    readonly List<List<DateEdge>> later = [[]];
    readonly List<List<DateEdge>> earlier = [[]];
    readonly Dictionary<(int From, bool Later), Paths> kept = [];

    public int Add()
    {
        later.Add([]);
        earlier.Add([]);
        kept.Clear();
        return later.Count - 1;
    }

    public void Add(DateEdge edge)
    {
        later[edge.From].Add(edge);
        earlier[edge.To].Add(edge);
        kept.Clear();
    }

    /// <summary>A closed chain whose bounds add up to less than nothing; empty when there is none.</summary>
    public IReadOnlyList<DateEdge> NegativeCycle() => later.Count == 1 ? [] : Dates.NegativeCycle.In(later);

    /// <summary>
    /// Shortest paths from a node to all others; backwards, from all others to it. Only where there is no negative
    /// cycle.
    /// </summary>
    public Paths From(int node, bool backwards)
    {
        if (!kept.TryGetValue((node, backwards), out var found))
        {
            if (kept.Count * later.Count > PathEndsMax)
            {
                kept.Clear();
            }

            kept[(node, backwards)] = found = new Paths(node, backwards ? earlier : later, backwards);
        }

        return found;
    }

    /// <summary>The shortest paths of one node.</summary>
    internal sealed class Paths
    {
        readonly bool backwards;
        readonly PathLength?[] lengths;
        readonly DateEdge?[] last;

        /// <summary>Bellman and Ford's algorithm with a queue; ends because there is no negative cycle.</summary>
        public Paths(int from, List<List<DateEdge>> edges, bool backwards)
        {
            (this.backwards, lengths, last) = (backwards, new PathLength?[edges.Count], new DateEdge?[edges.Count]);
            var waiting = new Queue<int>([from]);
            var queued = new bool[edges.Count];
            lengths[from] = PathLength.Zero;
            while (waiting.TryDequeue(out var node))
            {
                queued[node] = false;
                foreach (var edge in edges[node])
                {
                    var (next, there) = (backwards ? edge.From : edge.To, lengths[node]!.Value + edge.Length);
                    if (!there.IsTighterThan(lengths[next]))
                    {
                        continue;
                    }

                    (lengths[next], last[next]) = (there, edge);
                    if (!queued[next])
                    {
                        queued[next] = true;
                        waiting.Enqueue(next);
                    }
                }
            }
        }

        /// <summary>Null where there is no path.</summary>
        public PathLength? this[int node] => lengths[node];

        /// <summary>In the order in which they are walked from the first node.</summary>
        public IReadOnlyList<DateEdge> To(int node)
        {
            var edges = new List<DateEdge>();
            while (last[node] is { } edge)
            {
                edges.Add(edge);
                node = backwards ? edge.To : edge.From;
            }

            edges.Reverse();
            return edges;
        }
    }
}
