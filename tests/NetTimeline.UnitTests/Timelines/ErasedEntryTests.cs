using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Measures.Courses;
using NetTimeline.UnitTests.CaseReports;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

/// <summary>
/// Where an entry was erased whatever named it is left naming nothing, which no post could have brought about. All is
/// computed without it all the same.
/// </summary>
public sealed class ErasedEntryTests
{
    public static TheoryData<string> Reports => ["omori-2020", "calcitonin-pannen"];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Everything_is_computed_without_any_one_entry(string report)
    {
        var history = CaseReport.Named(report).History;
        // Each seventh: to compute everything takes its time.
        foreach (var key in Keys(history).Where((_, at) => at % 7 == 3))
        {
            var left = Without(history, key);
            AssertComputed(left);
            left = HistoryWithout.Erased(left);
            Assert.DoesNotContain(
                Timeline.From(left, AsOf.Now, DateTimeZone.Utc).Entries, each => each.Entry.Key == key);
        }
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Everything_is_computed_without_every_other_entry(string report)
    {
        var history = CaseReport.Named(report).History;
        foreach (var odd in new[] { 0, 1 })
        {
            var left = Keys(history).Where((_, at) => at % 2 == odd).Aggregate(history, Without);
            AssertComputed(left);
            left = HistoryWithout.Erased(left);
            _ = TimelineSteps.OfRecording(left, null, DateTimeZone.Utc, CancellationToken.None);
            _ = TimelineSteps.OfKnowledge(left, null, DateTimeZone.Utc, CancellationToken.None);
        }
    }

    static void AssertComputed(IReadOnlyList<Recorded> left)
    {
        var state = PatientState.From(left.Select(each => each.Event));
        _ = state.Dates();
        _ = Decider.Decide(state, []);
        left = HistoryWithout.Erased(left);
        var course = Course.From(left, AsOf.Now, DateTimeZone.Utc);
        _ = IndexedPatient.Of(course);
        foreach (var measure in MeasureCatalogue.BuiltIn.All)
        {
            _ = measure.Of(course).ToList();
        }

        _ = BackdatedReport.Of(left, null, 30, DateTimeZone.Utc);
    }

    static List<EntryKey> Keys(IReadOnlyList<Recorded> history) =>
        [.. history.Select(each => each.Event.OwnKey).OfType<EntryKey>().Distinct()];

    static IReadOnlyList<Recorded> Without(IReadOnlyList<Recorded> history, EntryKey key)
    {
        var about = ErasedEvents.About(history, key);
        return [.. history.Select(each => about.Contains(each.Version)
            ? each with { By = "", Event = new PatientEvent.Erased() }
            : each)];
    }
}
