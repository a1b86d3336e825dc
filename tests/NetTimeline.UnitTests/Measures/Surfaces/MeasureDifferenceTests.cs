using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Differences;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>Number by number: what moved, and which entry moved it.</summary>
public sealed class MeasureDifferenceTests
{
    [Fact]
    public void A_number_that_another_entry_ends_was_moved_by_that_entry()
    {
        var difference = Assert.Single(MeasureDifference.Between(
            [Value(1, ("a", EvidenceRole.Start), ("b", EvidenceRole.End))],
            [Value(2, ("a", EvidenceRole.Start), ("c", EvidenceRole.End))], []));

        Assert.Equal([Key("c"), Key("b")], difference.By);
    }

    [Fact]
    public void A_number_that_rests_on_an_entry_which_was_corrected_was_moved_by_the_correction()
    {
        var difference = Assert.Single(MeasureDifference.Between(
            [Value(1, ("a", EvidenceRole.Start))], [Value(2, ("a", EvidenceRole.Start))],
            [Changed("a", by: "slip-1")]));

        Assert.Equal([Key("slip-1")], difference.By);
    }

    [Fact]
    public void What_says_the_same_is_no_difference_though_it_says_it_in_other_words()
    {
        var value = Value(1, ("a", EvidenceRole.Start));

        Assert.Empty(MeasureDifference.Between(
            [value], [value with { Remarks = ["as always"] }], [Changed("a", by: "slip-1")]));
    }

    [Fact]
    public void What_was_considered_and_not_used_moved_nothing()
    {
        var difference = Assert.Single(MeasureDifference.Between(
            [Value(1, ("a", EvidenceRole.Start))],
            [Value(2, ("a", EvidenceRole.Start), ("b", EvidenceRole.NotUsed))], []));

        Assert.Empty(difference.By);
    }

    [Fact]
    public void What_is_said_for_the_first_time_and_what_is_said_no_more_are_told_apart()
    {
        var (appeared, gone) = (Value(1) with { Measure = "new" }, Value(1) with { Measure = "old" });

        Assert.Equal(
            [("new", false, true), ("old", true, false)],
            MeasureDifference.Between([gone], [appeared], [])
                .Select(each => (each.Measure, each.Before is not null, each.After is not null)));
    }

    [Fact]
    public void The_years_between_two_entries_are_narrowed_by_what_is_supposed_and_by_nothing_else()
    {
        var years = TimeMeasures.Years("ct-1", "ct-2");

        var difference = Assert.Single(MeasureDifference.Between(
            years.Of(CaseReport.Omori.Course()), years.Of(CaseReport.Omori.Course(null, "same:ct-1,lar")), []));

        Assert.Equal(("≥ 3.5", "4 [3.5, 4.5)"), (
            MeasureText.Value(difference.Before!), MeasureText.Value(difference.After!)));
    }

    static EntryDifference Changed(string key, string by) => new(Key(key), null, null, [], [], [Key(by)]);

    static MeasureValue Value(decimal number, params (string Entry, EvidenceRole Role)[] evidence) => new(
        "m", 1, Instance.Patient, MeasureStatus.Exact, Bounds.Exactly(number), number, "a", [], null,
        [.. evidence.Select(each => new Evidence(Key(each.Entry), each.Role, null))], []);

    static EntryKey Key(string text) => EntryKey.Parse(text);
}
