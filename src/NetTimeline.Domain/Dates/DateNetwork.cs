using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// All dates of one patient as a simple temporal problem (Dechter, Meiri, Pearl, Artificial Intelligence 1991,
/// doi 10.1016/0004-3702(91)90006-6): every difference between two points has the bounds that follow from all
/// statements together, by shortest paths.
/// </summary>
/// <remarks>
/// Points are days. Years and months enter with their nominal lengths (<see cref="LengthOfTime"/>). Points that are
/// fixed to a day cost nothing: they are the calendar's origin, seen from so many days away; nor do points of which
/// nothing is said but that they are not before another. Where statements contradict each other nothing can be told
/// but the distance of fixed points. Not safe for use from several threads.
/// </remarks>
public sealed class DateNetwork
{
    static readonly LocalDate OriginDay = new(2000, 1, 1);

    static readonly decimal FirstNumber = Number(LocalDate.MinIsoValue);

    /// <summary>From here the next anniversary is still a day of the calendar.</summary>
    static readonly decimal LastNumber = Number(LocalDate.MaxIsoValue.PlusYears(-1));

    readonly Dictionary<DatePoint, Place> places = new() { [DatePoint.Origin] = new Place(0, 0, null, null, null) };
    readonly DateGraph graph = new();
    readonly List<EntryKey> knownNoEarlierYet = [];
    HashSet<EntryKey>? knownNoEarlier;
    DateEdge? impossible;

    /// <summary>Only then may the days of a bound depend on where in the calendar it lies.</summary>
    bool saysMonths;

    bool? isContradictory;
    DateContradiction? found;

    /// <summary>Of nothing; what is said of it can be told only once.</summary>
    public DateNetwork() { }

    internal DateNetwork(Testimony testimony) => Testimony = testimony;

    /// <summary>What was said, where it can be told again.</summary>
    internal Testimony? Testimony { get; }

    /// <summary>Days from the origin; only differences of such numbers mean anything.</summary>
    public static decimal Number(LocalDate day) => Period.DaysBetween(OriginDay, day);

    /// <summary>The day of a <see cref="Number"/>, a part of a day left out; null where no calendar has it.</summary>
    public static LocalDate? Day(decimal number) =>
        number >= FirstNumber && number <= LastNumber
            ? OriginDay.PlusDays((int)decimal.Floor(number))
            : null;

    /// <summary>The statements cannot all be true. Cheap, unlike saying which.</summary>
    public bool IsContradictory => isContradictory ??= Cycle().Count > 0;

    /// <summary>
    /// Statements that cannot all be true together, of which none is named in vain: without any one of those who make
    /// them the others could be. Null when nothing contradicts.
    /// </summary>
    public DateContradiction? Irreconcilable => IsContradictory ? found ??= DateContradiction.Of(this) : null;

    /// <summary>Those who make them; empty when nothing contradicts.</summary>
    public Items<Teller> Contradicting => Irreconcilable?.Told ?? [];

    /// <summary>The entries (and corrections) among them, in the order of their keys.</summary>
    public Items<EntryKey> Contradiction => Irreconcilable?.Entries ?? [];

    /// <summary>
    /// Ties a point to a day, before anything else is said of it. Twice is a contradiction unless the same.
    /// </summary>
    public void Fix(DatePoint point, LocalDate day, Teller by)
    {
        var number = Number(day);
        if (!places.TryAdd(point, new Place(0, number, by, null, null)) && FixedDay(point) != day)
        {
            Constrain(DatePoint.Origin, point, number, number, by);
        }
    }

    /// <summary>The day a point was stated to be, or null; a day that only follows is no stated one.</summary>
    public LocalDate? FixedDay(DatePoint point) =>
        places.TryGetValue(point, out var place) && place.FixedBy is not null ? Day(place.Days) : null;

    /// <summary>
    /// <paramref name="to"/> − <paramref name="from"/> lies in [low, high]; null is open.
    /// <paramref name="by"/> says so.
    /// </summary>
    public void Constrain(
        DatePoint from, DatePoint to, NominalLength? low, NominalLength? high, Teller by, bool highStrict = false)
    {
        saysMonths |= low is { Months: not 0 } || high is { Months: not 0 };
        var a = Settled(from);
        if (low is { } least && PlaceOf(to).IsNowhere)
        {
            if (high is null)
            {
                var said = new StatedDifference(from, to, low, null, false, by);
                places[to] = new Place(a.Node, a.Days + least.NominalDays, null, said, null);
                return;
            }

            if (high == low && !highStrict && least.Months == 0 && a.IsFixed)
            {
                var said = new StatedDifference(from, to, low, high, false, by);
                places[to] = new Place(0, a.Days + least.ExactDays, null, null, said);
                return;
            }
        }

        Add(new StatedDifference(from, to, low, high, highStrict, by), a, Settled(to));
    }

