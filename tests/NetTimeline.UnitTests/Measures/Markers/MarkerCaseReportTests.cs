using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Markers;

public sealed class MarkerCaseReportTests : MarkerSpec
{
    [Fact]
    public void Calcitonin_fell_by_16_7_percent_between_the_two_numbers_of_the_text()
    {
        var change = Assert.Single(Values("marker-change", CaseReport.Calcitonin.Course()));
        Assert.Equal(MeasureStatus.Exact, change.Status);
        Assert.Equal(-16.709511568123m, decimal.Round(change.Point!.Value, 12));
        Assert.Equal(
            ["calcitonin-389 Value", "calcitonin-324 Value", "calcitonin-course NotUsed"],
            change.Evidence.Select(each => $"{each.Entry} {each.Role}"));
    }

    [Fact]
    public void Whether_calcitonin_was_rising_cannot_be_told_because_the_values_between_are_words() => Assert.Equal(
        [
            "marker-direction | calcitonin-324 calcitonin, serum | bounded | rising or falling or stable",
            "marker-direction | calcitonin-after calcitonin, serum | exact | falling",
        ],
        Lines("marker-direction", CaseReport.Calcitonin.Course()));

    [Fact]
    public void Two_values_of_calcitonin_have_no_doubling_time() => Assert.Equal(
        [
            "marker-doubling-time | calcitonin, serum | not-computable | 2 values, at least 4 "
            + "needed; others are known only in words.",
        ],
        Lines("marker-doubling-time", CaseReport.Calcitonin.Course()));

    [Fact]
    public void The_first_calcitonin_is_on_no_certain_side_of_the_hepatectomy() => Assert.Contains(
        "marker-change-over | hepatectomy calcitonin, serum | not-computable | No number is "
        + "certainly of the time before hepatectomy and after the intervention before it.",
        Lines("marker-change-over", CaseReport.Calcitonin.Course()));

    [Fact]
    public void Calcitonin_after_the_hepatectomy_was_324_at_most_and_after_the_pancreatectomy_has_no_number() =>
        Assert.Equal(
            [
                "marker-nadir | hepatectomy calcitonin, serum | bounded | 324 [0, 324] | pg/mL",
                "marker-nadir | pancreatectomy calcitonin, serum | not-computable | No number is "
                + "certainly of the time after pancreatectomy.",
            ],
            Lines("marker-nadir", CaseReport.Calcitonin.Course()));

    [Fact]
    public void Without_a_reference_range_nobody_can_say_that_calcitonin_became_normal() => Assert.All(
        Values("marker-normalisation", CaseReport.Calcitonin.Course()),
        value => Assert.Equal(MeasureStatus.NotComputable, value.Status));

    [Fact]
    public void Before_the_marker_of_six_years_later_was_known_there_was_nothing_to_compare() => Assert.Empty(
        Values("marker-change", CaseReport.Calcitonin.Course("entry:clinical-diagnosis-2")));

    [Fact]
    public void Words_stay_words() => Assert.Equal(
        [
            "marker-series | ca19-9 CA19-9, serum | exact | within the normal range",
            "marker-series | afp AFP, serum | exact | within the normal range",
        ],
        Lines("marker-series", CaseReport.Omori.Course())
            .Where(line => line.Contains("within", StringComparison.Ordinal)));

    [Fact]
    public void One_carcinoembryonic_antigen_has_neither_change_nor_doubling_time()
    {
        Assert.Empty(Lines("marker-change", CaseReport.Omori.Course()));
        Assert.Equal(
            ["marker-doubling-time | CEA, serum | not-computable | 1 value, at least 4 needed."],
            Lines("marker-doubling-time", CaseReport.Omori.Course()));
    }
}
