using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Values;

public sealed class StatedQuantitiesTests
{
    static Quantity Number(decimal value) => new Quantity.Number(value, "%");

    static Quantity Compared(Comparator comparator, decimal value) => new Quantity.Compared(comparator, value, "%");

    [Fact]
    public void Digits_say_how_fine_a_number_is()
    {
        Assert.Equal(Bounds.HalfOpen(25.5m, 26.5m), Number(26m).AsRounded(0));
        Assert.Equal(Bounds.HalfOpen(25.95m, 26.05m), Number(26.0m).AsRounded(0));
        Assert.Equal(Bounds.HalfOpen(0.795m, 0.805m), Number(0.80m).AsRounded(0));
    }

    [Fact]
    public void Rounding_does_not_go_below_what_a_quantity_can_be()
    {
        Assert.Equal(Bounds.HalfOpen(0, 0.5m), Number(0m).AsRounded(0));
        Assert.Equal(Bounds.HalfOpen(-0.5m, 0.5m), Number(0m).AsRounded(null));
    }

    [Fact]
    public void Taken_as_exact_a_number_is_itself() => Assert.Equal(Bounds.Exactly(39), Number(39m).AsExact(0));

    [Fact]
    public void Comparators_say_which_side_and_whether_the_number_is_meant()
    {
        Assert.Equal(Bounds.HalfOpen(0, 1), Compared(Comparator.LessThan, 1).AsExact(0));
        Assert.Equal(Bounds.Between(0, 1), Compared(Comparator.AtMost, 1).AsExact(0));
        Assert.Equal(Bounds.Below(1), Compared(Comparator.LessThan, 1).AsExact(null));
        Assert.Equal(Bounds.AtLeast(8), Compared(Comparator.AtLeast, 8).AsRounded(0));
        Assert.Equal(Bounds.Above(8), Compared(Comparator.GreaterThan, 8).AsRounded(0));
    }

    [Fact]
    public void A_limit_below_the_least_still_says_what_was_stated()
    {
        Assert.Equal(Bounds.Below(0), Compared(Comparator.LessThan, 0).AsExact(0));
        Assert.Equal(Bounds.Exactly(0), Compared(Comparator.AtMost, 0).AsExact(0));
    }

    [Fact]
    public void Intervals_are_taken_as_they_are_and_have_no_single_number()
    {
        var range = new Quantity.Range(3, 5, "/d");

        Assert.Equal(Bounds.Between(3, 5), range.AsRounded(0));
        Assert.Null(range.Point());
    }

    [Fact]
    public void A_course_has_the_number_it_reached()
    {
        var rising = new Quantity.Trend(Course.Rising, new Quantity.Number(324m, "pg/mL"), null);

        Assert.Equal((324m, Bounds.Exactly(324), Bounds.HalfOpen(323.5m, 324.5m)),
            (rising.Point(), rising.AsExact(0), rising.AsRounded(0)));
    }

    [Fact]
    public void Words_are_no_numbers()
    {
        Assert.Null(new Quantity.Qualitative("elevated").AsExact(0));
        Assert.Null(new Quantity.Trend(Course.Falling, null, null).AsRounded(0));
    }
}
