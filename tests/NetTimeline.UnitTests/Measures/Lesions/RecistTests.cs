using NetTimeline.Measures.Lesions;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class RecistTests
{
    const string Liver = """{"organ":"liver"}""";
    const string Node = """{"organ":"lymph node"}""";

    static string Lesion(string key, string site, string seen = "2015-01-01") =>
        $$"""{"key":"{{key}}","kind":"lesion","site":{{site}},"occurred":"{{seen}}"}""";

    static string[] Study(string key, string occurred, params string[] lesions) =>
    [
        $$"""{"key":"{{key}}","kind":"imaging-study","modality":"ct","occurred":"{{occurred}}"}""",
        $$"""
          {"key":"{{key}}-r","kind":"imaging-reading","study":"{{key}}","occurred":"{{occurred}}",
           "lesions":[{{string.Join(',', lesions)}}]}
          """,
    ];

    static string Seen(string lesion, string mm, string dimension = "longest-diameter") =>
        $$$"""{"lesion":"{{{lesion}}}","presence":"present","sizes":[{"dimension":"{{{dimension}}}","size":{"value":{{{mm}}},"unit":"mm"}}]}""";

    static string Absent(string lesion) => $$"""{"lesion":"{{lesion}}","presence":"absent"}""";

    static string Present(string lesion) => $$"""{"lesion":"{{lesion}}","presence":"present"}""";

    static string[] Responses(params string[] entries) => Lines.Of(Courses.Of(entries), "recist.response.patient");

    /// <summary>A lesion of the liver by its size at three yearly studies.</summary>
    static string[] Responses(string first, string second, string third) => Responses(
        [
            Lesion("h", Liver), .. Study("a", "2016-01-01", Seen("h", first)),
            .. Study("b", "2017-01-01", Seen("h", second)), .. Study("c", "2018-01-01", Seen("h", third)),
        ]);

    static string[] Net(Course course, string measure) => [.. Lines.Of(course, measure)
        .Where(line => line.StartsWith("mesenteric-net", StringComparison.Ordinal))];

    [Fact]
    public void The_NET_of_omori_2020_progressed_against_the_nadir_though_no_step_was_20_percent() => Assert.Equal(
        [
            "mesenteric-net net-follow-up | exact | NE",
            "mesenteric-net net-imaging-apr | exact | SD",
            "mesenteric-net ct-2 | exact | PD",
            "mesenteric-net mri-2 | exact | PD",
        ],
        Net(CaseReport.Omori.Course(), "recist.response"));

    [Fact]
    public void By_the_sum_it_was_20_percent_above_the_nadir() => Assert.Equal(
        "mesenteric-net ct-2 | exact | 20.51 | %", Net(CaseReport.Omori.Course(), "recist.change-from-nadir")[2]);

    [Fact]
    public void Once_the_liver_pathology_was_known_it_progressed_by_new_lesions_too()
    {
        var mri = CaseReport.Omori.Course().Values("recist.response").Single(value =>
            value.Of.ToString() == "mesenteric-net mri-2");

        Assert.Contains("Progressive by a new lesion.", mri.Remarks);
        Assert.Contains(mri.Evidence, each => each is { Entry.Value: "h-s6", Says: "new since the baseline" });
        Assert.DoesNotContain(
            CaseReport.Omori.Course("entry:stage-1").Values("recist.response"),
            value => value.Of.ToString() == "mesenteric-net mri-2");
    }

    [Fact]
    public void One_lesion_of_an_unknown_axis_is_RECIST_style() => Assert.Equal(
        [
            "Baseline: ct-1, the first assessment with a measurable lesion.",
            "RECIST-style: which axis a diameter is of is not stated.",
            "RECIST-style: one target lesion.",
        ],
        CaseReport.Omori.Course().Values("recist.target-sum")
            .First(value => value.Of.ToString() == "mesenteric-net ct-1").Remarks);

    [Fact]
    public void What_came_after_the_only_target_was_resected_needs_a_new_baseline() => Assert.All(
        CaseReport.Calcitonin.Course().Values("recist.response"),
        value => Assert.Equal(
            "Every target lesion was resected since the baseline; a new baseline is due.", value.Reason));

    [Fact]
    public void Of_two_targets_the_one_that_was_resected_is_said_to_be_no_longer_there() => Assert.Equal(
        "ct-2 | not-computable | rectal-tumour was resected since the baseline.",
        Lines.Of(CaseReport.Omori.Course(), "recist.target-sum.patient")
            .Single(line => line.StartsWith("ct-2 ", StringComparison.Ordinal)));

    [Fact]
    public void Of_three_liver_metastases_the_two_largest_make_46_millimetres()
    {
        var sum = CaseReport.Calcitonin.Course().Values("recist.target-sum")[0];

        Assert.Equal("pancreatic-net ct-preop", sum.Of.ToString());
        Assert.Equal(46, sum.Bounds!.Value.Low);
        Assert.Contains(sum.Evidence, each =>
            each is { Role: EvidenceRole.NotUsed, Says: "h1, 12 mm: the third largest of the liver or less" });
    }

    [Theory]
    [InlineData("50", "60", "PD")]
    [InlineData("50", "59.9", "SD")]
    [InlineData("20", "24", "SD")]
    [InlineData("20", "25", "PD")]
    [InlineData("100", "70", "PR")]
    [InlineData("100", "70.1", "SD")]
    public void A_threshold_that_is_met_exactly_is_met(string before, string after, string expected) =>
        Assert.Equal($"b | exact | {expected}", Responses(before, after, after)[0]);

    [Fact]
    public void Progression_counts_from_the_nadir_and_response_from_the_baseline() => Assert.Equal(
        ["b | exact | PR", "c | exact | PD"], Responses("100", "60", "75"));

    [Fact]
    public void A_target_without_a_size_is_not_evaluable() => Assert.Equal(
        ["b | exact | NE"],
        Responses([
            Lesion("h", Liver), .. Study("a", "2016-01-01", Seen("h", "20")),
            .. Study("b", "2017-01-01", Present("h"))]));

    [Fact]
    public void What_is_left_of_the_targets_can_show_progression_alone() => Assert.Equal(
        ["b | exact | PD"],
        Responses([
            Lesion("h", Liver), Lesion("k", Liver), .. Study("a", "2016-01-01", Seen("h", "20"), Seen("k", "12")),
            .. Study("b", "2017-01-01", Seen("h", "40"), Present("k"))]));

    [Fact]
    public void Everything_gone_is_complete_and_a_rest_beside_the_targets_partial()
    {
        string[] before =
            [Lesion("h", Liver), Lesion("k", Liver), .. Study("a", "2016-01-01", Seen("h", "20"), Seen("k", "6"))];

        Assert.Equal(["b | exact | CR"], Responses([.. before, .. Study("b", "2017-01-01", Absent("h"), Absent("k"))]));
        Assert.Equal(
            ["b | exact | PR"], Responses([.. before, .. Study("b", "2017-01-01", Absent("h"), Seen("k", "6"))]));
    }

    [Fact]
    public void A_node_below_ten_millimetres_in_its_short_axis_is_normal() => Assert.Equal(
        ["b | exact | CR"],
        Responses([
            Lesion("n", Node), .. Study("a", "2016-01-01", Seen("n", "15", "short-axis")),
            .. Study("b", "2017-01-01", Seen("n", "9", "short-axis"))]));

    [Theory]
    [InlineData("9.9", "longest-diameter", Liver)]
    [InlineData("14.9", "short-axis", Node)]
    public void What_is_too_small_is_no_target(string mm, string dimension, string site) => Assert.Equal(
        ["patient | not-computable | No study shows a measurable lesion."],
        Responses([Lesion("h", site), .. Study("a", "2016-01-01", Seen("h", mm, dimension))]));

    [Fact]
    public void A_lesion_first_seen_after_the_baseline_is_progression() => Assert.Equal(
        ["b | exact | PD"],
        Responses([
            Lesion("h", Liver), Lesion("k", Liver, "2017-01-01"), .. Study("a", "2016-01-01", Seen("h", "20")),
            .. Study("b", "2017-01-01", Seen("h", "20"), Present("k"))]));

    [Fact]
    public void A_lesion_that_may_have_been_there_leaves_it_open() => Assert.Equal(
        ["b | bounded | SD or PD"],
        Responses([
            Lesion("h", Liver), Lesion("k", Liver, "2016"), .. Study("a", "2016-06-01", Seen("h", "20")),
            .. Study("b", "2017-01-01", Seen("h", "20"), Present("k"))]));

    [Fact]
    public void At_most_five_targets_are_followed()
    {
        string[] organs = ["liver", "lung", "bone", "brain", "skin", "spleen"];
        var sum = Courses.Of([
            .. organs.Select(organ => Lesion(organ, $$"""{"organ":"{{organ}}"}""")),
            .. Study("a", "2016-01-01", [.. organs.Select((organ, at) => Seen(organ, $"{10 + at}"))])])
            .Values("recist.target-sum.patient")[0];

        Assert.Equal(11 + 12 + 13 + 14 + 15, sum.Bounds!.Value.Low);
    }

    [Fact]
    public void Sizes_with_comparators_leave_every_category_that_is_possible() => Assert.Equal(
        ["SD", "PD"],
        RecistRule.BySum(Bounds.Exactly(50), Bounds.Exactly(50), Bounds.Above(50)));
}
