using Xunit;

namespace NetTimeline.UnitTests.Measures.Markers;

/// <summary>Operated on 2019-06-01, given drugs from 2020-01-01 on.</summary>
public sealed class InterventionTests : MarkerSpec
{
    const string Drugs = """{"key":"drugs","kind":"systemic-therapy","agents":["everolimus"],"standing":"performed","occurred":"2020-01-01"}""";
    const string Normal = ""","reference":{"comparator":"<","value":10,"unit":"pg/mL"}""";

    static readonly string Op = Operation("op", "2019-06-01");

    [Fact]
    public void Over_an_operation_the_last_value_before_it_is_compared_with_the_first_after_it() => Assert.Equal(
        "marker-change-over | op calcitonin | exact | -75 | %",
        Line("marker-change-over", Op, Value("a", "2019-05-01", 900), Value("b", "2019-05-20", 800),
            Value("c", "2019-06-20", 200), Value("d", "2019-07-20", 100)));

    [Fact]
    public void A_value_of_the_day_of_the_operation_is_one_before_it() => Assert.Equal(
        "marker-change-over | op calcitonin | exact | -75 | %",
        Line("marker-change-over", Op, Value("a", "2019-06-01", 800), Value("c", "2019-06-02", 200)));

    [Fact]
    public void What_another_intervention_separates_is_not_compared() => Assert.Contains(
        "marker-change-over | drugs calcitonin | not-computable | No number is certainly of the time "
        + "before drugs and after the intervention before it.",
        Lines("marker-change-over", Courses.Of(
            Op, Drugs, Value("a", "2019-05-01", 900), Value("b", "2020-02-01", 100))));

    [Fact]
    public void A_diagnostic_procedure_is_no_intervention() => Assert.Empty(Lines("marker-change-over", Courses.Of(
        """{"key":"look","kind":"procedure","name":"laparoscopy","intent":"staging","standing":"performed","occurred":"2019-06-01"}""",
        Value("a", "2019-05-01", 900), Value("b", "2019-07-01", 100))));

    [Fact]
    public void A_planned_operation_is_no_intervention() => Assert.Empty(Lines("marker-change-over", Courses.Of(
        """{"key":"plan","kind":"procedure","name":"hepatectomy","standing":"planned","occurred":"2019-06-01"}""",
        Value("a", "2019-05-01", 900), Value("b", "2019-07-01", 100))));

    [Fact]
    public void The_nadir_ends_where_the_next_therapy_begins() => Assert.Equal(
        [
            "marker-nadir | op calcitonin | exact | 40 | pg/mL",
            "marker-nadir | drugs calcitonin | exact | 5 | pg/mL",
        ],
        Lines("marker-nadir", Courses.Of(Op, Drugs, Value("a", "2019-05-01", 900), Value("b", "2019-07-01", 40),
            Value("c", "2019-12-01", 60), Value("d", "2020-02-01", 5))));

    [Fact]
    public void A_value_that_may_be_of_the_time_after_may_have_been_the_nadir() => Assert.Equal(
        "marker-nadir | op calcitonin | bounded | 40 [20, 40] | pg/mL",
        Line("marker-nadir", Op, Value("maybe", "2019-06", 20), Value("b", "2019-07-01", 40)));

    [Fact]
    public void A_nadir_below_the_limit_has_no_single_number() => Assert.Equal(
        "marker-nadir | op calcitonin | bounded | [0, 2) | pg/mL",
        Line("marker-nadir", Op, Value("a", "2019-07-01", 40),
            Stated("b", "2019-08-01", """{"comparator":"<","value":2,"unit":"pg/mL"}""")));

    [Theory]
    [InlineData(50, "response")]
    [InlineData(51, "no response")]
    public void A_fall_by_exactly_half_is_a_response(int after, string expected) => Assert.Equal(
        $"marker-response.fall-50 | op calcitonin | exact | {expected}",
        Line("marker-response.fall-50", Op, Value("a", "2019-05-01", 100), Value("b", "2019-07-01", after)));

    [Fact]
    public void Where_the_nadir_may_have_been_lower_both_are_possible() => Assert.Equal(
        "marker-response.fall-50 | op calcitonin | bounded | response or no response",
        Line("marker-response.fall-50", Op, Value("a", "2019-05-01", 100), Value("b", "2019-07-01", 80),
            Stated("c", "2019-08-01", """{"word":"low"}""")));

    [Fact]
    public void Normal_is_what_a_second_value_confirms()
    {
        string[] entries =
        [
            Op, Value("a", "2019-05-01", 100, Normal), Value("b", "2019-06-11", 9, Normal),
            Value("c", "2019-07-01", 12, Normal), Value("d", "2019-08-01", 8, Normal),
            Value("e", "2019-09-01", 7, Normal),
        ];
        Assert.Equal(State("normalised"), Line("marker-normalisation", entries));
        Assert.Equal(Time("exact | 61 | d"), Line("marker-normalisation-time", entries));
    }

    [Fact]
    public void The_last_value_alone_is_unconfirmed()
    {
        string[] entries = [Op, Value("b", "2019-06-11", 12, Normal), Value("c", "2019-06-21", 9.9m, Normal)];
        Assert.Equal(State("unconfirmed"), Line("marker-normalisation", entries));
        var time = Assert.Single(Values("marker-normalisation-time", Courses.Of(entries)));
        Assert.Equal((20, "Unconfirmed: no number follows."), (time.Point, Assert.Single(time.Remarks)));
    }

    [Fact]
    public void The_limit_of_a_range_told_as_below_is_not_normal()
    {
        string[] entries = [Op, Value("b", "2019-06-11", 12, Normal), Value("c", "2019-06-21", 10, Normal)];
        Assert.Equal(State("not normalised"), Line("marker-normalisation", entries));
        Assert.Equal(Time("censored | 20 | d"), Line("marker-normalisation-time", entries));
    }

    [Fact]
    public void Below_a_limit_that_reaches_out_of_the_range_is_undecided() => Assert.Contains(
        "Whether b (< 20 pg/mL) is within its reference range cannot be told.",
        Line("marker-normalisation", Op,
            Stated("b", "2019-06-11", """{"comparator":"<","value":20,"unit":"pg/mL"}""", Normal)),
        StringComparison.Ordinal);

    [Fact]
    public void An_imprecise_date_gives_the_time_to_normalisation_bounds() => Assert.Equal(
        Time("bounded | 45 [30, 60] | d"),
        Line("marker-normalisation-time", Op, Value("b", "2019-07", 9, Normal)));

    static string State(string state) => $"marker-normalisation | op calcitonin | exact | {state}";

    static string Time(string value) => $"marker-normalisation-time | op calcitonin | {value}";
}
