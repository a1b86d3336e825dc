using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Liver;

/// <summary>What the two published cases must give.</summary>
public sealed class LiverCaseReportTests
{
    static Course Omori => CaseReport.Omori.Course();

    static Course Calcitonin => CaseReport.Calcitonin.Course();

    [Fact]
    public void Shares_of_the_remnant_are_given_as_stated_and_their_denominator_as_not_stated()
    {
        var values = Computed.Values(Omori, "future-liver-remnant");

        Assert.Equal([26m, 38.2m, 41m], values.Select(value => value.Point!.Value));
        Assert.All(values, value => Assert.Equal("Denominator: not stated.", Assert.Single(value.Remarks)));
    }

    [Fact]
    public void A_volume_and_its_share_imply_a_liver_volume()
    {
        var total = Computed.Single(Omori, "implied-total-liver-volume");

        Computed.Near(total, 1284.615, 1258.491, 1311.765);
        Assert.Contains("total or tumour-free liver is not stated", Assert.Single(total.Remarks),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Later_volumes_are_implied_if_the_denominator_was_the_same()
    {
        var values = Computed.Values(Omori, "future-liver-remnant-volume");

        Assert.Equal("As stated.", Assert.Single(values[0].Remarks));
        Assert.Equal([334, 490.723, 526.692], values.Select(value => Math.Round((double)value.Point!.Value, 3)));
        Assert.StartsWith("If the denominator was still that of flr-before", Assert.Single(values[2].Remarks),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vauthey-dubois")]
    [InlineData("vauthey-mosteller")]
    [InlineData("urata-dubois")]
    [InlineData("urata-mosteller")]
    public void No_standardised_remnant_without_height_and_weight(string formula)
    {
        var name = $"standardised-future-liver-remnant.{formula}";

        Assert.Equal($"{name} | flr-before | not-computable | Height and weight are not stated.",
            Computed.Lines(Omori, name).First());
        Assert.StartsWith("Height and weight are not stated.", Computed.Single(Calcitonin, name).Reason!,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Degree_of_hypertrophy_is_from_the_last_volumetry_before_the_first_stage()
    {
        var values = Computed.Values(Omori, "degree-of-hypertrophy");

        Computed.Near(values[0], 12.2, 11.65, 12.75);
        Computed.Near(values[1], 15, 14, 16);
        Assert.Equal(
            [("stage-1", EvidenceRole.Start), ("flr-before", EvidenceRole.Value), ("flr-d11", EvidenceRole.Value)],
            values[0].Evidence.Select(each => (each.Entry.Value, each.Role)));
    }

    [Fact]
    public void Relative_increase() => Assert.Equal(
        [46.92, 57.69], Computed.Values(Omori, "relative-hypertrophy")
            .Select(value => Math.Round((double)value.Point!, 2)));

    [Fact]
    public void The_kinetic_growth_rate_is_that_of_the_first_volumetry_and_the_other_is_called_later()
    {
        Computed.Near(Computed.Single(Omori, "kinetic-growth-rate"), 7.7636, 7.41364, 8.11364);
        Computed.Near(Computed.Single(Omori, "kinetic-growth-rate.later"), 5.52632, 5.15789, 5.89474);
        Computed.Near(Computed.Single(Omori, "growth-rate-between-volumetries"), 2.45, 1.96875, 2.93125);
        Computed.Near(Computed.Single(Omori, "hypertrophy-between-volumetries"), 2.8, 2.25, 3.35);
    }

    [Fact]
    public void Clearance_is_derived_from_retention_and_says_so()
    {
        var clearance = Computed.Single(Omori, "icg-k.from-r15");

        Computed.Near(clearance, 0.188681, 0.188119, 0.189249);
        Assert.StartsWith("Derived, not measured", Assert.Single(clearance.Remarks), StringComparison.Ordinal);
        Assert.Empty(Computed.Values(Omori, "icg-k.measured"));
    }

    [Fact]
    public void The_remnants_clearance_grows_with_it()
    {
        var values = Computed.Values(Omori, "icgk-f.derived");

        Computed.Near(values[0], 0.0490571, 0.0479702, 0.0501509);
        Computed.Near(values[1], 0.0720762, 0.0717672, 0.0723876);
        Computed.Near(values[2], 0.0773593, 0.0761880, 0.0785382);
    }

    [Fact]
    public void That_the_remnants_clearance_crossed_0_05_is_not_certain()
    {
        var crossing = Computed.Values(Omori, "icgk-f-crossing.0.05")[0];

        Assert.Equal((MeasureStatus.Bounded, "crossed or was not below"),
            (crossing.Status, MeasureText.Value(crossing)));
        Assert.Equal("ICGK-F's crossing of 0.05 is not certain.", crossing.Remarks[0]);
        Assert.Equal(["below 0.05", "0.05 to below 0.075"], Computed.Values(Omori, "icgk-f-category")[0].Categories);
    }

    [Fact]
    public void That_it_crossed_0_075_by_day_19_and_not_by_day_11_is_certain() => Assert.Equal(
        ["stayed below", "crossed"],
        Computed.Values(Omori, "icgk-f-crossing.0.075").Select(value => Assert.Single(value.Categories)));

    [Fact]
    public void Albi_is_grade_1()
    {
        Computed.Near(Computed.Single(Omori, "albi-score"), -2.820183, -2.864365, -2.776021);
        Assert.Equal("albi-grade | albumin | exact | 1", Computed.Line(Omori, "albi-grade"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".albumin-3.0")]
    public void Child_Pugh_is_a_range_where_ascites_and_encephalopathy_are_not_stated(string variant)
    {
        var score = Computed.Single(Omori, $"child-pugh-score{variant}");

        Assert.Equal(Bounds.Between(5, 9), score.Bounds);
        Assert.Equal(["Ascites is not stated.", "Encephalopathy is not stated."], score.Remarks);
        Assert.Equal(["A", "B"], Computed.Single(Omori, $"child-pugh-class{variant}").Categories);
    }

    [Fact]
    public void Hypertrophy_after_an_embolisation_without_a_volumetry_before_it_cannot_be_told()
    {
        string[] names = ["degree-of-hypertrophy", "relative-hypertrophy", "kinetic-growth-rate"];

        Assert.All(names, name => Assert.Equal(
            "No volumetry of the future liver remnant from before portal-embolisation is recorded.",
            Computed.Single(Calcitonin, name).Reason));
    }

    [Fact]
    public void A_stated_ICGK_F_and_its_share_imply_clearance_and_retention()
    {
        Computed.Near(Computed.Single(Calcitonin, "icg-k.from-icgk-f"), 0.222222, 0.2209424, 0.2235047);
        Computed.Near(Computed.Single(Calcitonin, "icg-r15.from-icgk-f"), 3.567399, 3.499427, 3.636545);
        Assert.Equal(0.106m, Computed.Single(Calcitonin, "icgk-f.stated").Point);
        Assert.Equal(["0.075 or more"], Computed.Single(Calcitonin, "icgk-f-category").Categories);
    }

    [Fact]
    public void On_day_18_the_volumetry_of_day_19_was_not_known() => Assert.Equal(
        ["flr-d11"],
        Computed.Values(CaseReport.Omori.Course("entry:stage-1~P18D"), "degree-of-hypertrophy")
            .Select(value => $"{value.Of}"));
}
