using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Measures.Liver;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Management;

public sealed class StayTests
{
    const string Operation =
        """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","occurred":"2020-03-01"}""";

    static string Encounter(string key, string type, string day, string? after = null) =>
        $$"""{"key":"{{key}}","kind":"encounter","type":"{{type}}","occurred":"{{day}}"{{(after is null ? "" : $",\"after\":\"{after}\"")}}}""";

    static IEnumerable<string> Of(string name, params string[] entries) => Computed.Lines(Courses.Of(entries), name);

    static IEnumerable<string> Known(Course course, string name) => Computed.Values(course, name)
        .Where(value => value.Status is not MeasureStatus.NotComputable).Select(MeasureText.Line);

    [Fact]
    public void Both_cases_left_hospital_on_the_days_told()
    {
        Assert.Equal(
            ["postoperative-stay | stage-1 | exact | 8 | d", "postoperative-stay | stage-2 | exact | 13 | d"],
            Known(CaseReport.Omori.Course(), "postoperative-stay"));
        Assert.Equal(
            ["postoperative-stay | hepatectomy | exact | 8 | d", "postoperative-stay | pancreatectomy | exact | 8 | d"],
            Known(CaseReport.Calcitonin.Course(), "postoperative-stay"));
    }

    [Fact]
    public void An_operation_after_a_discharge_implies_that_the_patient_came_back()
    {
        var values = Computed.Values(CaseReport.Omori.Course(), "readmission");

        Assert.Equal(["implied, not stated"], values[0].Categories);
        Assert.Equal(["stage-2 was 13 days after discharge-1."], values[0].Remarks);
        Assert.Equal(["none stated"], values[1].Categories);
    }

    [Fact]
    public void The_stages_were_21_days_apart_and_the_operation_was_completed()
    {
        Assert.Equal("interval-between-stages | stage-1 stage-2 | exact | 21 | d",
            Computed.Line(CaseReport.Omori.Course(), "interval-between-stages"));
        Assert.Equal("staged-completion | stage-1 | exact | completed",
            Computed.Line(CaseReport.Omori.Course(), "staged-completion"));
        Assert.Equal("staged-completion | stage-1 | exact | not stated",
            Computed.Line(CaseReport.Omori.Course("entry:stage-1~P18D"), "staged-completion"));
    }

    [Fact]
    public void A_discharge_that_names_no_procedure_ends_the_stay_of_the_one_before_it() => Assert.Equal(
        ["postoperative-stay | op | exact | 9 | d"],
        Of("postoperative-stay", Operation, Encounter("d", "discharge", "2020-03-10"),
            Encounter("e", "discharge", "2020-04-10")));

    [Fact]
    public void A_discharge_after_another_operation_may_be_that_ones() => Assert.Equal(
        ["postoperative-stay | op | not-computable | d may end the stay of op-2, which may lie between."],
        Of("postoperative-stay", Operation,
            Operation.Replace("\"op\"", "\"op-2\"", StringComparison.Ordinal)
                .Replace("2020-03-01", "2020-03-20", StringComparison.Ordinal),
            Encounter("d", "discharge", "2020-03-30")).Take(1));

    [Fact]
    public void A_discharge_of_a_month_bounds_the_stay() => Assert.Equal(
        ["postoperative-stay | op | bounded | 15 [0, 30] | d"],
        Of("postoperative-stay", Operation, Encounter("d", "discharge", "2020-03", "op")));

    [Theory]
    [InlineData("readmission", "2020-06-08", "stated")]
    [InlineData("readmission", "2020-06-09", "none stated")]
    [InlineData("visit", "2020-03-20", "none stated")]
    [InlineData("admission", "2020-06", "stated or none stated")]
    public void Readmission_within_ninety_days_of_the_discharge(string type, string day, string expected) =>
        Assert.Equal(
        [expected],
        Of("readmission", Operation, Encounter("d", "discharge", "2020-03-10", "op"), Encounter("r", type, day))
            .Select(line => line.Split(" | ")[3]));

    [Theory]
    [InlineData("2020-05-30", "alive")]
    [InlineData("2020-05-29", null)]
    public void Seen_on_the_ninetieth_day_or_later_means_alive(string day, string? expected) => Assert.Equal(
        expected,
        Computed.Single(Courses.Of(Operation, Encounter("v", "visit", day)), "mortality-90-days").Categories
            .SingleOrDefault());

    [Theory]
    [InlineData("2020-05-30", "died")]
    [InlineData("2020-05-31", "alive")]
    [InlineData("2020", "died or alive")]
    public void Death_within_ninety_days(string day, string expected) => Assert.EndsWith(
        $"| {expected}",
        Computed.Line(
            Courses.Of(Operation, $$"""{"key":"death","kind":"death","occurred":"{{day}}"}"""),
            "mortality-90-days"),
        StringComparison.Ordinal);

    [Fact]
    public void A_report_written_later_shows_nobody_alive() => Assert.StartsWith(
        "mortality-90-days | op | not-computable | Nothing recorded shows the patient 90 days after op",
        Computed.Line(Courses.Of(Operation, """{"key":"n","kind":"note","text":"x","occurred":"2021"}"""), "mortality-90-days"),
        StringComparison.Ordinal);
}
