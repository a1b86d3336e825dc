using NetTimeline.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Clocks of servers jump an hour back, a day ahead, stand still and run backwards under load. The log's order does not
/// rest on them, and what is recorded never runs backwards.
/// </summary>
public sealed class ClockTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 8;

    static readonly TimeSpan Each = Volume.Of(TimeSpan.FromMilliseconds(600), TimeSpan.FromSeconds(10));
    static readonly int Rounds = Volume.Of(1, 6);

    [Fact]
    public async Task However_clocks_jump_order_and_answers_are_as_ever_and_time_recorded_never_runs_backwards()
    {
        var (one, other) = (new JumpingClock(), new JumpingClock());
        PostgresEventStore[] servers =
            [OpenStore(new(), clock: one), OpenStore(new(), clock: other), OpenStore(new(), clock: one)];
        await using var follower = new Follower(servers[1]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Writers.RunAsync(servers, Writing, TimeSpan.FromMilliseconds(5), ending.Token);

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var jump in (Action[])
                [() => one.Ahead = -Duration.FromHours(1), () => other.Ahead = Duration.FromHours(24),
                 one.Freeze, () => other.Ahead = -Duration.FromHours(24), one.RunBackwards])
            {
                jump();
                await UntilStoredAsync(Writing, writing);
                await Task.Delay(Each, Cancellation);
            }
        }

        await ending.CancelAsync();
        await writing;
        var log = await AssertNoFaultAsync(servers[0]);
        await follower.UntilAsync(log.Count, Cancellation);
        Assert.Equal(log.Select(item => item.Position), follower.Seen);
        // The control: the clocks themselves did run backwards, and an oracle would have seen it in the log.
        Assert.NotEmpty(Oracle.FaultsOfOrder(AsReadBy(one)));
    }

    /// <summary>A log whose times are what the clock said.</summary>
    static List<Kept> AsReadBy(JumpingClock clock) =>
        [.. clock.Read.Select((time, place) => new Kept("", Guid.Empty, place + 1, place + 1, time.ToUnixTimeTicks()))];

    /// <summary>A real clock that is set wrong; also while it is read.</summary>
    sealed class JumpingClock : IClock
    {
        readonly TimeProvider real = TimeProvider.System;
        readonly System.Collections.Concurrent.ConcurrentQueue<Instant> read = new();
        readonly Lock gate = new();
        Instant start = Instant.FromUtc(2026, 3, 1, 9, 0);
        long since = TimeProvider.System.GetTimestamp();
        int direction = 1;

        public IReadOnlyCollection<Instant> Read => read;

        public Duration Ahead
        {
            set => Set(Now() + value, 1);
        }

        public void Freeze() => Set(Now(), 0);

        public void RunBackwards() => Set(Now(), -1);

        public Instant GetCurrentInstant()
        {
            lock (gate)
            {
                var now = Now();
                read.Enqueue(now);
                return now;
            }
        }

        Instant Now()
        {
            lock (gate)
                return start + Duration.FromTimeSpan(real.GetElapsedTime(since) * direction);
        }

        void Set(Instant now, int newDirection)
        {
            lock (gate)
                (start, since, direction) = (now, real.GetTimestamp(), newDirection);
        }
    }
}
