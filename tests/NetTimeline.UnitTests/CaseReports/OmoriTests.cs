using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>What omori-2020 must say: liver nodules were all held for rectal until histology told two apart.</summary>
public sealed class OmoriTests
{
    const string Day18 = "entry:stage-1~P18D";
    const string Day20 = "entry:stage-1~P20D";
    const string AfterPathology = "entry:pathology-liver";

    [Fact]
    public void On_day_18_ten_liver_nodules_were_ever_identified_and_all_were_suspected_to_be_rectal() => Assert.Equal(
        "10: 10 suspected rectal-cancer", Liver(Day18));

    [Fact]
    public void On_day_20_there_were_eleven_and_the_new_one_was_attributed_to_nothing() => Assert.Equal(
        "11: 10 suspected rectal-cancer, 1 unattributed", Liver(Day20));

    [Fact]
    public void After_pathology_sixteen_were_fourteen_rectal_and_two_NET() => Assert.Equal(
        "16: 14 confirmed rectal-cancer, 2 confirmed mesenteric-net", Liver(AfterPathology));

    [Fact]
    public void The_two_NET_lay_in_segments_4_and_6()
    {
        var net = CaseReport.Omori.Timeline(AfterPathology).Lesions
            .Where(lesion => lesion.Belongs is [{ Tumour.Value: "mesenteric-net" }])
            .Select(lesion => ((Domain.Entries.Lesion)lesion.Entry.Content).Site)
            .Where(site => site.Organ == "liver").ToList();

        Assert.Equal([4, 6], net.Select(site => Assert.Single(site.Segments)).Order());
    }

    [Fact]
    public void Of_the_sixteen_at_least_five_are_matched_to_no_image() =>
        Assert.Equal(5, Group("path-nodules", AfterPathology).MatchedToNone!.Value.AtLeast);

    [Fact]
    public void The_opinion_before_the_operation_was_wrong_for_the_nodule_of_segment_6()
    {
        Assert.Equal("rectal-cancer", BelongsTo("h-s6", Day18));
        Assert.Equal("mesenteric-net", BelongsTo("h-s6", AfterPathology));
    }

    [Fact]
    public void The_nodule_of_segment_4_was_told_apart_only_in_the_specimen()
    {
        Assert.DoesNotContain(CaseReport.Omori.Timeline(Day20).Lesions, lesion => lesion.Entry.Key.Value == "h-s4");
        Assert.Equal("mesenteric-net", BelongsTo("h-s4", AfterPathology));
    }

    [Fact]
    public void No_NET_was_known_at_the_first_operation()
    {
        var then = CaseReport.Omori.Timeline("entry:lar");

        Assert.DoesNotContain(then.Entries, shown => shown.Entry.Key.Value is "mesenteric-net" or "pathology-node");
        Assert.Equal(7, Diagnosis(then, "mesenteric-differential").Alternatives.Count);
    }

    [Fact]
    public void The_suspicion_is_superseded_and_still_there()
    {
        var suspicion = CaseReport.Omori.Timeline().Diagnoses
            .Single(held => held.Entry.Key.Value == "liver-diagnosis-suspected");

        Assert.False(suspicion.Stands);
        Assert.Equal(
            ["liver-diagnosis-rectal", "liver-diagnosis-net"], suspicion.SupersededBy.Select(key => key.Value));
    }

    [Fact]
    public void Nothing_that_was_known_on_day_18_is_missing_later()
    {
        var later = Keys(CaseReport.Omori.Timeline());

        Assert.All(Keys(CaseReport.Omori.Timeline(Day18)), key => Assert.Contains(key, later));
    }

    static IEnumerable<EntryKey> Keys(Timeline timeline) => timeline.Entries.Select(shown => shown.Entry.Key);

    static Domain.Entries.Diagnosis Diagnosis(Timeline timeline, string key) => (Domain.Entries.Diagnosis)timeline
        .Diagnoses.Single(held => held.Entry.Key.Value == key).Entry.Content;

    static string Liver(string known)
    {
        var liver = CaseReport.Omori.Timeline(known).Tallies.Single(tally => tally.Organ == "liver");
        var shares = liver.Shares.Select(share => share.Tumour is { } tumour
            ? $"{share.Count} {Words.Of(share.Certainty!)} {tumour}"
            : $"{share.Count} unattributed");
        return $"{liver.Identified}: {string.Join(", ", shares)}";
    }

    static GroupKnown Group(string key, string known) =>
        CaseReport.Omori.Timeline(known).Groups.Single(group => group.Entry.Key.Value == key);

    static string BelongsTo(string lesion, string known) => Assert.Single(
        CaseReport.Omori.Timeline(known).Lesions.Single(each => each.Entry.Key.Value == lesion).Belongs).Tumour.Value;
}
