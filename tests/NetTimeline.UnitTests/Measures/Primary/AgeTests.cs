using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Primary;

/// <summary>Age from everything that is said of birth and ages together.</summary>
public sealed class AgeTests
{
    static string Age(Course course, string tumour) => MeasureText.Value(
        Catalogue.InCode.Single(each => each.Definition.Name == "age-at-diagnosis").Of(course)
            .Single(value => value.Of.ToString() == tumour));

    static string Tumour(string occurred) =>
        $$"""{"key":"net","kind":"tumour","name":"NET","standing":"established","occurred":{{occurred}}}""";

    [Fact]
    public void A_birth_year_leaves_a_year_open() =>
        Assert.Equal("50 [49.5, 50.5]", Age(Courses.Of(Tumour("\"2000-07-02\"")), "net"));

    [Fact]
    public void An_age_stated_at_the_operation_and_half_years_after_it_add_up() => Assert.Equal(
        "60 [59.25, 60.75)",
        Age(Courses.OfPatient(
            null, null,
            """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","occurred":{"age":53}}""",
            Tumour("""{"offset":"P6.5Y","after":"op","plusMinus":"P3M"}""")), "net"));

    [Fact]
    public void Without_any_age_it_is_not_computable() => Assert.Equal(
        "Neither a birth year with a date of the tumour nor an age is on record.",
        Age(Courses.OfPatient(null, null, Tumour("\"2000\"")), "net"));

    [Fact]
    public void Of_calcitonin_only_the_lower_bound_is_told_since_no_age_is_stated_at_the_hepatectomy() =>
        Assert.Equal("≥ 59.28", Age(CaseReport.Calcitonin.Course(), "pancreatic-net"));

    [Fact]
    public void Supposed_to_be_53_at_the_hepatectomy_too_he_was_below_60_75_when_the_primary_was_found() =>
        Assert.Equal(
            "60.02 [59.28, 60.75)",
            Age(CaseReport.Calcitonin.Course(null, "age:hepatectomy,53"), "pancreatic-net"));
}
