using NetTimeline.Measures;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Primary;

/// <summary>Two tumours of one patient.</summary>
public sealed class SecondPrimariesTests
{
    static string Tumour(string key, string name, string? organ, string? date) =>
        $$"""
        {"key":"{{key}}","kind":"tumour","name":"{{name}}","standing":"established"
        {{(organ is null ? "" : $",\"primarySite\":{{\"organ\":\"{organ}\"}}")}}
        {{(date is null ? "" : $",\"occurred\":\"{date}\"")}}}
        """;

    static string Value(string measure, params string[] entries) => MeasureText.Value(
        Assert.Single(Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(Courses.Of(entries))));

    [Theory]
    [InlineData("2019-01-10", "2019-03-10", "synchronous", "synchronous")]
    [InlineData("2019-03-10", "2019-01-10", "synchronous", "synchronous")]
    [InlineData("2019-01-10", "2019-03-11", "metachronous", "synchronous")]
    [InlineData("2019-01-10", "2019-07-11", "metachronous", "metachronous")]
    [InlineData("2019-01-10", "2019-03", "synchronous or metachronous", "synchronous")]
    [InlineData("2019", "2019", "synchronous or metachronous", "synchronous or metachronous")]
    [InlineData("2019-01-10", null, "synchronous or metachronous", "synchronous or metachronous")]
    public void Two_months_and_six_are_two_rules(string first, string? second, string two, string six)
    {
        string[] entries =
            [Tumour("a", "gastric cancer", "stomach", first), Tumour("b", "lung cancer", "lung", second)];

        Assert.Equal(two, Value("second-primary-synchrony.2-months", entries));
        Assert.Equal(six, Value("second-primary-synchrony.6-months", entries));
    }

    [Theory]
    [InlineData("adenocarcinoma", "rectum", "adenocarcinoma", "stomach", "two-primaries")]
    [InlineData("adenocarcinoma", "rectum", "adenocarcinoma", "colon", "one-primary")]
    [InlineData("adenocarcinoma", "rectum", "neuroendocrine tumour", "rectum", "two-primaries")]
    [InlineData("NET", "rectum", "neuroendocrine carcinoma", "rectum", "one-primary")]
    [InlineData("urothelial carcinoma", "bladder", "transitional cell carcinoma", "ureter", "one-primary")]
    [InlineData("rectal cancer", "rectum", "adenocarcinoma", "rectum", "one-primary or two-primaries")]
    public void For_a_registry_sites_and_histology_decide_and_time_does_not(
        string first, string organ, string second, string otherOrgan, string expected) => Assert.Equal(
        expected, Value(
            "multiple-primaries.iarc", Tumour("a", first, organ, "2019"), Tumour("b", second, otherOrgan, null)));

    [Fact]
    public void An_unknown_primary_site_leaves_the_count_of_primaries_not_computable() => Assert.Equal(
        "A primary site is not known.",
        Value("multiple-primaries.iarc", Tumour("a", "adenocarcinoma", null, null), Tumour("b", "NET", "ileum", null)));

    [Fact]
    public void One_tumour_makes_no_pair() => Assert.Empty(
        Catalogue.InCode.Single(each => each.Definition.Name == "multiple-primaries.iarc")
            .Of(Courses.Of(Tumour("a", "adenocarcinoma", "rectum", "2019"))));

    [Fact]
    public void Rectal_cancer_and_NET_of_omori_are_two_primaries_and_the_authors_call_them_synchronous()
    {
        var course = CaseReport.Omori.Course();
        var timed = Pair("second-primary-synchrony.6-months");

        Assert.Equal(["two-primaries"], Pair("multiple-primaries.iarc").Categories);
        Assert.Equal(["synchronous", "metachronous"], timed.Categories);
        Assert.Contains(timed.Evidence, each =>
            each is { Role: EvidenceRole.Claim, Entry.Value: "synchronous-claim" });
        Assert.Equal(["That mesenteric-net is a primary of its own is a hypothesis."], timed.Remarks);

        MeasureValue Pair(string measure) => Catalogue.InCode.Single(each => each.Definition.Name == measure)
            .Of(course).Single(value => value.Of.ToString() == "rectal-cancer mesenteric-net");
    }

    [Fact]
    public void Tumours_that_nothing_belongs_to_any_more_are_no_second_primaries() => Assert.Empty(
        Catalogue.InCode.Single(each => each.Definition.Name == "multiple-primaries.iarc")
            .Of(CaseReport.Calcitonin.Course()));
}
