using NetTimeline.Measures.Lesions;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class InventoryTests
{
    [Fact]
    public void Omori_2020_ends_with_a_NET_in_situ_and_a_sacral_node_irradiated_and_attributed_to_none()
    {
        var states = Lines.Of(CaseReport.Omori.Course(), "lesion-state");

        Assert.Contains("mesenteric-mass | exact | in situ", states);
        Assert.Contains("rectal-tumour | exact | resected, margin not stated", states);
        Assert.Contains("sacral-node | exact | irradiated", states);
        Assert.Equal(
            ["Attributed to no tumour."],
            CaseReport.Omori.Course().Values("lesion-state")
                .Single(value => value.Of.ToString() == "sacral-node").Remarks);
    }

    [Fact]
    public void A_node_that_was_biopsied_by_knife_may_have_been_taken_out() => Assert.Contains(
        "mesenteric-node | bounded | in situ or resected, margin not stated",
        Lines.Of(CaseReport.Omori.Course(), "lesion-state"));

    [Fact]
    public void Sixteen_rectal_foci_were_resected_and_of_the_NET_one_or_two_remain()
    {
        var lines = Lines.Of(CaseReport.Omori.Course(), "disease-inventory");

        Assert.Contains("rectal-cancer resected | exact | 16 | foci", lines);

        // Six of the ten masses on CT and MRI are not told apart, and nobody says that all of them were found again.
        Assert.Contains("rectal-cancer in situ | bounded | [0, 6] | foci", lines);
        Assert.Contains("mesenteric-net in situ | bounded | [1, 2] | foci", lines);
        Assert.Contains("attributed to none, irradiated | exact | 1 | foci", lines);
    }

    [Fact]
    public void On_day_18_how_many_liver_nodules_were_still_there_is_open() => Assert.Contains(
        "liver, in situ | bounded | [3, 10] | foci",
        Lines.Of(CaseReport.Omori.Course("entry:stage-1~P18D"), "foci-by-state"));

    [Theory]
    [InlineData("entry:stage-1~P18D", "10")]
    [InlineData("entry:stage-1~P20D", "11")]
    [InlineData("entry:pathology-liver", "16")]
    public void Ten_eleven_and_sixteen_nodules_were_ever_identified(string known, string count) => Assert.Contains(
        $"liver | exact | {count} | foci", Lines.Of(CaseReport.Omori.Course(known), "foci-identified"));

    [Fact]
    public void At_least_five_of_the_sixteen_match_no_image()
    {
        var matched = Assert.Single(CaseReport.Omori.Course().Values("foci-matched-to-no-image"));

        Assert.Equal(5, matched.Bounds!.Value.Low);
        Assert.Equal(["Exactly 5 if everything seen before was found again."], matched.Remarks);
    }

    [Fact]
    public void Two_of_the_sixteen_were_NET() => Assert.Contains(
        "mesenteric-net liver | exact | 12.5 | %", Lines.Of(CaseReport.Omori.Course(), "foci-share-by-tumour"));

    [Fact]
    public void By_CT_there_were_six_and_by_MRI_ten() => Assert.Superset(
        new HashSet<string> { "liver, ct | exact | 6 | foci", "liver, mri | exact | 10 | foci" },
        Lines.Of(CaseReport.Omori.Course("entry:stage-1~P18D"), "foci-by-modality").ToHashSet());

    [Fact]
    public void A_mass_and_the_calcification_in_it_are_one_focus_on_CT_as_they_are_in_all() => Assert.Superset(
        new HashSet<string> { "liver, ct | exact | 3 | foci", "pancreas, ct | exact | 1 | foci" },
        Lines.Of(CaseReport.Calcitonin.Course(), "foci-by-modality").ToHashSet());

    [Theory]
    [InlineData("omori-2020", null)]
    [InlineData("omori-2020", "entry:stage-1~P20D")]
    [InlineData("calcitonin-pannen", null)]
    public void Every_focus_is_counted_once_as_the_timeline_tallies_them(string report, string? known)
    {
        var course = CaseReport.Named(report).Course(known);
        var foci = new Foci(course);

        Assert.All(course.Timeline.Tallies, tally => Assert.Equal(
            tally.Identified,
            new CountedFoci(course, foci).All.Where(each => foci.OrganOf(each.Key) == tally.Organ)
                .Aggregate(Domain.Values.Count.Zero, (sum, each) => sum + each.Count)));
    }

    [Fact]
    public void A_suspected_attribution_only_may_count() => Assert.Equal(
        "t in situ | bounded | [0, 1] | foci",
        Lines.Of(
            Courses.Of(
                """{"key":"h","kind":"lesion","site":{"organ":"liver"},"occurred":"2019-05-01"}""",
                """{"key":"t","kind":"tumour","name":"x","standing":"established","occurred":"2019-05-01"}""",
                """{"key":"a","kind":"attribution","certainty":"suspected","lesions":["h"],"tumour":"t","basis":["imaging"],"occurred":"2019-05-01"}"""),
            "disease-inventory")[0]);

    [Fact]
    public void A_share_of_what_is_open_above_may_come_near_to_nothing_and_never_is() => Assert.Equal(
        new Bounds(0, false, 50, true),
        FociCounts.Share(Domain.Values.Count.One, new Domain.Values.Count(1, null)));

    [Fact]
    public void Nothing_is_said_of_a_patient_without_lesions() =>
        Assert.Empty(Lines.Of(Courses.Of("""{"key":"n","kind":"note","text":"x","occurred":"2019-05-01"}"""), "disease-inventory"));
}
