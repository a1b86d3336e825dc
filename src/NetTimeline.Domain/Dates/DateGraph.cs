namespace NetTimeline.Domain.Dates;

/// <summary>
/// An upper bound in days. Bounds that are themselves excluded are counted: each is shorter by less than any number, so
/// that "before three" and "not before three" make a cycle shorter than nothing.
/// </summary>
readonly record struct PathLength(decimal Days, int Excluded)
{
    public static PathLength Zero => new(0, 0);

    public bool Strict => Excluded > 0;

    public static PathLength operator +(PathLength a, PathLength b) => new(a.Days + b.Days, a.Excluded + b.Excluded);

    public bool IsTighterThan(PathLength? other) => other is not { } known
        || Days < known.Days || (Days == known.Days && Excluded > known.Excluded);
}

/// <summary>"<paramref name="To"/> is at most so much later than <paramref name="From"/>", and who says so.</summary>
/// <param name="From">A node.</param>
/// <param name="To">A node.</param>
/// <param name="Length">Between the nodes.</param>
/// <param name="Stated">What was said, between points.</param>
sealed record DateEdge(int From, int To, PathLength Length, StatedBound Stated);

/// <summary><paramref name="To"/> − <paramref name="From"/> is at most <paramref name="Most"/>.</summary>
readonly record struct StatedBound(DatePoint From, DatePoint To, NominalLength Most, bool Strict, Teller By);

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
