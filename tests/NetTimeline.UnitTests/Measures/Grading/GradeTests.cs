using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Grading;

public sealed class GradeTests : GradingSpec
{
    const string Net = "\"lesion\":\"l\",\"histologicType\":\"neuroendocrine tumour\"";

    static string Grade(string found) => Said("who-grade", Op, Specimen, Lesion("l"), Report("r", found));

    static string Ki67(string index) => $"{Net},\"ki67\":{index}";

    static string OfType(string type, string index) =>
        $$"""{"lesion":"l","histologicType":"{{type}}","ki67":{{Percent(index)}}}"""[1..^1];

    static string Both(string index, string mitoses) =>
        $$"""{{Ki67(Percent(index))}},"mitoses":{"value":{{mitoses}},"unit":"1"}""";

    [Theory]
    [InlineData("0", "G1")]
    [InlineData("2.5", "G1")]
    [InlineData("2.9", "G1")]
    [InlineData("3", "G2")]
    [InlineData("3.0", "G2")]
    [InlineData("20", "G2")]
    [InlineData("20.1", "G3")]
    public void Ki67_is_taken_as_printed(string index, string expected) =>
        Assert.Equal(expected, Grade(Ki67(Percent(index))));

    [Theory]
    [InlineData("1", "1.9", "G1")]
    [InlineData("1", "2.0", "G2")]
    [InlineData("1", "20", "G2")]
    [InlineData("1", "21", "G3")]
    [InlineData("5", "1", "G2")]
    [InlineData("25", "5", "G3")]
    public void Of_two_grades_the_higher_holds(string index, string mitoses, string expected) =>
        Assert.Equal(expected, Grade(Both(index, mitoses)));

    [Theory]
    [InlineData("""{"comparator":"<","value":1,"unit":"%"}""", "G1")]
    [InlineData("""{"comparator":"<","value":3,"unit":"%"}""", "G1")]
    [InlineData("""{"comparator":"<=","value":3,"unit":"%"}""", "G1 or G2")]
    [InlineData("""{"comparator":"<","value":5,"unit":"%"}""", "G1 or G2")]
    [InlineData("""{"comparator":">","value":20,"unit":"%"}""", "G3")]
    [InlineData("""{"low":2,"high":5,"unit":"%"}""", "G1 or G2")]
    public void An_interval_gives_every_grade_it_reaches(string index, string expected) =>
        Assert.Equal(expected, Grade(Ki67(index)));

    [Fact]
    public void A_low_index_suffices_without_a_count_and_says_so() => Assert.Contains(
        "No mitotic count: the Ki-67 index alone decides.",
        Value("who-grade", Op, Specimen, Lesion("l"), Report("r", Ki67(Percent("1")))).Remarks);

    [Theory]
    [InlineData("1", "A mitotic count below 2 alone does not make G1; no Ki-67 index is given.")]
    [InlineData("2", "G2")]
    [InlineData("21", "G3")]
    public void A_low_count_alone_does_not_suffice(string mitoses, string expected) =>
        Assert.Equal(expected, Grade($$"""{{Net}},"mitoses":{"value":{{mitoses}},"unit":"1"}"""));

    [Fact]
    public void A_count_over_another_area_is_not_converted() => Assert.Equal(
        "Neither a Ki-67 index nor a mitotic count is given.",
        Grade($$"""{{Net}},"mitoses":{"value":3,"unit":"/[HPF]"}"""));

    [Fact]
    public void Two_mitoses_in_one_square_millimetre_are_four_in_two() =>
        Assert.Equal("G2", Grade($$"""{{Ki67(Percent("1"))}},"mitoses":{"value":1,"unit":"/mm2"}"""));

    [Fact]
    public void A_carcinoma_is_not_graded() => Assert.Equal(
        "NEC", Grade(OfType("neuroendocrine carcinoma, small cell", "80")));

    [Fact]
    public void Without_differentiation_a_high_index_is_G3_or_carcinoma() => Assert.Equal(
        "G3 or NEC", Grade(OfType("neuroendocrine neoplasm", "30")));

    [Fact]
    public void With_differentiation_it_is_one_of_them() => Assert.Equal("G3", Grade(
        OfType("neuroendocrine neoplasm", "30") + ",\"differentiation\":\"well differentiated\""));

    [Fact]
    public void The_lung_has_other_cut_offs() => Assert.Equal(
        "No verified rule: neoplasms of the lung have other cut-offs.",
        Said("who-grade", Tumour("t", "typical carcinoid", "lung"), Op, Specimen, Lesion("l", "liver"),
            Attributed("l", "t"), Report("r", Ki67(Percent("1")))));

    [Fact]
    public void A_net_of_vessels_is_no_NET() => Assert.Empty(Values("who-grade", Courses.Of(
        Op, Specimen, Lesion("l"), Report("r", OfType("adenocarcinoma with a net of vessels", "1")))));

    [Fact]
    public void A_mixed_neoplasm_is_graded_by_component() => Assert.Equal(
        "The components of a mixed neoplasm are graded each by itself.",
        Grade(OfType("MiNEN", "30")));

    [Fact]
    public void An_adenocarcinoma_has_no_grade_of_this_sort() => Assert.Empty(Values("who-grade", Courses.Of(
        Op, Specimen, Lesion("l"),
        Report("r", OfType("adenocarcinoma", "60")))));

    [Fact]
    public void An_index_of_nobody_knows_what_is_not_graded() => Assert.Equal(
        "Whether the neoplasm is neuroendocrine is not stated.", Grade("\"lesion\":\"l\",\"ki67\":" + Percent("2")));

    [Fact]
    public void A_recorded_grade_that_differs_is_told_and_not_corrected()
    {
        var value = Value("who-grade", Op, Specimen, Lesion("l"),
            Report("r", $"{Ki67(Percent("5"))},\"grade\":\"G1\""));
        Assert.Equal("G2", Assert.Single(value.Categories));
        Assert.Contains("G1 is recorded; it differs and is not corrected.", value.Remarks);
        Assert.Contains(value.Evidence, each => each is { Role: EvidenceRole.Claim, Says: "recorded grade G1" });
    }

    [Fact]
    public void A_recorded_grade_without_numbers_is_as_stated() => Assert.Equal(
        "G1 as stated; not verifiable: neither a Ki-67 index nor a mitotic count is given.",
        Grade($"{Net},\"grade\":\"G1\""));

    [Fact]
    public void The_highest_grade_of_the_primary_holds_and_metastases_do_not_count() => Assert.Equal(
        "G2",
        Said("primary-grade", Tumour("t", "NET of the pancreas", "pancreas"), Op, Specimen, Lesion("l"), Lesion("l-2"),
            Lesion("met", "liver", ",\"focus\":\"metastasis\""), Attributed("l", "t"), Attributed("l-2", "t"),
            Attributed("met", "t"),
            Report("r", Ki67(Percent("1")), Ki67(Percent("4")).Replace("\"l\"", "\"l-2\"", StringComparison.Ordinal),
                Ki67(Percent("30")).Replace("\"l\"", "\"met\"", StringComparison.Ordinal))));

    [Fact]
    public void A_lesion_that_only_may_be_of_the_tumour_does_not_grade_it() => Assert.Equal(
        "No specimen of the primary has an index or a count.",
        Said("primary-grade", Tumour("t", "NET of the pancreas", "pancreas"), Op, Specimen, Lesion("l"),
            Attributed("l", "t", "suspected"), Report("r", Ki67(Percent("1")))));
}
