using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Values;

/// <summary>
/// What is reckoned of bounds holds for every number within them, and an end that is given is come near to, or reached
/// where it is included. Ends are small whole numbers; members are tried at the ends, beside them and between them.
/// </summary>
public sealed class BoundsProperties
{
    /// <summary>How near to an excluded end a member lies, and how far out one where there is no end.</summary>
    const decimal Near = 0.0001m, Far = 10_000;

    static readonly Gen<decimal?> Ends = Gen.Frequency(
        (5, Gen.Choose(-3, 3).Select(number => (decimal?)number)), (1, Gen.Constant((decimal?)null)));

    static readonly Gen<Bounds> AnyBounds =
        (from low in Ends
         from high in Ends
         from lowIncluded in Gen.Elements(true, false)
         from highIncluded in Gen.Elements(true, false)
         select new Bounds(low, lowIncluded && low is not null, high, highIncluded && high is not null))
        .Where(each => each is not { Low: not null, High: not null }
            || each.Low < each.High || each is { LowIncluded: true, HighIncluded: true } && each.Low == each.High);

    [Fact]
    public void A_sum_holds_and_is_tight() => Holds((a, b) => a + b, (x, y) => x + y);

    [Fact]
    public void A_difference_holds_and_is_tight() => Holds((a, b) => a - b, (x, y) => x - y);

    [Fact]
    public void A_product_holds_and_is_tight() => Holds((a, b) => a * b, (x, y) => x * y);

    [Fact]
    public void A_quotient_holds_and_is_tight_where_it_is_bounded() => Holds(
        (a, b) => a / b, (x, y) => y == 0 ? null : x / y, unlessOpen: true);

    [Fact]
    public void The_least_holds_and_is_tight() => Holds(Bounds.Least, (x, y) => Math.Min(x, y));

    [Fact]
    public void The_greatest_holds_and_is_tight() => Holds(Bounds.Greatest, (x, y) => Math.Max(x, y));

    [Fact]
    public void What_both_say_is_what_each_says() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(AnyBounds.Two().ToArbitrary(), two => Members(two.Item1).Concat(Members(two.Item2)).All(number =>
            (two.Item1.Contains(number) && two.Item2.Contains(number))
                == (two.Item1.And(two.Item2)?.Contains(number) ?? false))));

    [Fact]
    public void What_holds_for_either_holds_for_each() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(AnyBounds.Two().ToArbitrary(), two =>
            Members(two.Item1).Concat(Members(two.Item2)).All(two.Item1.Or(two.Item2).Contains)));

    static void Holds(
        Func<Bounds, Bounds, Bounds> ofBounds, Func<decimal, decimal, decimal?> ofNumbers, bool unlessOpen = false) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(AnyBounds.Two().ToArbitrary(), two =>
        {
            var bounds = ofBounds(two.Item1, two.Item2);
            List<decimal> numbers =
            [
                .. from x in Members(two.Item1)
                   from y in Members(two.Item2)
                   let number = ofNumbers(x, y)
                   where number is not null
                   select number.Value,
            ];
            return numbers.All(bounds.Contains)
                && ((unlessOpen && bounds.IsOpen)
                    || (IsTightBelow(bounds, numbers) && IsTightBelow(-bounds, [.. numbers.Select(n => -n)])));
        }));

    /// <summary>
    /// The lower end is reached if it is included, else come near to; without an end numbers go far down.
    /// </summary>
    static bool IsTightBelow(Bounds bounds, List<decimal> numbers) => numbers.Count == 0 || (bounds.Low is not { } low
        ? numbers.Min() <= -Far / 10
        : bounds.LowIncluded ? numbers.Min() == low : numbers.Min() > low && numbers.Min() - low < 100 * Near);

    /// <summary>Both ends, or what lies just inside them or far out, and some between.</summary>
    static List<decimal> Members(Bounds bounds)
    {
        var low = bounds.Low is { } least ? least + (bounds.LowIncluded ? 0 : Near) : (bounds.High ?? 0) - Far;
        var high = bounds.High is { } most ? most - (bounds.HighIncluded ? 0 : Near) : (bounds.Low ?? 0) + Far;
        return [.. new[] { low, high, (low + high) / 2, low + Near, high - Near, 0, 1, -1, Near, -Near }
            .Where(bounds.Contains).Distinct()];
    }
}
