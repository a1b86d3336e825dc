using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Primary;

/// <summary>Metastases in time beside their primary, by each rule's own anchor.</summary>
public sealed class SynchronyTests
{
    const string Eahpba = "metastasis-synchrony.e-ahpba-2023";
    const string Egoslim = "metastasis-synchrony.egoslim-2015";

    /// <summary>A rectal cancer of 2019-01-10, operated on 2019-03-01, and a metastasis of the liver.</summary>
    static Course Metastasis(string seen, string certainty = "confirmed", bool operated = true) => Courses.Of(
    [
        """{"key":"cancer","kind":"tumour","name":"rectal cancer","primarySite":{"organ":"rectum"},"standing":"established","occurred":"2019-01-10"}""",
        $$"""{"key":"met","kind":"lesion","site":{"organ":"liver"},"focus":"metastasis","occurred":{{seen}}}""",
        $$"""{"key":"of","kind":"attribution","lesions":["met"],"tumour":"cancer","basis":["imaging"],"certainty":"{{certainty}}","occurred":"2021-01-01"}""",
        .. (string[])(operated
            ? ["""{"key":"lar","kind":"procedure","name":"low anterior resection","standing":"performed","targets":["cancer"],"occurred":"2019-03-01"}"""]
            : []),
    ]);

    static MeasureValue Of(Course course, string measure) =>
        Assert.Single(Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course));

    static string Category(Course course, string measure) => MeasureText.Value(Of(course, measure));

    [Theory]
    [InlineData("\"2018-12-01\"", "metastasis-first", "synchronous")]
    [InlineData("\"2019-01-10\"", "synchronous", "synchronous")]
    [InlineData("\"2019-02-20\"", "synchronous", "between-diagnosis-and-surgery")]
    [InlineData("\"2019-03-01\"", "synchronous", "early-metachronous")]
    [InlineData("\"2019-03-02\"", "early-metachronous", "early-metachronous")]
    [InlineData("\"2020-01-10\"", "early-metachronous", "early-metachronous")]
    [InlineData("\"2020-01-11\"", "late-metachronous", "early-metachronous")]
    [InlineData("\"2020-03-01\"", "late-metachronous", "early-metachronous")]
    [InlineData("\"2020-03-02\"", "late-metachronous", "late-metachronous")]
    [InlineData("\"2020-01\"", "early-metachronous or late-metachronous", "early-metachronous")]
    [InlineData("\"2019\"", "metastasis-first or synchronous or early-metachronous",
        "synchronous or between-diagnosis-and-surgery or early-metachronous")]
    public void The_same_metastasis_is_classed_by_diagnosis_here_and_by_surgery_there(
        string seen, string eahpba, string egoslim) => Assert.Equal(
        (eahpba, egoslim), (Category(Metastasis(seen), Eahpba), Category(Metastasis(seen), Egoslim)));

    [Theory]
    [InlineData("\"2018-12-01\"", "metastasis-first")]
    [InlineData("\"2019-01-10\"", "together")]
    [InlineData("\"2019-01-11\"", "primary-first")]
    [InlineData("\"2019-01\"", "metastasis-first or together or primary-first")]
    public void Which_showed_first_is_a_class_of_its_own(string seen, string order) =>
        Assert.Equal(order, Category(Metastasis(seen), "presentation-order"));

    [Fact]
    public void Without_an_operation_the_rule_that_counts_from_it_gives_nothing()
    {
        var untreated = Metastasis("\"2019-02-20\"", operated: false);

        Assert.Equal("early-metachronous", Category(untreated, Eahpba));
        Assert.Equal(
            "The rule counts from the surgery of the primary, and none is recorded.", Of(untreated, Egoslim).Reason);
    }

    [Fact]
    public void A_suspected_attribution_is_said_to_be_one() => Assert.Contains(
        "That the lesion belongs to this tumour is only suspected.",
        Of(Metastasis("\"2019-02-20\"", "suspected"), Eahpba).Remarks);

    [Fact]
    public void The_liver_tumours_of_calcitonin_are_synchronous_by_one_rule_and_came_6_5_years_before_the_primary()
    {
        var course = CaseReport.Calcitonin.Course();

        Assert.All(All(course, Egoslim), value => Assert.Equal(["synchronous"], value.Categories));
        Assert.All(All(course, Eahpba), value => Assert.Equal(["metastasis-first"], value.Categories));
        Assert.All(All(course, "presentation-order"), value => Assert.Equal(["metastasis-first"], value.Categories));
        Assert.Equal(
            ["h1 pancreatic-net", "h2 pancreatic-net", "h3 pancreatic-net"],
            All(course, Egoslim).Select(value => value.Of.ToString()));
    }

    [Fact]
    public void After_the_hepatectomy_nobody_knew_of_metastases() => Assert.Empty(
        All(CaseReport.Calcitonin.Course("entry:hepatectomy-pathology"), "presentation-order"));

    [Fact]
    public void All_liver_metastases_of_omori_are_late_by_the_rule_that_counts_from_the_diagnosis() => Assert.All(
        All(CaseReport.Omori.Course(), Eahpba), value => Assert.Equal(["late-metachronous"], value.Categories));

    static IEnumerable<MeasureValue> All(Course course, string measure) =>
        Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course);
}
