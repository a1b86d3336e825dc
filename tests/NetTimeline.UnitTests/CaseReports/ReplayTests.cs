using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>What each step changes, added up, is what the timeline of its moment shows.</summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public void Added_up_the_steps_give_the_timeline_of_each(string name)
    {
        var report = CaseReport.Named(name);
        var told = new Dictionary<EntryKey, ReplayEntryView>();
        ReplayBeliefsView? beliefs = null;
        foreach (var step in Replay(report).Steps)
        {
            var (shown, believed) = (new Dictionary<EntryKey, ReplayEntryView>(told), step.Beliefs ?? beliefs);
            Assert.All(step.Gone, key => Assert.True(shown.Remove(key)));
            foreach (var entry in step.Shown)
            {
                shown[entry.Shown.Entry.Key] = entry;
            }

            var timeline = TimelineView.Of(report.Timeline(step.At.Known));
            Assert.Equal(ByKey(timeline.Entries), ByKey(Of(shown, possibly: false)));
            Assert.Equal(ByKey(timeline.PossiblyKnown), ByKey(Of(shown, possibly: true)));
            Assert.Equal(timeline.Diagnoses, believed!.Diagnoses);
            Assert.Equal(timeline.Lesions, believed.Lesions);
            Assert.Equal(timeline.Groups, believed.Groups);
            Assert.Equal(timeline.Tallies, believed.Tallies.Select(each => each.Tally));
            (told, beliefs) = step.OrderNotTold ? (told, beliefs) : (shown, believed);
        }
    }

    [Fact]
    public void Without_a_calendar_days_are_counted_from_the_entry_that_the_longest_length_is_counted_from()
    {
        Assert.Equal("lar", $"{Replay(CaseReport.Omori).Zero?.Entry}");
        Assert.Equal("hepatectomy", $"{Replay(CaseReport.Calcitonin).Zero?.Entry}");
        Assert.Equal(
            new DayBoundsView(6.25m * 365.2425m, true, 6.75m * 365.2425m, false),
            Last(CaseReport.Calcitonin, "ct-detection").Start);
    }

    [Fact]
    public void Nothing_is_counted_from_what_is_not_shown_yet()
    {
        var early = Replay(CaseReport.Calcitonin).Steps
            .TakeWhile(step => step.Shown.All(each => each.Shown.Entry.Key.Value != "hepatectomy")).ToList();
        Assert.NotEmpty(early);
        Assert.All(early.SelectMany(step => step.Shown), entry => Assert.Null(entry.Start));
    }

    [Fact]
    public void On_the_calendar_day_0_is_the_first_of_1970()
    {
        var views = TimelineSteps.ViewsOfKnowledge(
            History.Recorded("""{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"1970-01"}"""), null,
            DateTimeZone.Utc, TestContext.Current.CancellationToken).ToList();
        var zero = AxisZero.Of(views[^1].View);
        Assert.Equal(new AxisZero(AxisZeroKind.Calendar, null), zero);
        var entry = ReplayEntryView.Of(views[^1].View.Entries[0], zero, views[^1].View.Dates());
        Assert.Equal(new DayBoundsView(0, true, 30, true), entry.Start);
    }

    [Theory]
    [InlineData("calendar", AxisZeroKind.Calendar)]
    [InlineData("birth", AxisZeroKind.Birth)]
    [InlineData("entry:lar", AxisZeroKind.Entry)]
    [InlineData("lar", null)]
    [InlineData("entry:", null)]
    public void A_zero_is_the_calendar_birth_or_an_entry(string text, AxisZeroKind? kind) =>
        Assert.Equal(kind, AxisZero.TryParse(text)?.Kind);

    static ReplayEntryView Last(CaseReport report, string key) => Replay(report).Steps
        .SelectMany(step => step.Shown).Last(each => each.Shown.Entry.Key.Value == key);

    static ReplayView Replay(CaseReport report)
    {
        var timeline = report.Timeline();
        var history = new PatientHistory(Guid.Empty, timeline.Patient!.RegistryKey, [], PatientState.Initial);
        return ReplayView.Of(
            history, StepAxis.Known, AsOf.Now, AxisZero.Of(timeline),
            TimelineSteps.ViewsOfKnowledge(
                report.History, null, DateTimeZone.Utc, TestContext.Current.CancellationToken));
    }

    static IEnumerable<EntryView> Of(Dictionary<EntryKey, ReplayEntryView> shown, bool possibly) =>
        shown.Values.Where(each => each.Possibly == possibly).Select(each => each.Shown);

    static EntryView[] ByKey(IEnumerable<EntryView> entries) =>
        [.. entries.OrderBy(each => each.Entry.Key.Value, StringComparer.Ordinal)];
}
