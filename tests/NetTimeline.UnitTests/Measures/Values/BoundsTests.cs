using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Values;

public sealed class BoundsTests
{
    static Bounds Any => Bounds.Open;

    [Fact]
    public void A_threshold_that_is_met_exactly_is_met()
    {
        Assert.True(((Bounds.Exactly(12) / Bounds.Exactly(10)) - Bounds.Exactly(1)).IsCertainlyAtLeast(0.2m));
        Assert.Equal(Bounds.Exactly(2), Bounds.Exactly(6) / 3);
    }

    [Fact]
    public void An_end_is_included_only_where_both_that_make_it_are()
    {
        Assert.Equal(new Bounds(11.65m, false, 12.75m, false),
            Bounds.HalfOpen(38.15m, 38.25m) - Bounds.HalfOpen(25.5m, 26.5m));
        Assert.Equal(Bounds.Between(3, 7), Bounds.Between(1, 3) + Bounds.Between(2, 4));
    }

    [Fact]
    public void Zero_times_anything_is_zero_and_is_reached()
    {
        Assert.Equal(Bounds.HalfOpen(0, 6), Bounds.HalfOpen(0, 2) * new Bounds(1, false, 3, true));
        Assert.Equal(Bounds.Exactly(0), Bounds.Exactly(0) * Any);
    }

    [Fact]
    public void Signs_turn_ends_around() => Assert.Equal(
        new Bounds(-6, false, 3, true), new Bounds(-2, false, 1, true) * Bounds.Between(-1.5m, 3));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(-2, 0)]
    public void Near_an_end_of_zero_a_quotient_has_no_limit(double low, double high)
    {
        var quotient = Bounds.Between(1, 4) / new Bounds((decimal)low, false, (decimal)high, false);

        Assert.Equal(low == 0 ? Bounds.Above(0.5m) : Bounds.Below(-0.5m), quotient);
    }

    [Fact]
    public void Nothing_is_known_of_a_quotient_whose_divisor_may_be_zero()
    {
        Assert.Equal(Any, Bounds.Exactly(1) / Bounds.Between(-1, 1));
        Assert.Equal(Any, Bounds.Exactly(1) / Bounds.Exactly(0));
        Assert.Equal(Any, Bounds.Exactly(1) / Any);
    }

    [Fact]
    public void Over_something_that_has_no_limit_a_quotient_comes_near_zero() => Assert.Equal(
        new Bounds(0, false, 2, true), Bounds.Between(1, 4) / Bounds.AtLeast(2));

    [Fact]
    public void What_two_statements_say_together()
    {
        Assert.Equal(new Bounds(2, false, 3, true), new Bounds(1, true, 3, true).And(new Bounds(2, false, 4, true)));
        Assert.Null(Bounds.HalfOpen(1, 2).And(Bounds.AtLeast(2)));
        Assert.Equal(Bounds.Exactly(2), Bounds.Between(1, 2).And(Bounds.AtLeast(2)));
    }

    [Fact]
    public void What_holds_for_either() =>
        Assert.Equal(new Bounds(1, true, 4, false), Bounds.HalfOpen(1, 2).Or(new Bounds(3, false, 4, false)));

    [Fact]
    public void The_least_is_below_both_and_the_greatest_above()
    {
        Assert.Equal(new Bounds(1, true, 3, false), Bounds.Least(Bounds.Between(1, 5), Bounds.HalfOpen(2, 3)));
        Assert.Equal(Bounds.Between(2, 5), Bounds.Greatest(Bounds.Between(1, 5), Bounds.HalfOpen(2, 3)));
    }

    [Fact]
    public void What_falls_turns_ends_around_and_has_its_limits_where_they_are_open()
    {
        Assert.Equal(new Bounds(0.5m, false, 1, true), Bounds.HalfOpen(1, 2).Falling(x => 1 / x, null, 0));
        Assert.Equal(new Bounds(0, false, 1, true), Bounds.AtLeast(1).Falling(x => 1 / x, null, 0));
        Assert.Equal(Bounds.AtLeast(2), Bounds.AtLeast(1).Rising(x => 2 * x, null, null));
    }

    [Theory]
    [InlineData("6.5", 6.5, true, 6.5, true)]
    [InlineData("[6.25, 6.75)", 6.25, true, 6.75, false)]
    [InlineData("(0, 0.74]", 0, false, 0.74, true)]
    public void Drawn(string expected, double low, bool lowIncluded, double high, bool highIncluded) => Assert.Equal(
        expected, new Bounds((decimal)low, lowIncluded, (decimal)high, highIncluded).ToString());

    [Fact]
    public void Open_ends_are_drawn_as_limits() => Assert.Equal(
        ["≥ 6.71", "> 6.71", "< 3", "open"],
        new[] { Bounds.AtLeast(6.71m), Bounds.Above(6.71m), Bounds.Below(3), Any }.Select(bounds => $"{bounds}"));

    [Fact]
    public void Bands_that_a_number_can_be_in()
    {
        Domain.Items<Band> scale = [new("low", Bounds.Below(1)), new("middle", Bounds.HalfOpen(1, 2)),
            new("high", Bounds.AtLeast(2))];

        Assert.Equal(["middle"], Band.Possible(Bounds.HalfOpen(1, 2), scale));
        Assert.Equal(["middle", "high"], Band.Possible(Bounds.Between(1, 2), scale));
        Assert.Equal(["low", "middle", "high"], Band.Possible(Any, scale));
    }
}
