using NetTimeline.Domain.Patients;
using NetTimeline.Measures.Management;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Measures.Liver;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Management;

public sealed class KidneyFunctionTests
{
    static string Creatinine(string value = "1.00", string unit = "mg/dL", string day = "2020-07-01") => $$"""
        {"key":"c","kind":"laboratory-value","test":"creatinine",
         "value":{"value":{{value}},"unit":"{{unit}}"},"occurred":"{{day}}"}
        """;

    [Theory]
    [InlineData(1.36, 69, 56.33303, 41.11123)]
    [InlineData(1.36, 70, 55.98377, 40.94181)]
    [InlineData(1.36, 71, 55.63667, 40.77547)]
    [InlineData(1.36, 66, 57.39396, 41.63907)]
    public void Both_equations_for_a_man(double creatinine, double age, double ckdEpi, double jsn)
    {
        Assert.Equal(ckdEpi, (double)KidneyFunction.CkdEpi2021(Sex.Male, (decimal)creatinine, (decimal)age), 0.0001);
        Assert.Equal(jsn, (double)KidneyFunction.Jsn2009(Sex.Male, (decimal)creatinine, (decimal)age), 0.0001);
    }

    /// <summary>By hand: 142 × (0.5/0.7)^−0.241 × 0.9938^40 × 1.012 and 194 × 0.5^−1.094 × 40^−0.287 × 0.739.</summary>
    [Fact]
    public void Both_equations_for_a_woman()
    {
        Assert.Equal(121.5193, (double)KidneyFunction.CkdEpi2021(Sex.Female, 0.5m, 40), 0.001);
        Assert.Equal(106.1651, (double)KidneyFunction.Jsn2009(Sex.Female, 0.5m, 40), 0.001);
    }

    [Fact]
    public void Where_only_the_least_age_is_known_only_the_highest_rate_is()
    {
        var rate = Computed.Single(CaseReport.Omori.Course(), "egfr.ckd-epi-2021");

        Computed.Near(rate, null, 0, 56.33303);
        Assert.Equal("Age ≥ 69 years.", Assert.Single(rate.Remarks));
        Assert.Contains(rate.Evidence, each => each.Role is EvidenceRole.Dates);
    }

    [Fact]
    public void With_the_first_CT_taken_to_be_on_the_day_of_the_operation_the_age_is_69_to_71()
    {
        var course = CaseReport.Omori.Course(null, "same:ct-1,lar");

        Computed.Near(Computed.Single(course, "egfr.ckd-epi-2021"), 55.98377, 55.63667, 56.33303);
        Computed.Near(Computed.Single(course, "egfr.jsn-2009"), 40.94181, 40.77547, 41.11123);
        Assert.Equal(["G3a"], Computed.Single(course, "gfr-category.ckd-epi-2021").Categories);
        Assert.Equal(["G3b"], Computed.Single(course, "gfr-category.jsn-2009").Categories);
    }

    [Fact]
    public void A_category_is_no_chronic_disease() => Assert.Contains(
        "One creatinine does not make a chronic kidney disease",
        Computed.Single(Courses.Of(Creatinine()), "gfr-category.jsn-2009").Remarks[1], StringComparison.Ordinal);

    [Fact]
    public void Born_in_a_year_the_age_is_one_of_two()
    {
        var rate = Computed.Single(Courses.OfPatient(Sex.Male, 1950, Creatinine()), "egfr.jsn-2009");

        Assert.Equal("Age [69, 70] years.", Assert.Single(rate.Remarks));
    }

    [Fact]
    public void Micromoles_are_converted() => Assert.Equal(
        Computed.Single(Courses.Of(Creatinine()), "egfr.jsn-2009").Point!.Value,
        Computed.Single(Courses.Of(Creatinine("88.4", "umol/L")), "egfr.jsn-2009").Point!.Value, 10);

    [Fact]
    public void Another_unit_is_not_guessed() => Assert.StartsWith(
        "egfr.jsn-2009 | c | not-computable | c gives creatinine in mmol/L, which is not converted",
        Computed.Line(Courses.Of(Creatinine("0.1", "mmol/L")), "egfr.jsn-2009"), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData(Sex.Other)]
    [InlineData(Sex.Unknown)]
    public void Without_the_sex_there_is_no_rate(Sex? sex) => Assert.Equal(
        "The equation needs the sex, female or male, which is not stated.",
        Computed.Single(Courses.OfPatient(sex, 1950, Creatinine()), "egfr.ckd-epi-2021").Reason);

    [Fact]
    public void Without_an_age_there_is_no_rate() => Assert.Equal(
        "The age at the creatinine is not known, not even that it is an adult's.",
        Computed.Single(Courses.OfPatient(Sex.Male, null, Creatinine()), "egfr.ckd-epi-2021").Reason);

    [Fact]
    public void The_equations_are_for_adults() => Assert.Equal(
        "Under 18 years; the equation is for adults.",
        Computed.Single(Courses.OfPatient(Sex.Male, 2010, Creatinine()), "egfr.ckd-epi-2021").Reason);

    [Fact]
    public void A_clearance_of_creatinine_is_not_a_creatinine() => Assert.Empty(Computed.Values(
        Courses.Of(Creatinine().Replace("\"creatinine\"", "\"creatinine clearance\"", StringComparison.Ordinal)),
        "egfr.jsn-2009"));

    [Fact]
    public void A_limit_gives_a_limit()
    {
        var rate = Computed.Single(
            Courses.Of(Creatinine().Replace(
                "\"value\":1.00", "\"comparator\":\">\",\"value\":8", StringComparison.Ordinal)),
            "egfr.jsn-2009");

        Assert.Equal((0m, false, false),
            (rate.Bounds!.Value.Low, rate.Bounds.Value.LowIncluded, rate.Bounds.Value.HighIncluded));
        Assert.Null(rate.Point);
        Assert.Equal(["G5"], Computed.Single(
            Courses.Of(Creatinine().Replace(
                "\"value\":1.00", "\"comparator\":\">\",\"value\":8", StringComparison.Ordinal)),
            "gfr-category.jsn-2009").Categories);
    }

    [Theory]
    [InlineData(69, true, 70, false, 69, 69)]
    [InlineData(69, true, 70, true, 69, 70)]
    [InlineData(68.5, true, 69.25, false, 68, 69)]
    public void Completed_years(double low, bool lowIn, double high, bool highIn, int least, int most) => Assert.Equal(
        Bounds.Between(least, most),
        KidneyFunction.CompletedYears(new Bounds((decimal)low, lowIn, (decimal)high, highIn)));
}
