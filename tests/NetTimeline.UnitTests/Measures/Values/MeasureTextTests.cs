using NetTimeline.Domain;
using NetTimeline.Measures;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Values;

public sealed class MeasureTextTests
{
    static readonly MeasureDefinition Time = new(
        "time-to-x", 1, "Time to x", MeasureGroup.Own, Per.Tumour, "a", "own", [new Citation("own definition", null)]);

    static readonly Instance Net = Instance.Of(EntryKey.Parse("net"));

    static MeasureValue Number(Bounds bounds, decimal? point) =>
        Time.Number(Net, bounds, point, []);

    [Fact]
    public void A_bounded_number_shows_its_point_its_bounds_and_its_unit() => Assert.Equal(
        "time-to-x | net | bounded | 6.5 [6.25, 6.75) | a",
        MeasureText.Line(Number(Bounds.HalfOpen(6.25m, 6.75m), 6.5m)));

    [Fact]
    public void A_number_without_a_point_shows_its_bounds() => Assert.Equal(
        "time-to-x | net | bounded | ≥ 6.71 | a", MeasureText.Line(Number(Bounds.AtLeast(6.71m), null)));

    [Fact]
    public void An_exact_number_stands_alone() =>
        Assert.Equal("time-to-x | net | exact | 3 | a", MeasureText.Line(Number(Bounds.Exactly(3), null)));

    [Fact]
    public void Categories_of_which_one_holds_are_joined_by_or() => Assert.Equal(
        "time-to-x | patient | bounded | PR or SD",
        MeasureText.Line(Time.Category(Instance.Patient, ["PR", "SD"], [])));

    [Fact]
    public void What_is_not_computable_shows_why() => Assert.Equal(
        "time-to-x | net | not-computable | No weight is stated.",
        MeasureText.Line(Time.NotComputable(Net, "No weight is stated.", [])));

    [Theory]
    [InlineData("7.76363636", "7.764")]
    [InlineData("0.049107", "0.04911")]
    [InlineData("1284.615", "1285")]
    [InlineData("123456", "123456")]
    [InlineData("-24.6012", "-24.6")]
    [InlineData("0", "0")]
    public void Numbers_have_four_significant_digits(string number, string shown) => Assert.Equal(
        shown, MeasureText.Number(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Bounds_that_only_rounding_makes_alike_are_not_shown_as_one_number() => Assert.Equal(
        "about 1.235", MeasureText.Interval(Bounds.Between(1.23451m, 1.23452m)));
}
