using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// All dates of one patient as a simple temporal problem (Dechter, Meiri, Pearl, Artificial Intelligence 1991,
/// doi 10.1016/0004-3702(91)90006-6): every difference between two points has the bounds that follow from all
/// statements together, by shortest paths.
/// </summary>
/// <remarks>
/// Points are days. Years and months enter with their nominal lengths (<see cref="LengthOfTime"/>). Where the
/// statements contradict each other nothing can be told. Not safe for use from several threads.
/// </remarks>
public sealed class DateNetwork
{
    static readonly LocalDate OriginDay = new(2000, 1, 1);

    readonly Dictionary<DatePoint, int> indices = [];
    readonly List<List<Edge>> later = [];
    readonly List<List<Edge>> earlier = [];
    readonly Dictionary<(int From, bool Later), Distance?[]?> paths = [];

    readonly record struct Edge(int To, decimal Days, bool Strict);

    /// <summary>An upper bound that was found; smaller is tighter, and at equal days strict is tighter.</summary>
    readonly record struct Distance(decimal Days, bool Strict)
    {
        public bool IsTighterThan(Distance? other) => other is not { } known
            || Days < known.Days || (Days == known.Days && Strict && !known.Strict);
    }

    /// <summary>Days from the origin; only differences of such numbers mean anything.</summary>
    public static decimal Number(LocalDate day) => Period.DaysBetween(OriginDay, day);

    /// <summary><paramref name="to"/> − <paramref name="from"/> lies in [low, high], in days; null is open.</summary>
    public void Constrain(
        DatePoint from, DatePoint to, decimal? low, decimal? high, bool lowStrict = false, bool highStrict = false)
    {
        var (a, b) = (Index(from), Index(to));
        paths.Clear();
        if (high is { } most)
        {
            later[a].Add(new Edge(b, most, highStrict));
            earlier[b].Add(new Edge(a, most, highStrict));
        }

        if (low is { } least)
        {
            later[b].Add(new Edge(a, -least, lowStrict));
            earlier[a].Add(new Edge(b, -least, lowStrict));
        }
    }

    /// <summary>The tightest bounds of <paramref name="to"/> − <paramref name="from"/>, in days.</summary>
    public DayBounds Difference(DatePoint from, DatePoint to)
    {
        var (a, b) = (Index(from), Index(to));
        if (a == b)
        {
            return new DayBounds(0, true, 0, true);
        }

        var (most, least) = (Paths(a, later: true), Paths(a, later: false));
        if (most is null || least is null)
        {
            return default;
        }

        return new DayBounds(
            -least[b]?.Days, least[b] is { Strict: false }, most[b]?.Days, most[b] is { Strict: false });
    }

    /// <summary>How <paramref name="a"/> stands to <paramref name="b"/>.</summary>
    public DateOrder Compare(DatePoint a, DatePoint b) => Difference(a, b).Order;

    int Index(DatePoint point)
    {
        if (!indices.TryGetValue(point, out var index))
        {
            index = indices[point] = later.Count;
            later.Add([]);
            earlier.Add([]);
            paths.Clear();
        }

        return index;
    }

    /// <summary>Null when the statements contradict each other.</summary>
    Distance?[]? Paths(int from, bool later)
    {
        if (!paths.TryGetValue((from, later), out var found))
        {
            found = ShortestPaths(from, later ? this.later : earlier);
            paths[(from, later)] = found;
        }

        return found;
    }

    /// <summary>
    /// Bellman and Ford's algorithm with a queue. A point that is tightened more often than there are points lies on
    /// a negative cycle.
    /// </summary>
    static Distance?[]? ShortestPaths(int from, List<List<Edge>> edges)
    {
        var distances = new Distance?[edges.Count];
        var tightened = new int[edges.Count];
        var waiting = new Queue<int>();
        var queued = new bool[edges.Count];
        distances[from] = new Distance(0, false);
        waiting.Enqueue(from);
        while (waiting.TryDequeue(out var point))
        {
            queued[point] = false;
            var here = distances[point]!.Value;
            foreach (var edge in edges[point])
            {
                var there = new Distance(here.Days + edge.Days, here.Strict || edge.Strict);
                if (!there.IsTighterThan(distances[edge.To]))
                {
                    continue;
                }

                distances[edge.To] = there;
                if (++tightened[edge.To] > edges.Count)
                {
                    return null;
                }

                if (!queued[edge.To])
                {
                    queued[edge.To] = true;
                    waiting.Enqueue(edge.To);
                }
            }
        }

        return distances;
    }
}
