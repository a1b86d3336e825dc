using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class ConcordanceTests
{
    [Fact]
    public void CT_showed_six_for_sixteen_and_with_MRI_ten_before_the_resection()
    {
        var shares = Lines.Of(CaseReport.Omori.Course(), "imaged-share-of-pathology");

        Assert.Contains("path-nodules ct before resection | exact | 37.5 | %", shares);
        Assert.Contains("path-nodules all imaging before resection | exact | 62.5 | %", shares);
        Assert.Contains("path-nodules all imaging | exact | 68.75 | %", shares);
    }

    [Fact]
    public void What_was_found_again_is_not_claimed() => Assert.Equal(
        ["6 seen, 16 counted; which were found again is not claimed."],
        CaseReport.Omori.Course().Values("imaged-share-of-pathology")
            .Single(value => value.Of.Name == "ct before resection").Remarks);

    [Fact]
    public void The_NET_of_segment_6_was_seen_on_MRI_and_not_on_CT()
    {
        var lines = Lines.Of(CaseReport.Omori.Course(), "imaging-detection");

        Assert.Contains("h-s6 ct | exact | not seen", lines);
        Assert.Contains("h-s6 mri | exact | seen", lines);
    }

    [Fact]
    public void Of_the_adenocarcinomas_as_such_no_reading_speaks() => Assert.Contains(
        "path-adenocarcinomas ct | exact | not stated", Lines.Of(CaseReport.Omori.Course(), "imaging-detection"));

    [Fact]
    public void The_opinion_was_wrong_for_two_of_the_ten_then_known()
    {
        var wrong = CaseReport.Omori.Course().Values("imaging-opinion-wrong")
            .Single(value => value.Of.ToString() == "rectal-suspicion");

        Assert.Equal(Bounds.Exactly(20), wrong.Bounds);
        Assert.Equal(["2 of 10."], wrong.Remarks);
    }

    [Fact]
    public void The_opinion_was_discordant_for_the_two_NET_and_borne_out_for_the_rest()
    {
        var lines = Lines.Of(CaseReport.Omori.Course(), "imaging-opinion");

        Assert.Contains("h-s4 rectal-suspicion | exact | discordant", lines);
        Assert.Contains("h-s6 rectal-suspicion | exact | discordant", lines);
        Assert.Contains("h-s5a rectal-suspicion | exact | concordant", lines);
    }

    [Fact]
    public void Before_pathology_nothing_can_be_compared() => Assert.All(
        CaseReport.Omori.Course("entry:stage-1~P18D").Values("imaging-opinion"),
        value => Assert.Equal(["not comparable"], value.Categories));
}
