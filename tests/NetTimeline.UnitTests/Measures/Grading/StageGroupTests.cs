using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Grading;

public sealed class StageGroupTests : GradingSpec
{
    static string Stage(string edition, string t, string n, string m, string more = "") =>
        $$"""{"key":"stage","kind":"stage","tumour":"t","system":"TNM"{{(edition.Length == 0 ? "" : $",\"edition\":\"{edition}\"")}},"t":{"value":"{{t}}"},"n":{"value":"{{n}}"},"m":{"value":"{{m}}"}{{more}}}""";

    static string Group(string name, string organ, string edition, string t, string n, string m) =>
        Said("stage-group", Tumour("t", name, organ), Stage(edition, t, n, m));

    [Theory]
    [InlineData("rectal cancer", "rectum", "UICC 7", "T3", "N1", "M0", "IIIB")]
    [InlineData("adenocarcinoma", "sigmoid colon", "AJCC 8th", "T2", "N0", "M0", "I")]
    [InlineData("adenocarcinoma", "colon", "8", "T2", "N0", "M1c", "IVC")]
    [InlineData("adenocarcinoma", "colon", "", "T2", "N0", "M1a", "IVA")]
    [InlineData("neuroendocrine tumour", "pancreas", "AJCC 8", "T3", "N0", "M0", "II")]
    [InlineData("neuroendocrine tumour", "pancreas", "UICC 8", "T1", "N0", "M1", "IV")]
    [InlineData("neuroendocrine tumour", "pancreas", "ENETS", "T3", "N0", "M0", "IIB")]
    [InlineData("ileal NET", "ileum", "AJCC 8", "T3", "N2", "M0", "III")]
    [InlineData("ileal NET", "ileum", "UICC 7", "T2", "N1", "M0", "IIIB")]
    public void Site_histology_and_edition_choose_the_table(
        string name, string organ, string edition, string t, string n, string m, string expected) =>
        Assert.Equal(expected, Group(name, organ, edition, t, n, m));

    [Theory]
    [InlineData("prostate cancer", "prostate", "UICC 8", "No verified rule for prostate.")]
    [InlineData("rectal NET", "rectum", "UICC 8", "No verified rule for neuroendocrine neoplasms of rectum.")]
    [InlineData("adenocarcinoma", "pancreas", "UICC 8", "No verified rule for carcinomas of pancreas.")]
    [InlineData("neuroendocrine tumour", "pancreas", "UICC 7", "No verified rule for pancreas by TNM UICC 7.")]
    [InlineData("tumour", "rectum", "UICC 7", "No verified rule: whether the tumour is neuroendocrine is not told.")]
    [InlineData("PanNEN", "pancreas", "UICC 8",
        "No verified rule: whether it is well differentiated is not told, and carcinomas have another table.")]
    public void What_has_no_verified_rule_has_no_group(string name, string organ, string edition, string reason) =>
        Assert.Equal(reason, Group(name, organ, edition, "T1", "N0", "M0"));

    [Fact]
    public void A_category_that_is_not_in_the_table_is_named() => Assert.Equal(
        "Tis N0 M0 is not in the table of colon and rectum, TNM 8.",
        Group("adenocarcinoma", "colon", "8", "Tis", "N0", "M0"));

    [Fact]
    public void Without_an_edition_both_tables_may_hold() => Assert.Equal(
        "II or IIA", Group("ileal NET", "ileum", "", "T2", "N0", "M0"));

    [Fact]
    public void Without_M_the_stage_may_be_any_that_the_rest_allows() => Assert.Equal(
        "IIA or IVA or IVB",
        Said("stage-group", Tumour("t", "rectal cancer", "rectum"),
            """{"key":"stage","kind":"stage","tumour":"t","system":"TNM","edition":"UICC 7","t":{"value":"T3"},"n":{"value":"N0"}}"""));

    [Theory]
    [InlineData("IIIB", "The recorded stage IIIB agrees.")]
    [InlineData("III", "The recorded stage III agrees.")]
    [InlineData("IIA", "The recorded stage IIA differs; it is not corrected.")]
    public void The_recorded_group_is_compared_and_kept(string recorded, string remark)
    {
        var value = Value("stage-group", Tumour("t", "rectal cancer", "rectum"),
            Stage("UICC 7", "T3", "N1", "M0", $",\"group\":\"{recorded}\""));
        Assert.Equal("IIIB", Assert.Single(value.Categories));
        Assert.Contains(remark, value.Remarks);
        Assert.Contains(
            value.Evidence, each => each.Role is EvidenceRole.Claim && each.Says == $"recorded stage {recorded}");
    }

    [Fact]
    public void A_group_without_categories_cannot_be_computed() => Assert.Equal(
        "No category is stated beside the group.",
        Said("stage-group", Tumour("t", "rectal cancer", "rectum"),
            """{"key":"stage","kind":"stage","tumour":"t","system":"TNM","group":"IIIB"}"""));

    [Theory]
    [InlineData("19.9", "T1", "T1")]
    [InlineData("20", "T2", "T1")]
    [InlineData("20.1", "T2", "T2")]
    [InlineData("40", "T2", "T2")]
    [InlineData("41", "T3", "T3")]
    public void Two_centimetres_are_T2_for_one_and_T1_for_the_other(string mm, string ajcc, string uicc)
    {
        string[] entries =
        [
            Tumour("t", "NET of the pancreas", "pancreas"), Op, Specimen, Lesion("l"), Attributed("l", "t"),
            Report("r", $$"""
                "lesion":"l","sizes":[{"dimension":"diameter","size":{"value":{{mm}},"unit":"mm"} }]
                """),
        ];
        Assert.Equal(ajcc, Said("t-by-size.pancreas-ajcc-8", entries));
        Assert.Equal(uicc, Said("t-by-size.pancreas-uicc-8", entries));
    }

    [Fact]
    public void Below_three_centimetres_both_are_possible() => Assert.Equal(
        "T1 or T2",
        Said("t-by-size.pancreas-ajcc-8", Tumour("t", "NET of the pancreas", "pancreas"), Op, Specimen, Lesion("l"),
            Attributed("l", "t"), Report("r", """
                "lesion":"l","sizes":[{"dimension":"diameter","size":{"comparator":"<","value":3,"unit":"cm"}}]
                """)));
}
