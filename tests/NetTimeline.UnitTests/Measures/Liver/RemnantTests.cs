using Xunit;

namespace NetTimeline.UnitTests.Measures.Liver;

public sealed class RemnantTests
{
    static string Volumetry(string key, string day, params string[] volumes) =>
        $$"""{"key":"{{key}}","kind":"volumetry","occurred":"{{day}}","volumes":[{{string.Join(',', volumes)}}]}""";

    static string Volume(string of, decimal value, string unit) =>
        $$"""
        {"of":"{{of}}","value":{"value":{{value}},"unit":"{{unit}}"} }
        """;

    static string Measure(string key, string name, decimal value, string unit, string day = "2020-03-01") => $$"""
        {"key":"{{key}}","kind":"observation","category":"measure","name":"{{name}}",
         "value":{"value":{{value}},"unit":"{{unit}}"},"occurred":"{{day}}"}
        """;

    static IEnumerable<string> Of(string name, params string[] entries) => Computed.Lines(Courses.Of(entries), name);

    [Fact]
    public void A_share_is_computed_of_the_liver_without_its_tumours()
    {
        var share = Computed.Single(
            Courses.Of(Volumetry("v", "2020-03-01", Volume("FLR", 300, "mL"), Volume("total liver volume", 1.1m, "L"),
                Volume("tumour volume", 100, "cm3"))),
            "future-liver-remnant");

        Assert.Equal(30, share.Point);
        Assert.Equal("Denominator: total liver volume without tumour.", share.Remarks[0]);
    }

    [Fact]
    public void Without_a_tumour_volume_it_is_of_the_whole_liver_and_says_so() => Assert.Equal(
        ["Denominator: total liver volume.", "Computed from the volumes stated."],
        Computed.Single(
            Courses.Of(Volumetry("v", "2020-03-01", Volume("FLR", 300, "mL"), Volume("TLV", 1000, "mL"))),
            "future-liver-remnant").Remarks);

    [Fact]
    public void A_volume_alone_has_no_share() => Assert.Equal(
        [
            "future-liver-remnant | v | not-computable | "
                + "Neither a percentage nor a total liver volume is stated as a number.",
        ],
        Of("future-liver-remnant", Volumetry("v", "2020-03-01", Volume("FLR", 300, "mL"))));

    [Fact]
    public void A_volumetry_of_something_else_has_nothing_to_say() => Assert.Empty(
        Of("future-liver-remnant", Volumetry("v", "2020-03-01", Volume("spleen", 300, "mL"))));

    [Fact]
    public void Of_two_earlier_volumes_the_last_gives_the_scale() => Assert.Equal(
        ["700.9 (694, 707.9)"],
        Of("future-liver-remnant-volume",
            Volumetry("a", "2020-01-01", Volume("FLR", 300, "mL"), Volume("FLR", 30.0m, "%")),
            Volumetry("b", "2020-02-01", Volume("FLR", 402, "mL"), Volume("FLR", 39.0m, "%")),
            Volumetry("c", "2020-03-01", Volume("FLR", 68, "%")))
            .Where(line => line.Contains(" c ", StringComparison.Ordinal)).Select(line => line.Split(" | ")[3]));

    /// <summary>1.75 m and 70 kg: DuBois 1.8482 m², Mosteller 1.8447 m².</summary>
    [Theory]
    [InlineData("vauthey-dubois", 1547.8)]
    [InlineData("vauthey-mosteller", 1543.3)]
    [InlineData("urata-dubois", 1307.6)]
    [InlineData("urata-mosteller", 1305.1)]
    public void The_standard_volume_is_that_of_the_body(string formula, double standard)
    {
        var share = Computed.Single(
            Courses.Of(Volumetry("v", "2020-03-01", Volume("FLR", 500, "mL")),
                Measure("h", "height", 1.75m, "m", "1990-01-01"),
                Measure("w", "body weight", 70.0m, "kg", "2020-03-05")),
            $"standardised-future-liver-remnant.{formula}");

        Assert.Equal(50_000 / standard, (double)share.Point!.Value, 0.01);
        Assert.True(share.Bounds!.Value.Contains(share.Point.Value));
    }

    [Fact]
    public void A_weight_of_another_month_is_not_taken() => Assert.Equal(
        [
            "standardised-future-liver-remnant.urata-dubois | v | not-computable | "
                + "No weight within 7 days of v is stated.",
        ],
        Of("standardised-future-liver-remnant.urata-dubois", Volumetry("v", "2020-03-01", Volume("FLR", 500, "mL")),
            Measure("h", "height", 175, "cm"), Measure("w", "weight", 70, "kg", "2020-05-05")));

    [Theory]
    [InlineData("icg-k.measured", "ICG-K", 0.18, "/min", "0.18 [0.175, 0.185)")]
    [InlineData("icg-k.measured", "ICG-PDR", 18.0, "%/min", "0.18 [0.175, 0.185)")]
    [InlineData("icg-k.from-r15", "ICG R15", 10, "%", "0.1535 (0.1503, 0.1569]")]
    [InlineData("icg-k.from-r15", "ICG-R15", 0, "%", "> 0.3532")]
    public void Clearance(string measure, string name, double value, string unit, string expected) => Assert.Equal(
        [expected],
        Of(measure, Measure("k", name, (decimal)value, unit)).Select(line => line.Split(" | ")[3]));

    [Fact]
    public void A_measured_clearance_is_preferred_to_a_derived_one()
    {
        var value = Computed.Single(
            Courses.Of(Measure("k", "ICG-K", 0.2m, "/min"), Measure("r", "ICG-R15", 10, "%"),
                Volumetry("v", "2020-03-02", Volume("FLR", 50, "%"))),
            "icgk-f.derived");

        Assert.Equal(0.1m, value.Point);
        Assert.Equal("Clearance measured.", value.Remarks[0]);
        Assert.Equal("a measured clearance is recorded", value.Evidence.Single(each => each.Entry.Value == "r").Says);
    }

    [Fact]
    public void A_clearance_tested_afterwards_says_nothing_of_before() => Assert.Equal(
        ["icgk-f.derived | v | not-computable | Indocyanine green was tested only after v."],
        Of("icgk-f.derived", Measure("k", "ICG-K", 0.2m, "/min"),
            Volumetry("v", "2020-02-02", Volume("FLR", 50, "%"))));

    [Fact]
    public void Without_any_test_of_indocyanine_green_there_is_nothing_to_compute() =>
        Assert.Empty(Of("icgk-f.derived", Volumetry("v", "2020-02-02", Volume("FLR", 50, "%"))));

    [Fact]
    public void A_clearance_in_another_unit_is_not_guessed() => Assert.Equal(
        [
            "icg-k.measured | k | not-computable | "
                + "k gives ICG-K in 1/h, which is not converted; known are /min, 1/min, %/min.",
        ],
        Of("icg-k.measured", Measure("k", "ICG-K", 11, "1/h")));
}
