using NetTimeline.Measures.Liver;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Liver;

public sealed class LiverFunctionTests
{
    static string Laboratory(string key, string test, string value, string unit, string day = "2020-03-01") => $$"""
        {"key":"{{key}}","kind":"laboratory-value","test":"{{test}}",
         "value":{"value":{{value}},"unit":"{{unit}}"},"occurred":"{{day}}"}
        """;

    static string Sign(string key, string name, string said) =>
        $$"""{"key":"{{key}}","kind":"observation","category":"sign","name":"{{name}}",{{said}},"occurred":"2020-03-01"}""";

    static string Line(string name, params string[] entries) => Computed.Line(Courses.Of(entries), name);

    /// <summary>Units of Europe and of America say the same.</summary>
    [Theory]
    [InlineData("17.1", "umol/L", "40.0", "g/L")]
    [InlineData("1.00", "mg/dL", "4.00", "g/dL")]
    public void Albi_in_both_sorts_of_units(string bilirubin, string ofBilirubin, string albumin, string ofAlbumin) =>
        Assert.Equal(
            -2.5862,
            (double)Computed.Single(
                Courses.Of(
                    Laboratory("a", "albumin", albumin, ofAlbumin),
                        Laboratory("b", "total bilirubin", bilirubin, ofBilirubin)),
                "albi-score").Point!.Value,
            0.0001);

    [Theory]
    [InlineData("4.20", "0.80", "1")]
    [InlineData("3.94", "0.80", "1 or 2")]
    [InlineData("2.00", "2.00", "3")]
    public void Albi_grades(string albumin, string bilirubin, string expected) => Assert.EndsWith(
        $"| {expected}",
        Line("albi-grade", Laboratory("a", "albumin", albumin, "g/dL"),
            Laboratory("b", "bilirubin", bilirubin, "mg/dL")),
        StringComparison.Ordinal);

    [Fact]
    public void A_bilirubin_below_its_limit_leaves_the_score_open_below()
    {
        var score = Albi.Score(new Amount(Bounds.Exactly(40), 40), new Amount(Bounds.HalfOpen(0, 10), null));

        Assert.Equal((null, -2.74m, false, null),
            (score.Bounds.Low, score.Bounds.High, score.Bounds.HighIncluded, score.Point));
    }

    [Fact]
    public void A_bilirubin_of_ten_days_later_is_of_another_work_up() => Assert.Equal(
        "albi-score | a | not-computable | No bilirubin within 7 days of a is stated.",
        Line("albi-score", Laboratory("a", "albumin", "40", "g/L"),
            Laboratory("b", "bilirubin", "17", "umol/L", "2020-03-11")));

    [Fact]
    public void Of_several_in_a_week_the_one_of_the_same_day_is_taken() => Assert.Equal(
        ["a", "c"],
        Computed.Single(
            Courses.Of(Laboratory("a", "albumin", "40", "g/L"),
                Laboratory("b", "bilirubin", "17", "umol/L", "2020-03-04"),
                Laboratory("c", "bilirubin", "20", "umol/L")),
            "albi-score").Evidence.Select(each => each.Entry.Value));

    [Fact]
    public void Two_of_one_month_may_or_may_not_belong_together() => Assert.Equal(
        "albi-score | a | not-computable | Whether bilirubin belongs to the work-up of a cannot be told.",
        Line("albi-score", Laboratory("a", "albumin", "40", "g/L", "2020-03"),
            Laboratory("b", "bilirubin", "17", "umol/L", "2020-03")));

    [Fact]
    public void What_is_in_the_urine_is_not_in_the_blood() => Assert.Empty(Computed.Lines(
        Courses.Of(Laboratory("a", "albumin", "40", "g/L")
            .Replace("\"test\"", "\"specimen\":\"24-h urine\",\"test\"", StringComparison.Ordinal)),
        "albi-score"));

    [Fact]
    public void An_albumin_alone_names_what_is_missing() => Assert.Equal(
        "albi-score | a | not-computable | Bilirubin is not stated.",
        Line("albi-score", Laboratory("a", "albumin", "40", "g/L")));

    [Fact]
    public void A_complete_Child_Pugh_score_is_one_number() => Assert.Equal(
        "child-pugh-score | a | exact | 9 | points",
        Line("child-pugh-score", Laboratory("a", "albumin", "3.5", "g/dL"),
            Laboratory("b", "bilirubin", "2.0", "mg/dL"),
            Laboratory("i", "INR", "1.7", "1"), Sign("s", "ascites", "\"value\":{\"word\":\"slight\"}"),
            Sign("e", "hepatic encephalopathy", "\"presence\":\"absent\"")));

    /// <summary>Points of albumin, with bilirubin 1, INR 1 and neither ascites nor encephalopathy.</summary>
    [Theory]
    [InlineData("3.6", 1, 1)]
    [InlineData("3.5", 2, 2)]
    [InlineData("2.9", 2, 3)]
    [InlineData("2.8", 2, 3)]
    [InlineData("2.7", 3, 3)]
    public void The_two_albumin_limits_are_two_measures(string albumin, int usual, int harrison)
    {
        var course = Courses.Of(
            Laboratory("a", "albumin", albumin, "g/dL"), Laboratory("b", "bilirubin", "1.0", "mg/dL"),
            Laboratory("i", "INR", "1.0", "1"), Sign("s", "ascites", "\"presence\":\"absent\""),
            Sign("e", "encephalopathy", "\"presence\":\"absent\""));

        Assert.Equal(4 + usual, Computed.Single(course, "child-pugh-score").Point);
        Assert.Equal(4 + harrison, Computed.Single(course, "child-pugh-score.albumin-3.0").Point);
    }

    [Fact]
    public void Ascites_without_a_degree_has_two_or_three_points() => Assert.Equal(
        "child-pugh-class | a | bounded | A or B",
        Line("child-pugh-class", Laboratory("a", "albumin", "40", "g/L"), Laboratory("b", "bilirubin", "10", "umol/L"),
            Laboratory("i", "INR", "1.0", "1"), Sign("s", "ascites", "\"presence\":\"present\""),
            Sign("e", "encephalopathy", "\"presence\":\"absent\"")));

    [Fact]
    public void One_component_is_no_score() => Assert.Equal(
        "child-pugh-score | a | not-computable | Of five components only 1 is stated as a number.",
        Line("child-pugh-score", Laboratory("a", "albumin", "40", "g/L")));

    [Theory]
    [InlineData(0.04, 0.06, 0.07, 0.08, true, "crossed, was not below")]
    [InlineData(0.04, 0.06, 0.04, 0.06, true, "crossed, stayed below, was not below")]
    [InlineData(0.04, 0.06, 0.04, 0.06, false, "crossed, stayed below, was not below, fell below")]
    [InlineData(0.02, 0.03, 0.05, 0.06, true, "crossed")]
    [InlineData(0.05, 0.06, 0.04, 0.049, false, "fell below")]
    public void Crossing_a_limit(
        double was, double wasMost, double became, double becameMost, bool rose, string expected) =>
        Assert.Equal(
            expected,
            string.Join(", ", RemnantClearanceCrossing.Answers(
                Bounds.Between((decimal)was, (decimal)wasMost), Bounds.Between((decimal)became, (decimal)becameMost),
                0.05m, rose)));
}
