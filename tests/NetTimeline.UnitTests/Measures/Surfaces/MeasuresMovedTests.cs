using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.UnitTests.CaseReports;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>What an entry moves is what would be otherwise without it.</summary>
public sealed class MeasuresMovedTests
{
    public static TheoryData<string> Reports => ["omori-2020", "calcitonin-pannen"];

    /// <summary>Everything that a measure could stumble over is left out by turns.</summary>
    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_measure_can_be_computed_without_any_entry(string report)
    {
        var history = CaseReport.Named(report).History;

        foreach (var key in CaseReport.Named(report).Timeline().Entries.Select(each => each.Entry.Key))
        {
            var without = Timeline.From(HistoryWithout.Of(history, key), AsOf.Now, DateTimeZone.Utc);
            var course = new Course(without, []);
            Assert.Null(course.Find(key));
            Assert.All(MeasureCatalogue.BuiltIn.Measures, measure => measure.Of(course));
        }
    }

    [Fact]
    public void What_could_not_be_said_without_an_entry_goes_with_it()
    {
        var keys = Left("ct-detection");

        Assert.DoesNotContain(Key("ct-detection-reading"), keys);
        Assert.Contains(Key("hepatectomy"), keys);
    }

    [Fact]
    public void What_merely_names_an_entry_says_the_rest()
    {
        var without = Timeline.From(
            HistoryWithout.Of(CaseReport.Calcitonin.History, Key("h1")), AsOf.Now, DateTimeZone.Utc);

        var hepatectomy = without.Entries.Single(each => each.Entry.Key == Key("hepatectomy")).Entry;
        Assert.Equal([Key("h2"), Key("h3")], ((Procedure)hepatectomy.Content).Removes);
    }

    [Fact]
    public void Two_views_differ_number_by_number_by_what_was_learned_between_them()
    {
        var (from, to) = (CaseReport.Omori.Timeline("entry:stage-1~P18D"), CaseReport.Omori.Timeline("entry:mri-d19"));
        var entries = TimelineDifference.Between(from, to, CaseReport.Omori.History).Entries;

        var identified = Assert.Single(
            MeasuresMoved.Between(from, to, entries, MeasureCatalogue.BuiltIn),
            each => each.Measure == "foci-identified" && each.Of.Name == "liver");

        Assert.Equal((10m, 11m), (identified.Before!.Point, identified.After!.Point));
        Assert.Contains(Key("h-new"), identified.By);
    }

    [Fact]
    public void Whoever_waits_no_longer_gets_no_further_measure() => Assert.Throws<OperationCanceledException>(
        () => MeasuresMoved.Between(
            CaseReport.Omori.Timeline("entry:lar"), CaseReport.Omori.Timeline("entry:apr"), [],
            MeasureCatalogue.BuiltIn.Until(new CancellationToken(canceled: true))));

    static List<EntryKey> Left(string without) => [.. Timeline
        .From(HistoryWithout.Of(CaseReport.Calcitonin.History, Key(without)), AsOf.Now, DateTimeZone.Utc)
        .Entries.Select(each => each.Entry.Key)];

    static EntryKey Key(string text) => EntryKey.Parse(text);
}
