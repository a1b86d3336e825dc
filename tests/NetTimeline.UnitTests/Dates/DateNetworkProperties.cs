using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Dates;

/// <summary>What holds for any statements about four points, of which the first is a day of the calendar.</summary>
public sealed class DateNetworkProperties
{
    static readonly LocalDate FirstDay = new(2019, 5, 20);

    static readonly DatePoint[] Points =
        [.. Enumerable.Range(0, 4).Select(at => DatePoint.StartOf(EntryKey.Parse($"e{at}")))];

    static readonly Gen<Said> Lengths =
        from a in Gen.Choose(0, 3)
        from further in Gen.Choose(1, 3)
        from low in Gen.Choose(-BruteForce.DaysMost, BruteForce.DaysMost)
        from high in Gen.Choose(low, BruteForce.DaysMost)
        from open in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 2)))
        from strict in Gen.Elements(true, false)
        let said = new Said(a, (a + further) % 4, open == 1 ? null : low, open == 2 ? null : high, strict)
        where said.Low != said.High || !strict
        select said;

    static readonly Arbitrary<Said[]> Statements = Gen.Choose(0, 6).SelectMany(count => Lengths.ArrayOf(count))
        .ToArbitrary();

    static void Holds(Func<Said[], bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Statements, property));

    [Fact]
    public void Bounds_are_what_trying_all_days_finds() => Holds(said =>
    {
        Said[] included = [.. said.Select(each => each with { Strict = false })];
        var network = Told(included);
        return BruteForce.Differences(included) is { } expected
            ? Pairs.All(pair => network.Difference(Points[pair.A], Points[pair.B]) == expected[pair.A, pair.B])
            : network.IsContradictory;
    });

    [Fact]
    public void A_chain_of_statements_adds_up_to_the_bound_it_explains() => Holds(said =>
    {
        var network = Told(said);
        return network.IsContradictory || Pairs.All(pair =>
        {
            var (from, to) = (Points[pair.A], Points[pair.B]);
            var (low, high) = network.Explain(from, to);
            return network.Difference(from, to)
                == new DayBounds(low?.Days, low is { Included: true }, high?.Days, high is { Included: true })
                && Leads(low, from, to) && Leads(high, from, to);
        });
    });

    [Fact]
    public void One_more_statement_never_widens_a_bound() => Holds(said =>
    {
        var (before, after) = (Told(said[..^Math.Min(1, said.Length)]), Told(said));
        return after.IsContradictory || Pairs.All(pair =>
        {
            var (wide, narrow) = (
                before.Difference(Points[pair.A], Points[pair.B]), after.Difference(Points[pair.A], Points[pair.B]));
            return !(narrow.Low ?? decimal.MinValue).Wider(wide.Low, narrow.LowIncluded && !wide.LowIncluded, -1)
                && !(narrow.High ?? decimal.MaxValue).Wider(wide.High, narrow.HighIncluded && !wide.HighIncluded, 1);
        });
    });

    /// <summary>"Less than 3" is "at most 2.999", only that the one answers with an excluded 3.</summary>
    [Fact]
    public void An_end_that_is_excluded_stays_excluded_all_the_way() => Holds(said =>
    {
        var (strict, nearer) = (Told(said), Told(said, nearer: 0.001m));
        return strict.IsContradictory == nearer.IsContradictory && (strict.IsContradictory || Pairs.All(pair =>
        {
            var (a, b) = (Points[pair.A], Points[pair.B]);
            var (told, expected) = (strict.Difference(a, b), nearer.Difference(a, b));
            return told == new DayBounds(
                Rounded(expected.Low), expected.Low is { } low && low == Rounded(low),
                Rounded(expected.High), expected.High is { } high && high == Rounded(high));
        }));
    });

    /// <summary>The calendar repeats itself after 400 years, which are 146,097 days.</summary>
    [Fact]
    public void Moving_all_dates_by_four_hundred_years_moves_no_difference() => Holds(said =>
    {
        var (here, there) = (Told(said), Told(said, movedBy: 146_097));
        return Pairs.All(pair => here.Difference(Points[pair.A], Points[pair.B])
            == there.Difference(Points[pair.A], Points[pair.B]));
    });

    static IEnumerable<(int A, int B)> Pairs => Enumerable.Range(0, 16).Select(pair => (pair / 4, pair % 4));

    /// <summary>The steps follow one another, and their sums run along.</summary>
    static bool Leads(BoundChain? chain, DatePoint from, DatePoint to)
    {
        var (at, sum) = (from, default(NominalLength));
        foreach (var step in chain?.Steps ?? [])
        {
            if (step.From != at || step.Sum != sum + step.Length || step.Told.Count == 0)
            {
                return false;
            }

            (at, sum) = (step.To, step.Sum);
        }

        return chain is null || at == to;
    }

    /// <summary>The second point is fixed to a day too where something says so exactly.</summary>
    static DateNetwork Told(Said[] said, int movedBy = 0, decimal nearer = 0)
    {
        var network = new DateNetwork();
        network.Fix(Points[0], FirstDay.PlusDays(movedBy), EntryKey.Parse("first"));
        if (said.FirstOrDefault(each => each is { From: 0, To: 1 } && each.Low == each.High) is { Low: { } days })
        {
            network.Fix(Points[1], FirstDay.PlusDays(movedBy + days), EntryKey.Parse("second"));
        }

        foreach (var (at, each) in said.Index())
        {
            network.Constrain(
                Points[each.From], Points[each.To], each.Low, each.Strict ? each.High - nearer : each.High,
                EntryKey.Parse($"s{at}"), each.Strict && nearer == 0);
        }

        return network;
    }

    static decimal? Rounded(decimal? days) => days is { } number ? decimal.Round(number) : null;
}

/// <summary>Compares bounds of which null is open.</summary>
static class BoundsCompared
{
    /// <param name="narrow">A bound that is to be no wider.</param>
    /// <param name="wide">Than this.</param>
    /// <param name="sameButIncluded">At the same number it would be wider.</param>
    /// <param name="outwards">The direction in which a bound gets wider.</param>
    public static bool Wider(this decimal narrow, decimal? wide, bool sameButIncluded, int outwards) =>
        wide is { } bound && (narrow == bound ? sameButIncluded : (narrow > bound) == outwards > 0);
}
