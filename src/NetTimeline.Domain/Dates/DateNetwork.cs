using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// All dates of one patient as a simple temporal problem (Dechter, Meiri, Pearl, Artificial Intelligence 1991,
/// doi 10.1016/0004-3702(91)90006-6): every difference between two points has the bounds that follow from all
/// statements together, by shortest paths.
/// </summary>
/// <remarks>
/// Points are days. Years and months enter with their nominal lengths (<see cref="LengthOfTime"/>). Points that are
/// fixed to a day cost nothing: they are the calendar's origin, seen from so many days away. Where statements
/// contradict each other nothing can be told but the distance of fixed points. Not safe for use from several threads.
/// </remarks>
public sealed class DateNetwork
{
    const int PathsKeptMax = 64;

    static readonly LocalDate OriginDay = new(2000, 1, 1);

    readonly Dictionary<DatePoint, Place> places = new() { [DatePoint.Origin] = new Place(0, 0, null) };
    readonly List<List<DateEdge>> later = [[]];
    readonly List<List<DateEdge>> earlier = [[]];
    readonly Dictionary<(int From, bool Later), PathLength?[]> paths = [];
    Items<EntryKey>? contradiction;

    /// <summary>Where a point lies: so many days after a node; the entry that fixed it to a day, if one did.</summary>
    readonly record struct Place(int Node, decimal Days, EntryKey? FixedBy);

    /// <summary>Days from the origin; only differences of such numbers mean anything.</summary>
    public static decimal Number(LocalDate day) => Period.DaysBetween(OriginDay, day);

    /// <summary>
    /// Entries whose statements cannot all be true together: one closed chain of them, so that none is named in vain.
    /// Empty when nothing contradicts.
    /// </summary>
    public Items<EntryKey> Contradiction => contradiction ??= NegativeCycle.In(later);

    /// <summary>
    /// Ties a point to a day, before anything else is said of it. Twice is a contradiction unless the same.
    /// </summary>
    public void Fix(DatePoint point, LocalDate day, EntryKey by)
    {
        if (!places.TryAdd(point, new Place(0, Number(day), by)))
        {
            Constrain(DatePoint.Origin, point, Number(day), Number(day), by);
        }
    }

    /// <summary>The day a point is fixed to, or null.</summary>
    public LocalDate? FixedDay(DatePoint point) =>
        places.TryGetValue(point, out var place) && place.Node == 0 ? OriginDay.PlusDays((int)place.Days) : null;

    /// <summary>
    /// <paramref name="to"/> − <paramref name="from"/> lies in [low, high], in days; null is open.
    /// <paramref name="by"/> is the entry that says so.
    /// </summary>
    public void Constrain(
        DatePoint from, DatePoint to, decimal? low, decimal? high, EntryKey by, bool highStrict = false)
    {
        var (a, b) = (PlaceOf(from), PlaceOf(to));
        var (least, most) = (low - (b.Days - a.Days), high - (b.Days - a.Days));
        Items<EntryKey> told = [.. new[] { by, a.FixedBy, b.FixedBy }.OfType<EntryKey>().Distinct()];
        if (a.Node == b.Node)
        {
            if (least > 0 || most < 0 || (most == 0 && highStrict))
            {
                contradiction ??= told;
            }

            return;
        }

        paths.Clear();
        if (most is { } longest)
        {
            Add(a.Node, b.Node, new PathLength(longest, highStrict), told);
        }

        if (least is { } shortest)
        {
            Add(b.Node, a.Node, new PathLength(-shortest, false), told);
        }
    }

    /// <summary>The tightest bounds of <paramref name="to"/> − <paramref name="from"/>, in days.</summary>
    public DayBounds Difference(DatePoint from, DatePoint to)
    {
        var (a, b) = (PlaceOf(from), PlaceOf(to));
        var apart = b.Days - a.Days;
        if (a.Node == b.Node)
        {
            return new DayBounds(apart, true, apart, true);
        }

        if (Contradiction.Count > 0)
        {
            return default;
        }

        var (most, least) = (Paths(a.Node, toLater: true)[b.Node], Paths(a.Node, toLater: false)[b.Node]);
        return new DayBounds(
            apart - least?.Days, least is { Strict: false }, apart + most?.Days, most is { Strict: false });
    }

    /// <summary>How <paramref name="a"/> stands to <paramref name="b"/>.</summary>
    public DateOrder Compare(DatePoint a, DatePoint b) => Difference(a, b).Order;

    void Add(int from, int to, PathLength length, Items<EntryKey> told)
    {
        later[from].Add(new DateEdge(from, to, length, told));
        earlier[to].Add(new DateEdge(to, from, length, told));
    }

    Place PlaceOf(DatePoint point)
    {
        if (!places.TryGetValue(point, out var place))
        {
            places[point] = place = new Place(later.Count, 0, null);
            later.Add([]);
            earlier.Add([]);
            paths.Clear();
        }

        return place;
    }

    PathLength?[] Paths(int from, bool toLater)
    {
        if (!paths.TryGetValue((from, toLater), out var found))
        {
            if (paths.Count >= PathsKeptMax)
            {
                paths.Clear();
            }

            paths[(from, toLater)] = found = ShortestPaths(from, toLater ? later : earlier);
        }

        return found;
    }

    /// <summary>Bellman and Ford's algorithm with a queue; ends because there is no negative cycle.</summary>
    static PathLength?[] ShortestPaths(int from, List<List<DateEdge>> edges)
    {
        var found = new PathLength?[edges.Count];
        var waiting = new Queue<int>([from]);
        var queued = new bool[edges.Count];
        found[from] = PathLength.Zero;
        while (waiting.TryDequeue(out var node))
        {
            queued[node] = false;
            foreach (var edge in edges[node])
            {
                var there = found[node]!.Value + edge.Length;
                if (!there.IsTighterThan(found[edge.To]))
                {
                    continue;
                }

                found[edge.To] = there;
                if (!queued[edge.To])
                {
                    queued[edge.To] = true;
                    waiting.Enqueue(edge.To);
                }
            }
        }

        return found;
    }
}

/// <summary>An upper bound in days; at equal days a strict one (the bound itself excluded) is tighter.</summary>
readonly record struct PathLength(decimal Days, bool Strict)
{
    public static PathLength Zero => new(0, false);

    public static PathLength operator +(PathLength a, PathLength b) => new(a.Days + b.Days, a.Strict || b.Strict);

    public bool IsTighterThan(PathLength? other) => other is not { } known
        || Days < known.Days || (Days == known.Days && Strict && !known.Strict);
}

/// <summary>"<paramref name="To"/> is at most so much later than <paramref name="From"/>", and who says so.</summary>
readonly record struct DateEdge(int From, int To, PathLength Length, Items<EntryKey> Told);
