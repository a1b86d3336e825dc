using NetTimeline.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.EventStore;

/// <summary>What follows from how the streams of a round came through.</summary>
public sealed class SettlingTests
{
    static readonly Guid One = new("00000000-0000-0000-0000-000000000001");
    static readonly Guid Other = new("00000000-0000-0000-0000-000000000002");
    static readonly DeliveryOutcome Rejected = new DeliveryOutcome.Rejected(500, "rejected");
    static readonly DeliveryOutcome Away = new DeliveryOutcome.Unavailable(null, "timeout");
    static readonly Settling Settling = new(new DeliveryOptions { Chance = () => 0.5, AttemptsMax = 3 });

    [Fact]
    public void Where_all_was_taken_nothing_is_held()
    {
        var settled = Settled(new LaneResult(Lane(One, null, 1, 2), Delivered: 2, Stopped: null));

        Assert.Empty(settled.Held);
        Assert.Empty(settled.Owed);
        Assert.True(settled.AnyDelivered);
    }

    [Fact]
    public void What_was_not_taken_is_owed_with_all_that_follows_in_the_stream()
    {
        var settled = Settled(
            new LaneResult(Lane(One, null, 1, 3, 5), Delivered: 1, Rejected),
            new LaneResult(Lane(Other, null, 2, 4), Delivered: 2, Stopped: null));

        Assert.Equal([3, 5], settled.Owed.Select(due => due.Position));
        Assert.Equal((One, 1, false), settled.Held.Select(each => (each.Stream, each.Attempts, each.Dead)).Single());
    }

    [Fact]
    public void Nobody_is_to_blame_where_nothing_at_all_was_answered()
    {
        var settled = Settled(
            new LaneResult(Lane(One, null, 1), Delivered: 0, Away),
            new LaneResult(Lane(Other, Tried(2, othersAnswered: false), 2), Delivered: 0, Away));

        Assert.Equal(Away, settled.Outage);
        Assert.False(settled.AnyAnswered);
        Assert.Equal(
            [(One, 0, false), (Other, 2, false)], settled.Held.Select(each => (each.Stream, each.Attempts, each.Dead)));
        Assert.Equal([1], settled.Owed.Select(due => due.Position));
    }

    [Fact]
    public void Beside_another_that_was_answered_silence_is_the_events_own()
    {
        var settled = Settled(
            new LaneResult(Lane(One, null, 1), Delivered: 0, Away),
            new LaneResult(Lane(Other, null, 2), Delivered: 1, Stopped: null));

        Assert.Equal((One, 1), settled.Held.Select(each => (each.Stream, each.Attempts)).Single());
        Assert.Null(settled.Outage);
    }

    [Fact]
    public void After_others_were_answered_silence_is_the_events_own_up_to_the_last_attempt()
    {
        var first = Settled(new LaneResult(Lane(One, Tried(0, othersAnswered: true), 1), Delivered: 0, Away));
        var last = Settled(new LaneResult(Lane(One, Tried(2, othersAnswered: true), 1), Delivered: 0, Away));

        Assert.Equal((1, false), first.Held.Select(each => (each.Attempts, each.Dead)).Single());
        Assert.Equal((3, true), last.Held.Select(each => (each.Attempts, each.Dead)).Single());
        Assert.Null(last.Outage);
    }

    [Fact]
    public void Those_that_were_not_tried_come_first_the_next_time()
    {
        var settled = Settled(
            new LaneResult(Lane(One, null, 1, 3), Delivered: 1, Stopped: null),
            new LaneResult(Lane(Other, null, 2), Delivered: 0, Stopped: null));

        Assert.Equal([Other, One], settled.Held.Select(each => each.Stream));
    }

    [Fact]
    public void The_last_attempt_makes_a_dead_letter_and_one_before_does_not()
    {
        Assert.False(Settled(new LaneResult(Lane(One, Tried(1), 7), Delivered: 0, Rejected)).Held.Single().Dead);
        Assert.True(Settled(new LaneResult(Lane(One, Tried(2), 7), Delivered: 0, Rejected)).Held.Single().Dead);
    }

    [Fact]
    public void An_event_that_was_taken_gives_the_next_one_all_its_attempts()
    {
        var settled = Settled(new LaneResult(Lane(One, Tried(2), 7, 8), Delivered: 1, Rejected));

        Assert.Equal((1, false), settled.Held.Select(each => (each.Attempts, each.Dead)).Single());
        Assert.Equal([7], settled.Paid.Select(due => due.Position));
        Assert.Empty(settled.Owed);
    }

    [Fact]
    public void What_was_not_tried_is_owed_at_once_and_counts_no_attempt()
    {
        var settled = Settled(
            new LaneResult(Lane(One, null, 1), Delivered: 0, new DeliveryOutcome.Gone()),
            new LaneResult(Lane(Other, null, 2), Delivered: 0, Stopped: null));

        Assert.True(settled.IsGone);
        Assert.All(
            settled.Held,
            each => Assert.Equal((0, Duration.Zero, false), (each.Attempts, each.Pause, each.Dead)));
        Assert.Equal([1, 2], settled.Owed.Select(due => due.Position));
    }

    [Fact]
    public void Pauses_grow_threefold_up_to_eight_hours_and_make_about_a_day()
    {
        var usual = new Settling(new DeliveryOptions { Chance = () => 0.5 });
        var pauses = Enumerable.Range(1, 10).Select(usual.PauseAfter).ToList();

        Assert.Equal([5, 15, 45, 135, 405], pauses.Take(5).Select(pause => Math.Round(pause.TotalSeconds)));
        Assert.Equal(Duration.FromHours(8), pauses[^1]);
        Assert.InRange(pauses.Aggregate(Duration.Zero, (sum, pause) => sum + pause).TotalHours, 18, 30);
    }

    [Fact]
    public void Whoever_is_away_is_asked_again_after_as_long_as_that_lasts_and_after_five_minutes_at_most()
    {
        var usual = new Settling(new DeliveryOptions { Chance = () => 0.5 });

        Assert.Equal(1, Seconds(usual.PauseOfOutage(Duration.Zero)));
        Assert.Equal(30, Seconds(usual.PauseOfOutage(Duration.FromSeconds(30))));
        Assert.Equal(300, Seconds(usual.PauseOfOutage(Duration.FromHours(1))));

        static double Seconds(Duration pause) => Math.Round(pause.TotalSeconds);
    }

    [Fact]
    public void Chance_spreads_a_pause_by_a_fifth_to_either_side()
    {
        Assert.Equal(4000, Math.Round(new Settling(new() { Chance = () => 0 }).PauseAfter(1).TotalMilliseconds));
        Assert.Equal(6000, Math.Round(new Settling(new() { Chance = () => 1 }).PauseAfter(1).TotalMilliseconds));
    }

    static SettledRound Settled(params IReadOnlyList<LaneResult> results) =>
        Settling.Of(
            new Round(0, 100, [.. results.Select(each => each.Lane)], [], AtEnd: true), results, Duration.Zero);

    static EarlierAttempts Tried(int times, bool othersAnswered = true) => new(times, othersAnswered);

    static Lane Lane(Guid stream, EarlierAttempts? earlier, params IEnumerable<long> positions) => new(
        stream, [.. positions.Select(at => new DueEvent(at, stream, at, "n", Instant.FromUnixTimeSeconds(at)))],
        earlier);
}
