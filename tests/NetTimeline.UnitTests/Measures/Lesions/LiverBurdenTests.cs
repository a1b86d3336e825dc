using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class LiverBurdenTests
{
    const string Lesion = """{"key":"h","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-05-01"}""";

    static string Volumetry(string volumes) =>
        $$"""{"key":"v","kind":"volumetry","volumes":[{{volumes}}],"occurred":"2019-05-02"}""";

    static string Volume(string of, string ml) => $$$"""{"of":"{{{of}}}","value":{"value":{{{ml}}},"unit":"mL"}}""";

    [Fact]
    public void Three_metastases_of_calcitonin_pannen_make_58_millimetres()
    {
        var course = CaseReport.Calcitonin.Course();

        Assert.Contains("ct-preop-reading | exact | 3 | foci", Lines.Of(course, "liver-tumour-number"));
        Assert.Contains("ct-preop-reading | exact | 28 | mm", Lines.Of(course, "liver-tumour-largest-diameter"));
        Assert.Contains("ct-preop-reading | exact | 58 | mm", Lines.Of(course, "liver-tumour-diameter-sum"));
    }

    [Fact]
    public void Of_sixteen_tumours_with_three_sizes_the_sum_is_a_lower_bound()
    {
        var course = CaseReport.Omori.Course();

        Assert.Contains("pathology-liver | exact | 16 | foci", Lines.Of(course, "liver-tumour-number"));
        Assert.Contains("pathology-liver | bounded | ≥ 25 | mm", Lines.Of(course, "liver-tumour-largest-diameter"));
        Assert.Contains("pathology-liver | bounded | ≥ 37 | mm", Lines.Of(course, "liver-tumour-diameter-sum"));
    }

    [Fact]
    public void Six_tumours_without_a_size_have_no_sum()
    {
        var course = CaseReport.Omori.Course("entry:stage-1~P18D");

        Assert.Contains("ct-2-reading | exact | 6 | foci", Lines.Of(course, "liver-tumour-number"));
        Assert.Contains(
            "ct-2-reading | not-computable | No size of a tumour of the liver is stated.",
            Lines.Of(course, "liver-tumour-diameter-sum"));
    }

    [Fact]
    public void The_share_of_the_liver_is_not_reckoned_from_diameters() => Assert.Equal(
        ["patient | not-computable | Neither a tumour volume nor a liver volume is stated."],
        Lines.Of(CaseReport.Omori.Course(), "liver-tumour-volume-share"));

    [Fact]
    public void It_is_the_share_of_one_volumetry_with_both_volumes() => Assert.Equal(
        ["v | bounded | 10 (9.963, 10.04) | %"],
        Lines.Of(
            Courses.Of(Lesion, Volumetry($"{Volume("tumour", "150")},{Volume("total liver", "1500")}")),
            "liver-tumour-volume-share"));

    [Theory]
    [InlineData("tumour", "No liver volume is stated.")]
    [InlineData("total liver", "No tumour volume is stated.")]
    public void Without_one_of_them_it_says_which_is_missing(string of, string reason) => Assert.Equal(
        [$"patient | not-computable | {reason}"],
        Lines.Of(Courses.Of(Lesion, Volumetry(Volume(of, "150"))), "liver-tumour-volume-share"));
}
