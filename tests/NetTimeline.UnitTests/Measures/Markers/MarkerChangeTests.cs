using NetTimeline.Measures.Markers;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Markers;

public sealed class MarkerChangeTests : MarkerSpec
{
    [Theory]
    [InlineData("100", "150", "50")]
    [InlineData("100", "0", "-100")]
    [InlineData("389", "324", "-16.709511568123")]
    public void A_change_is_in_percent_of_the_earlier_value(string from, string to, string expected) => Assert.Equal(
        expected, PercentChange.Of(Bounds.Exactly(Number(from)), Bounds.Exactly(Number(to))).ToString());

    [Fact]
    public void A_fall_to_below_the_limit_is_an_interval() => Assert.Equal(
        "marker-change | a b calcitonin | bounded | [-100, -98) | %",
        Line("marker-change", Value("a", "2019-01-01", 100), Below("b", "2019-02-01", 2)));

    [Fact]
    public void A_rise_from_below_the_limit_has_no_upper_end() => Assert.Equal(
        "marker-change | a b calcitonin | bounded | > 900 | %",
        Line("marker-change", Below("a", "2019-01-01", 2), Value("b", "2019-02-01", 20)));

    [Fact]
    public void From_zero_there_is_no_percentage() => Assert.Contains(
        "A change from zero has no percentage.",
        Line("marker-change", Value("a", "2019-01-01", 0), Value("b", "2019-02-01", 20)), StringComparison.Ordinal);

    [Fact]
    public void Picograms_in_a_millilitre_are_nanograms_in_a_litre() => Assert.Equal(
        "marker-change | a b calcitonin | exact | 50 | %",
        Line("marker-change", Value("a", "2019-01-01", 100),
            Stated("b", "2019-02-01", """{"value":150,"unit":"ng/L"}""")));

    [Fact]
    public void Other_units_are_not_guessed() => Assert.Contains(
        "pg/mL and pmol/L are not converted into each other.",
        Line("marker-change", Value("a", "2019-01-01", 100),
            Stated("b", "2019-02-01", """{"value":40,"unit":"pmol/L"}""")),
        StringComparison.Ordinal);

    [Fact]
    public void Two_values_of_one_month_have_no_order() => Assert.Contains(
        "Whether a was before b cannot be told.",
        Line("marker-change", Value("a", "2019-01", 100), Value("b", "2019-01", 50)), StringComparison.Ordinal);

    [Fact]
    public void Values_of_two_assays_make_two_series() => Assert.Empty(Lines("marker-change", Courses.Of(
        Value("a", "2019-01-01", 100, ""","assay":"Elecsys" """),
        Value("b", "2019-02-01", 50, ""","assay":"Liaison" """), Value("c", "2019-03-01", 50))));

    [Fact]
    public void Two_names_of_one_marker_are_one_series() => Assert.Equal(
        ["marker-change | a b CgA | exact | 100 | %"],
        Lines("marker-change", Courses.Of(
            """{"key":"a","kind":"laboratory-value","test":"CgA","occurred":"2019-01-01","value":{"value":50,"unit":"ng/mL"}}""",
            """{"key":"b","kind":"laboratory-value","test":"chromogranin A","occurred":"2019-02-01","value":{"value":100,"unit":"ng/mL"}}""")));

    [Fact]
    public void A_stimulated_value_is_of_another_series() => Assert.Empty(Lines("marker-change", Courses.Of(
        Value("a", "2019-01-01", 50),
        """{"key":"b","kind":"laboratory-value","test":"stimulated calcitonin","occurred":"2019-02-01","value":{"value":100,"unit":"pg/mL"}}""")));

    [Fact]
    public void A_value_entered_from_two_sources_is_one_value() => Assert.Equal(
        ["marker-change | a b calcitonin | exact | -50 | %"],
        Lines("marker-change", Courses.Of(
            Value("a", "2019-01-01", 100), Value("a-again", "2019-01-01", 100, ""","sameAs":"a" """),
            Value("b", "2019-02-01", 50))));

    [Fact]
    public void The_other_source_is_named_and_not_used() => Assert.Equal(
        [("a", EvidenceRole.Value), ("a-again", EvidenceRole.NotUsed)],
        Assert.Single(Values("marker-series", Courses.Of(
            Value("a", "2019-01-01", 100), Value("a-again", "2019-01-01", 100, ""","sameAs":"a" """))))
            .Evidence.Select(each => (each.Entry.Value, each.Role)));

    [Theory]
    [InlineData(120, "rising")]
    [InlineData(100, "stable")]
    [InlineData(90, "falling")]
    public void A_marker_goes_where_its_last_two_numbers_go(int later, string direction) => Assert.Equal(
        $"marker-direction | b calcitonin | exact | {direction}",
        Line("marker-direction", Value("a", "2019-01-01", 100), Value("b", "2019-02-01", later)));

    static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static string Below(string key, string day, int limit) =>
        Stated(key, day, $$"""{"comparator":"<","value":{{limit}},"unit":"pg/mL"}""");
}