    /// <summary>
    /// An entry is known no earlier than it occurs, and this is all that is said of when it was known. So much is said
    /// of every result, and looked at only where somebody asks.
    /// </summary>
    internal void KnownNoEarlierThanStart(EntryKey entry)
    {
        if (knownNoEarlier is null)
        {
            knownNoEarlierYet.Add(entry);
        }
        else if (places.ContainsKey(DatePoint.KnownOf(entry)) || !knownNoEarlier.Add(entry))
        {
            Constrain(DatePoint.StartOf(entry), DatePoint.KnownOf(entry), 0, null, entry);
        }
    }

    /// <summary>The tightest bounds of <paramref name="to"/> − <paramref name="from"/>, in nominal days.</summary>
    public DayBounds Difference(DatePoint from, DatePoint to)
    {
        if (from == to)
        {
            return new DayBounds(0, true, 0, true);
        }

        var (a, b) = (PlaceOf(from), PlaceOf(to));
        if (a.IsNowhere || b.IsNowhere)
        {
            return default;
        }

        var (apart, least, most) = (b.Days - a.Days, Length(a, b, isUpper: false), Length(a, b, isUpper: true));
        return new DayBounds(
            apart - least?.Days, least is { Strict: false }, apart + most?.Days, most is { Strict: false });
    }

    /// <summary>
    /// <see cref="Difference"/> in a unit. Between two days of the calendar it is counted by the calendar; years and
    /// months given out in days or weeks are widened by what the calendar leaves open.
    /// </summary>
    public LengthBounds DifferenceIn(DatePoint from, DatePoint to, LengthUnit unit)
    {
        if (CertainDay(from) is { } first && CertainDay(to) is { } last)
        {
            var exactly = LengthsOut.Between(first, last, unit);
            return new LengthBounds(exactly, true, exactly, true, unit, Widened: false);
        }

        if (unit is LengthUnit.Months or LengthUnit.Years)
        {
            return LengthsOut.Nominal(Difference(from, to), unit, YearLength.Gregorian);
        }

        return InCalendarDays(from, to, unit);
    }

    LengthBounds InCalendarDays(DatePoint from, DatePoint to, LengthUnit unit)
    {
        if (!saysMonths)
        {
            return LengthsOut.InCalendarDays(Difference(from, to), unit, widened: false);
        }

        var (low, high) = Explain(from, to);
        return LengthsOut.InCalendarDays(
            new DayBounds(low?.CalendarDays, low is { Included: true }, high?.CalendarDays, high is { Included: true }),
            unit, widened: low is { HasCalendarSlack: true } || high is { HasCalendarSlack: true });
    }

    /// <summary>The one day a point can be, whether it was stated or follows; null where it can be several.</summary>
    public LocalDate? CertainDay(DatePoint point) => DayFixed(point) ?? OnlyDay(Difference(DatePoint.Origin, point));

    static LocalDate? OnlyDay(DayBounds number) =>
        number is { Low: { } low, High: { } high } && low == high && low == decimal.Truncate(low) ? Day(low) : null;

    /// <summary>The day of a point that was stated as one, or is so many days from one; nothing is searched.</summary>
    LocalDate? DayFixed(DatePoint point) => NumberFixed(point) is { } number ? Day(number) : null;

    /// <summary>As above, as a <see cref="Number"/>.</summary>
    internal decimal? NumberFixed(DatePoint point) =>
        places.TryGetValue(point, out var place) && place.IsFixed ? place.Days : null;

    /// <summary>
    /// The first and the last day that a point can be, both included; null where nothing says so, or no calendar has
    /// such a day.
    /// </summary>
    public (LocalDate? First, LocalDate? Last) Days(DatePoint point)
    {
        if (DayFixed(point) is { } stated)
        {
            return (stated, stated);
        }

        var number = Difference(DatePoint.Origin, point);
        if (OnlyDay(number) is { } day)
        {
            return (day, day);
        }

        if (number is { Low: null, High: null })
        {
            return default;
        }

        var bounds = InCalendarDays(DatePoint.Origin, point, LengthUnit.Days);
        return (
            bounds.LeastWhole is { } least ? Day(least) : null,
            bounds.MostWhole is { } most ? Day(most) : null);
    }

    /// <summary>
    /// Which statements make the bounds of <see cref="Difference"/>; of several chains that are equally tight, one.
    /// </summary>
    public BoundsExplained Explain(DatePoint from, DatePoint to)
    {
        var (a, b) = (PlaceOf(from), PlaceOf(to));
        return new BoundsExplained(Chain(isUpper: false), Chain(isUpper: true));

        BoundChain? Chain(bool isUpper)
        {
            var chain = new ChainOfSteps(this, isUpper);
            if (from == to)
            {
                return chain.Of(from, to, []);
            }

            if (Length(a, b, isUpper) is null)
            {
                return null;
            }

            IEnumerable<DateEdge> edges = a.Node == b.Node ? [] : graph.From(a.Node, backwards: !isUpper).To(b.Node);
            return chain.Of(from, to, [.. Above(a), .. edges, .. Above(b)]);
        }
    }

