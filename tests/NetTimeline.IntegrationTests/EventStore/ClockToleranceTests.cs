using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

public sealed class ClockToleranceTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Theory]
    [InlineData(-120)]
    [InlineData(120)]
    public async Task A_clock_too_far_from_the_databases_is_refused(int secondsOff)
    {
        await using var store = await OpenAsync(secondsOff);

        var refusal = await Assert.ThrowsAsync<ClockAskewException>(
            () => store.AppendAsync(Appends.Begin(Guid.NewGuid()), Cancellation));

        Assert.InRange(refusal.Offset.TotalSeconds / secondsOff, 0.5, 1.5);
        Assert.Empty(await store.ReadAllAsync(0, 10, Cancellation));
    }

    [Fact]
    public async Task A_clock_within_tolerance_is_accepted()
    {
        await using var store = await OpenAsync(0);

        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
    }

    async Task<PostgresEventStore> OpenAsync(int secondsOff)
    {
        var now = await AskAsync<double>("select extract(epoch from clock_timestamp())::double precision");
        return new(
            Database,
            new ManualClock(Instant.FromUnixTimeSeconds((long)now + secondsOff)),
            new() { ClockTolerance = Duration.FromSeconds(60) });
    }
}
