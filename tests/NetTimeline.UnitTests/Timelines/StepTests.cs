using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Views;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Timelines;

public sealed class StepTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static TimelineStep[] Known(params string[] items) =>
        [.. TimelineSteps.OfKnowledge(History.Recorded(items), null, DateTimeZone.Utc, Cancellation)];

    static string[] Asked(IEnumerable<TimelineStep> steps) => [.. steps.Select(step => $"{step.At.Known}")];

    static string[] Learned(TimelineStep step) => [.. step.Change.Entries
        .Where(each => each.After?.Knownness is Knownness.Certainly).Select(each => each.Key.Value)];

    [Fact]
    public void Knowledge_is_stepped_over_in_the_order_in_which_it_was_had() => Assert.Equal(
        ["entry:ct", "entry:op", "entry:reading", ""], Asked(Known(
            """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-06-01"}""",
            """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2019-05-20"}""",
            """{"key":"reading","kind":"imaging-reading","study":"ct","impression":"x","occurred":"2019-05-20","known":"2019-07-01"}""")));

    [Fact]
    public void What_is_certainly_at_once_is_one_step()
    {
        var steps = Known(
            """{"key":"op","kind":"procedure","name":"x","standing":"performed"}""",
            """{"key":"n","kind":"note","text":"x","occurred":{"sameTimeAs":"op"}}""");
        Assert.Equal(["op", "n"], steps[0].With.Select(key => key.Value));
        Assert.Equal(["op", "n"], Learned(steps[0]));
    }

    [Fact]
    public void What_cannot_be_ordered_stands_where_it_was_recorded_and_is_marked()
    {
        var steps = Known(
            """{"key":"op","kind":"procedure","name":"x","standing":"performed"}""",
            """{"key":"n","kind":"note","text":"x","occurred":{"notBefore":["op"]}}""",
            """{"key":"alone","kind":"note","text":"x","occurred":{"notBefore":["op"]}}""",
            """{"key":"later","kind":"note","text":"x","occurred":{"offset":"P1D","after":"n"}}""");
        Assert.Equal(["entry:op", "entry:n", "entry:alone", "entry:later", ""], Asked(steps));
        Assert.Equal([false, false, true, false, false], steps.Select(step => step.OrderNotTold));
        Assert.Equal(["later"], Learned(steps[3]));
        Assert.Equal(["alone"], Learned(steps[4]));
    }

    [Fact]
    public void An_end_and_a_reinterpretation_are_steps_of_their_own() => Assert.Equal(
        ["entry:t", "day:2019-05-01", "entry:c", ""], Asked(Known(
            """{"key":"t","kind":"systemic-therapy","regimen":"x","standing":"performed","occurred":"2019-02-01","ended":"2019-05-01"}""",
            """
            {"correction":"redate","key":"c","entry":"t","nature":"reinterpretation","known":"2020-01-01","reason":"x",
             "dates":{"occurred":"2019-03-01","ended":"2019-05-01"}}
            """)));

    [Fact]
    public void Recording_is_stepped_over_by_instants()
    {
        var steps = TimelineSteps.OfRecording(
            History.Recorded(
                """{"key":"n","kind":"note","text":"x","occurred":"2019"}""",
                """{"correction":"retract","key":"c","entry":"n","reason":"twice"}"""),
            null, DateTimeZone.Utc, Cancellation);
        Assert.Equal(["", "n", "c"], steps.Select(step => string.Join(' ', step.With)));
        Assert.Equal(EntryChange.Disappeared, Assert.Single(steps[2].Change.Entries).Change);
    }

    /// <summary>Several things are recorded within one second: rounded, one would ask for what was before.</summary>
    [Fact]
    public void Asking_by_a_step_finds_what_was_recorded_then()
    {
        var at = Instant.FromUtc(2026, 1, 31, 12, 0, 0).PlusNanoseconds(518_241_000);
        Recorded[] events = [.. History.Recorded("""{"key":"n","kind":"note","text":"x","occurred":"2019"}""")
            .Select(each => each with { At = at })];
        var view = StepsView.Of(History.Key("p-1"), StepAxis.Recorded, AsOf.Now,
            TimelineSteps.OfRecording(events, null, DateTimeZone.Utc, Cancellation));
        Assert.All(view.Steps, step => Assert.Equal("recorded=2026-01-31T12%3A00%3A00.518241Z", step.Ask));
        Assert.Contains("  2026-01-31T12:00:00.518241Z", StepsText.Draw(view), StringComparison.Ordinal);
    }

    [Fact]
    public void A_patient_of_whom_nothing_was_recorded_has_no_step() => Assert.Empty(
        TimelineSteps.OfKnowledge(
            History.Recorded(), Instant.FromUtc(2001, 1, 1, 0, 0), DateTimeZone.Utc, Cancellation));

    [Fact]
    public void Whoever_waits_no_longer_gets_no_further_step() => Assert.Throws<OperationCanceledException>(
        () => TimelineSteps.OfKnowledge(
            History.Recorded(), null, DateTimeZone.Utc, new CancellationToken(canceled: true)));
}