    /// <summary>Whether anything is said of a point; else it stands to no other in any way.</summary>
    internal bool Speaks(DatePoint of) => !PlaceOf(of).IsNowhere;

    /// <summary>How <paramref name="a"/> stands to <paramref name="b"/>.</summary>
    public DateOrder Compare(DatePoint a, DatePoint b) => Difference(a, b).Order;

    /// <summary>Makes room for so many entries: a start of each, and of some an end or when it was known.</summary>
    internal void Expect(int entries)
    {
        places.EnsureCapacity(entries + (entries / 3) + places.Count);
        knownNoEarlierYet.EnsureCapacity(entries);
    }

    /// <summary>One closed chain whose bounds add up to less than nothing; empty when there is none.</summary>
    internal IReadOnlyList<DateEdge> Cycle() => impossible is { } edge ? [edge] : graph.NegativeCycle();

    /// <summary>
    /// The statements by which a point is so many days from one that was stated to be a day, the nearest first; empty
    /// where it was stated itself, or is not fixed.
    /// </summary>
    internal IEnumerable<StatedDifference> FixedThrough(DatePoint point)
    {
        while (PlaceOf(point).Exactly is { } said)
        {
            yield return said;
            point = said.From;
        }
    }

    /// <summary>Who stated the day of a point, or null.</summary>
    internal Teller? FixedBy(DatePoint point) => PlaceOf(point).FixedBy;

    /// <summary>
    /// The shortest path between the nodes. A point of which only the earliest is known has nothing to follow that ends
    /// there from above, or begins there from below.
    /// </summary>
    PathLength? Length(Place a, Place b, bool isUpper) =>
        a.IsNowhere || b.IsNowhere || (isUpper ? b : a).Above is not null ? null
        : a.Node == b.Node ? PathLength.Zero
        : IsContradictory ? null
        : graph.From(a.Node, backwards: !isUpper)[b.Node];

    void Add(StatedDifference said, Place a, Place b)
    {
        var apart = b.Days - a.Days;
        if (said.High is { } most)
        {
            var length = new PathLength(most.NominalDays - apart, said.HighStrict ? 1 : 0);
            Add(new DateEdge(a.Node, b.Node, length, said, IsUpper: true));
        }

        if (said.Low is { } least)
        {
            Add(new DateEdge(b.Node, a.Node, new PathLength(apart - least.NominalDays, 0), said, IsUpper: false));
        }
    }

    void Add(DateEdge edge)
    {
        if (edge.From != edge.To)
        {
            graph.Add(edge);
        }
        else if (edge.Length.IsTighterThan(PathLength.Zero))
        {
            impossible ??= edge;
        }

        (isContradictory, found) = (null, null);
    }

    /// <summary>The edge by which a point hangs on another that it is only known not to be before.</summary>
    static IEnumerable<DateEdge> Above(Place place) =>
        place.Above is { } said ? [new DateEdge(place.Node, place.Node, PathLength.Zero, said, IsUpper: false)] : [];

    internal Place PlaceOf(DatePoint point)
    {
        if (places.TryGetValue(point, out var place))
        {
            return place;
        }

        if (point is { Kind: DatePointKind.Known, Entry: { } entry } && KnownNoEarlier.Remove(entry))
        {
            Constrain(DatePoint.StartOf(entry), point, 0, null, entry);
            return places[point];
        }

        return Place.Nowhere;
    }

    /// <summary>Looked up only where somebody asks; until then they are but gathered.</summary>
    HashSet<EntryKey> KnownNoEarlier => knownNoEarlier ??= [.. knownNoEarlierYet];

    /// <summary>The place of a point of which more is going to be said than how early it can be.</summary>
    Place Settled(DatePoint point)
    {
        var place = PlaceOf(point);
        if (!place.IsNowhere && place.Above is null)
        {
            return place;
        }

        var settled = places[point] = new Place(graph.Add(), 0, null, null, null);
        if (place.Above is { } said)
        {
            Add(said, places[said.From], settled);
        }

        return settled;
    }
}

/// <summary>Where a point lies.</summary>
/// <param name="Node">Of the graph.</param>
/// <param name="Days">So many days after it.</param>
/// <param name="FixedBy">Who stated its day, if somebody did.</param>
/// <param name="Above">It lies there or anywhere later, and this is all that is said of it.</param>
/// <param name="Exactly">By this it is so many days from a point that is fixed to a day.</param>
readonly record struct Place(
    int Node, decimal Days, Teller? FixedBy, StatedDifference? Above, StatedDifference? Exactly)
{
    /// <summary>Of a point that nobody spoke of.</summary>
    public static Place Nowhere { get; } = new(-1, 0, null, null, null);

    public bool IsNowhere => Node < 0;

    public bool IsFixed => FixedBy is not null || Exactly is not null;
}
