using System.Globalization;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>Numbers are given out with the digits that mean something.</summary>
public sealed class MeasuresViewTests
{
    static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static TheoryData<decimal, string> Numbers => new()
    {
        { 6.2500000000000000000000000000m, "6.25" },
        { 6.2499999999999999999999999998m, "6.25" },
        { 0m, "0" },
        { -0.00000012345678901234m, "-0.000000123456789012" },
        { 12345678901234567m, "12345678901200000" },
        { 100m, "100" },
        { 0.1m / 3, "0.0333333333333" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_has_at_most_twelve_significant_digits_and_no_zeros_behind_them(decimal number, string text) =>
        Assert.Equal(text, ValueOf(Bounds.Exactly(number), number).Point!.Value.ToString(Invariant));

    [Fact]
    public void Years_that_were_stated_come_out_as_they_were_stated()
    {
        var measured = MeasuredCourse.Of(
            CaseReport.Calcitonin.Course(), 0,
            [TimeMeasures.Years("hepatectomy", "ct-detection")]);

        var value = MeasuresView.Of(measured, explained: false).Measures[0].Values[0];

        Assert.Equal(
            ("6.25", true, "6.75", false, "6.5"),
            (value.Low!.Value.ToString(Invariant), value.LowIncluded, value.High!.Value.ToString(Invariant),
                value.HighIncluded, value.Point!.Value.ToString(Invariant)));
    }

    [Fact]
    public void An_open_bound_is_left_out()
    {
        var value = ValueOf(Bounds.AtLeast(1), null);

        Assert.Equal((1m, true, null, false, null),
            (value.Low, value.LowIncluded, value.High, value.HighIncluded, value.Point));
    }

    static MeasureValueView ValueOf(Bounds bounds, decimal? point)
    {
        var measured = MeasuredCourse.Of(
            Courses.Of(), 0, [TimeMeasures.Constant(bounds, point)]);
        return MeasuresView.Of(measured, explained: false).Measures[0].Values[0];
    }
}
