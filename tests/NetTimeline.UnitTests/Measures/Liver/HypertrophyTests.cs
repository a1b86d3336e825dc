using Xunit;

namespace NetTimeline.UnitTests.Measures.Liver;

public sealed class HypertrophyTests
{
    const string Embolisation =
        """{"key":"pve","kind":"procedure","name":"portal vein embolization","standing":"performed","occurred":"2020-03-01"}""";

    static string Share(string key, string day, decimal percent, string? denominator = null) =>
        $$"""
        {"key":"{{key}}","kind":"volumetry","occurred":"{{day}}","volumes":[{"of":"future liver remnant",
         "value":{"value":{{percent}},"unit":"%"}
         {{(denominator is null ? "" : $",\"denominator\":\"{denominator}\"")}}}]}
        """;

    static IEnumerable<string> Growth(params string[] entries) => Of("degree-of-hypertrophy", entries);

    static IEnumerable<string> Of(string name, params string[] entries) => Computed.Lines(Courses.Of(entries), name);

    [Fact]
    public void Four_weeks_after_an_embolisation() => Assert.Equal(
        ["kinetic-growth-rate | b | bounded | 2.5 (2.25, 2.75) | percentage points/wk"],
        Of("kinetic-growth-rate", Share("a", "2020-02-20", 20), Embolisation, Share("b", "2020-03-29", 30)));

    [Fact]
    public void A_volumetry_of_the_day_itself_is_one_before_it() => Assert.Equal(
        ["degree-of-hypertrophy | b | bounded | 10 (9, 11) | percentage points"],
        Growth(Share("a", "2020-03-01", 20), Embolisation, Share("b", "2020-03-29", 30)));

    [Fact]
    public void Of_two_before_it_the_last_counts() => Assert.Equal(
        ["degree-of-hypertrophy | c | bounded | 8 (7, 9) | percentage points"],
        Growth(Share("a", "2020-01-10", 20), Share("b", "2020-02-20", 22), Embolisation, Share("c", "2020-03-29", 30)));

    [Fact]
    public void Without_a_procedure_there_is_no_hypertrophy_to_speak_of() =>
        Assert.Empty(Growth(Share("a", "2020-02-20", 20), Share("b", "2020-03-29", 30)));

    [Fact]
    public void A_planned_embolisation_starts_nothing() => Assert.Empty(Growth(
        Share("a", "2020-02-20", 20),
        Embolisation.Replace("performed", "planned", StringComparison.Ordinal), Share("b", "2020-03-29", 30)));

    [Theory]
    [InlineData("modified ALPPS, first stage", ""","stageOf":{"number":1,"of":2}""", 1)]
    [InlineData("modified ALPPS, second stage", ""","stageOf":{"number":2,"of":2}""", 0)]
    [InlineData("hepatectomy", ""","components":[{"name":"ligation of the portal vein","standing":"performed"}]""", 1)]
    [InlineData("hepatectomy", ""","components":[{"name":"ligation of the portal vein","standing":"planned"}]""", 0)]
    [InlineData("resection of the left portal vein", "", 0)]
    [InlineData("right portal vein embolisation", "", 1)]
    [InlineData("ligation of the right portal vein", "", 1)]
    public void What_starts_hypertrophy(string name, string more, int expected) => Assert.Equal(
        expected,
        Growth(
            Share("a", "2020-02-20", 20),
            $$"""{"key":"op","kind":"procedure","name":"{{name}}","standing":"performed","occurred":"2020-03-01"{{more}}}""",
            Share("b", "2020-03-29", 30)).Count());

    [Fact]
    public void A_volumetry_that_may_be_before_the_procedure_is_not_computed() => Assert.Equal(
        ["degree-of-hypertrophy | b | not-computable | Whether b is after pve cannot be told."],
        Growth(Share("a", "2020-02-20", 20), Embolisation, Share("b", "2020-03", 30)));

    [Fact]
    public void Shares_of_different_volumes_are_not_compared() => Assert.Equal(
        ["degree-of-hypertrophy | b | not-computable | The shares before and after pve are of different volumes."],
        Growth(Share("a", "2020-02-20", 20, "total liver volume"), Embolisation,
            Share("b", "2020-03-29", 30, "standard liver volume")));

    [Fact]
    public void After_a_second_embolisation_growth_is_counted_from_that() => Assert.Equal(
        [
            "degree-of-hypertrophy | b | bounded | 4 (3, 5) | percentage points",
            "degree-of-hypertrophy | c | bounded | 6 (5, 7) | percentage points",
        ],
        Growth(
            Share("a", "2020-02-20", 20), Embolisation, Share("b", "2020-03-29", 24),
            """{"key":"pve-2","kind":"procedure","name":"PVE","standing":"performed","occurred":"2020-04-02"}""",
            Share("c", "2020-04-20", 30)));

    [Fact]
    public void Which_of_two_was_first_may_not_be_known() => Assert.Equal(
        [
            "kinetic-growth-rate | b | not-computable | Whether b or c was the first cannot be told.",
            "kinetic-growth-rate | c | not-computable | Whether c or b was the first cannot be told.",
        ],
        Of("kinetic-growth-rate", Share("a", "2020-02-20", 20), Embolisation, Share("b", "2020-04", 28),
            Share("c", "2020-04", 30)).Order(StringComparer.Ordinal));

    [Fact]
    public void Two_weeks_that_are_rounded_give_a_rate_with_their_bounds()
    {
        var rate = Computed.Single(
            Courses.Of(Share("a", "2020-02-20", 20), Embolisation,
                Share("b", "x", 30).Replace("\"x\"", """{"offset":"P2W","after":"pve"}""", StringComparison.Ordinal)),
            "kinetic-growth-rate");

        // 9 points in two and a half weeks, 11 in one and a half.
        Computed.Near(rate, 5, 3.6, 7.33333);
    }

    [Fact]
    public void Eleven_points_in_at_least_a_day_are_more_than_nothing_and_less_than_seventy_seven_a_week() =>
        Assert.Equal(
        ["kinetic-growth-rate | b | bounded | (0, 77) | percentage points/wk"],
        Of("kinetic-growth-rate", Share("a", "2020-02-20", 20), Embolisation,
            Share("b", "x", 30).Replace("\"x\"", """{"atLeast":"P1D","after":"pve"}""", StringComparison.Ordinal)));
}
