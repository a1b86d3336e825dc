using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Measures.Markers;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Markers;

public sealed class DoublingTimeTests : MarkerSpec
{
    /// <summary>Doubles every 365 days.</summary>
    static readonly string[] Yearly =
    [
        Value("a", "2017-01-01", 100), Value("b", "2018-01-01", 200), Value("c", "2019-01-01", 400),
        Value("d", "2020-01-01", 800),
    ];

    [Fact]
    public void What_doubles_every_year_has_a_doubling_time_of_a_year() => Assert.Equal(
        "marker-doubling-time | a d calcitonin | exact | 11.99 | mo", Line("marker-doubling-time", Yearly));

    [Fact]
    public void What_halves_has_one_below_zero() => Assert.Equal(
        "marker-doubling-time | a d calcitonin | exact | -11.99 | mo",
        Line("marker-doubling-time", Value("a", "2017-01-01", 800), Value("b", "2018-01-01", 400),
            Value("c", "2019-01-01", 200), Value("d", "2020-01-01", 100)));

    [Fact]
    public void Three_are_too_few() => Assert.Equal(
        "marker-doubling-time | calcitonin | not-computable | 3 values, at least 4 needed.",
        Line("marker-doubling-time", Yearly[..3]));

    [Fact]
    public void An_operation_between_them_makes_four_too_few() => Assert.Equal(
        "marker-doubling-time | calcitonin | not-computable | 4 values, but no more than 2 certainly "
        + "between two interventions; at least 4 needed.",
        Line("marker-doubling-time", [.. Yearly, Operation("op", "2018-06-01")]));

    [Fact]
    public void Values_on_the_other_side_of_an_operation_are_named_and_not_used()
    {
        var value = Assert.Single(Values("marker-doubling-time", Courses.Of(
            [.. Yearly, Operation("op", "2020-02-01"), Value("e", "2020-03-01", 50)])));
        Assert.Equal(MeasureStatus.Exact, value.Status);
        Assert.Contains(
            value.Evidence,
            each => each is { Role: EvidenceRole.NotUsed, Says: "50 pg/mL: on the other side of an intervention." });
    }

    [Fact]
    public void A_limit_is_no_value() => Assert.Equal(
        "marker-doubling-time | calcitonin | not-computable | 3 values, at least 4 needed.",
        Line("marker-doubling-time",
            [.. Yearly[..3], Stated("d", "2020-01-01", """{"comparator":">","value":800,"unit":"pg/mL"}""")]));

    [Fact]
    public void Equal_values_have_none() => Assert.Contains(
        "they have no doubling time.",
        Line("marker-doubling-time", Value("a", "2017-01-01", 100), Value("b", "2018-01-01", 100),
            Value("c", "2019-01-01", 100), Value("d", "2020-01-01", 100)),
        StringComparison.Ordinal);

    [Fact]
    public void A_month_instead_of_a_day_gives_bounds() => Assert.Equal(
        "marker-doubling-time | a d calcitonin | bounded | 12.14 [11.99, 12.29] | mo",
        Line("marker-doubling-time", [.. Yearly[..3], Value("d", "2020-01", 800)]));

    [Fact]
    public void A_time_without_bounds_makes_it_not_computable() => Assert.Contains(
        "The time between a and d has no bounds.",
        Line("marker-doubling-time",
        [
            .. Yearly[..3],
            """{"key":"d","kind":"laboratory-value","test":"calcitonin","value":{"value":800,"unit":"pg/mL"},"occurred":{"notBefore":["c"]}}""",
        ]),
        StringComparison.Ordinal);

    [Fact]
    public void No_times_within_their_bounds_give_a_slope_beyond_the_extremes()
    {
        var example =
            from gaps in Gen.Choose(0, 300).ArrayOf(4)
            from widths in Gen.Choose(0, 120).ArrayOf(4)
            from values in Gen.Choose(1, 1000).ArrayOf(5)
            from shares in Gen.Choose(0, 10).ArrayOf(4)
            select (gaps, widths, values, shares);
        Prop.ForAll(example.ToArbitrary(), each =>
        {
            double[] low = [0, .. each.gaps.Select((_, at) => at + 1 + (double)each.gaps[..(at + 1)].Sum())];
            double[] high = [0, .. low.Skip(1).Zip(each.widths, (start, width) => start + width)];
            double[] times =
                [0, .. low.Skip(1).Select((start, at) => start + (each.widths[at] * each.shares[at] / 10d))];
            var logs = each.values.Select(value => Math.Log(value)).ToArray();
            var slope = LogSlope.At(times, logs);
            const double Slack = 1e-9;
            return LogSlope.Least(low, high, logs) - Slack <= slope
                && slope <= LogSlope.Greatest(low, high, logs) + Slack;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true));
    }

    [Fact]
    public void The_steepest_line_may_need_a_time_inside_its_bounds()
    {
        // The third time is free within [1, 9]: the steepest line through (0, 0), (10, 1) and it has it at neither end.
        double[] low = [0, 10, 1], high = [0, 10, 9], logs = [0, 1, 0.5];
        var greatest = LogSlope.Greatest(low, high, logs);
        Assert.Equal(LogSlope.At([0, 10, 5], logs), greatest, 9);
        Assert.True(greatest > LogSlope.At([0, 10, 9], logs) && greatest > LogSlope.At([0, 10, 1], logs));
    }
}
