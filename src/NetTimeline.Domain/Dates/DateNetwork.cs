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
    static readonly LocalDate OriginDay = new(2000, 1, 1);

    readonly Dictionary<DatePoint, Place> places = new() { [DatePoint.Origin] = new Place(0, 0, null) };
    readonly DateGraph graph = new();
    Items<Teller>? atOnce;
    Items<Teller>? contradicting;

    /// <summary>Where a point lies: so many days after a node; who fixed it to a day, if somebody did.</summary>
    internal readonly record struct Place(int Node, decimal Days, Teller? FixedBy);

    /// <summary>Days from the origin; only differences of such numbers mean anything.</summary>
    public static decimal Number(LocalDate day) => Period.DaysBetween(OriginDay, day);

    /// <summary>
    /// Those whose statements cannot all be true together: one closed chain of them, so that none is named in vain.
    /// Empty when nothing contradicts.
    /// </summary>
    public Items<Teller> Contradicting => contradicting ??= atOnce ?? TellersOf(graph.NegativeCycle());

    /// <summary>The entries (and corrections) among <see cref="Contradicting"/>, in the order of their keys.</summary>
    public Items<EntryKey> Contradiction => [.. Contradicting.OfType<Teller.OfEntry>().Select(teller => teller.Key)
        .OrderBy(key => key.Value, StringComparer.Ordinal)];

    /// <summary>
    /// Ties a point to a day, before anything else is said of it. Twice is a contradiction unless the same.
    /// </summary>
    public void Fix(DatePoint point, LocalDate day, Teller by)
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
    /// <paramref name="to"/> − <paramref name="from"/> lies in [low, high]; null is open.
    /// <paramref name="by"/> says so.
    /// </summary>
    public void Constrain(
        DatePoint from, DatePoint to, NominalLength? low, NominalLength? high, Teller by, bool highStrict = false)
    {
        if (high is { } most)
        {
            Add(new StatedBound(from, to, most, highStrict, by));
        }

        if (low is { } least)
        {
            Add(new StatedBound(to, from, -least, false, by));
        }
    }

    /// <summary>The tightest bounds of <paramref name="to"/> − <paramref name="from"/>, in nominal days.</summary>
    public DayBounds Difference(DatePoint from, DatePoint to)
    {
        var (a, b) = (PlaceOf(from), PlaceOf(to));
        var apart = b.Days - a.Days;
        if (a.Node == b.Node)
        {
            return new DayBounds(apart, true, apart, true);
        }

        if (Contradicting.Count > 0)
        {
            return default;
        }

        var (most, least) = (graph.From(a.Node, backwards: false)[b.Node], graph.From(a.Node, backwards: true)[b.Node]);
        return new DayBounds(
            apart - least?.Days, least is { Strict: false }, apart + most?.Days, most is { Strict: false });
    }

    /// <summary>
    /// <see cref="Difference"/> in a unit. Between two days of the calendar it is counted by the calendar; years and
    /// months given out in days or weeks are widened by what the calendar leaves open.
    /// </summary>
    public LengthBounds DifferenceIn(DatePoint from, DatePoint to, LengthUnit unit)
    {
        if (FixedDay(from) is { } first && FixedDay(to) is { } last)
        {
            var exactly = LengthsOut.Between(first, last, unit);
            return new LengthBounds(exactly, true, exactly, true, unit, Widened: false);
        }

        if (unit is LengthUnit.Months or LengthUnit.Years)
        {
            return LengthsOut.Nominal(Difference(from, to), unit, YearLength.Gregorian);
        }

        var (low, high) = Explain(from, to);
        return LengthsOut.InCalendarDays(
            new DayBounds(low?.CalendarDays, low is { Included: true }, high?.CalendarDays, high is { Included: true }),
            unit, widened: low is { HasCalendarSlack: true } || high is { HasCalendarSlack: true });
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
            if (a.Node == b.Node)
            {
                return new ChainOfSteps(PlaceOf, isUpper).Of(from, to, []);
            }

            if (Contradicting.Count > 0)
            {
                return null;
            }

            var paths = graph.From(a.Node, backwards: !isUpper);
            return paths[b.Node] is null ? null : new ChainOfSteps(PlaceOf, isUpper).Of(from, to, paths.To(b.Node));
        }
    }

    /// <summary>How <paramref name="a"/> stands to <paramref name="b"/>.</summary>
    public DateOrder Compare(DatePoint a, DatePoint b) => Difference(a, b).Order;

    void Add(StatedBound stated)
    {
        var (a, b) = (PlaceOf(stated.From), PlaceOf(stated.To));
        var length = new PathLength(stated.Most.NominalDays - (b.Days - a.Days), stated.Strict ? 1 : 0);
        var edge = new DateEdge(a.Node, b.Node, length, stated);
        if (a.Node != b.Node)
        {
            graph.Add(edge);
            contradicting = null;
        }
        else if (length.IsTighterThan(PathLength.Zero))
        {
            atOnce ??= TellersOf([edge]);
            contradicting = null;
        }
    }

    Items<Teller> TellersOf(IReadOnlyList<DateEdge> cycle)
    {
        if (cycle.Count == 0)
        {
            return [];
        }

        var around = cycle[0].Stated.From;
        return [.. new ChainOfSteps(PlaceOf, isUpper: true).Of(around, around, cycle).Told];
    }

    Place PlaceOf(DatePoint point)
    {
        if (!places.TryGetValue(point, out var place))
        {
            places[point] = place = new Place(graph.Add(), 0, null);
        }

        return place;
    }
}
