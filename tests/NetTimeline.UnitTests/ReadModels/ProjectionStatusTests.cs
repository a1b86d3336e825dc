using NetTimeline.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>A read model is healthy where readers see what was recorded.</summary>
public sealed class ProjectionStatusTests
{
    static readonly Instant Now = Instant.FromUtc(2026, 3, 1, 12, 0);

    static ProjectionStatus Following { get; } = new(
        "counting", "1", ProjectionState.Following, Now, Position: 9, Head: 9, Duration.Zero, EventsPerSecond: 0,
        Keeper: "server", KeeperHeard: Now, Generation: 1, RebuildAsked: false, Rules: 0, LastError: null,
        LastErrorAt: null, Parked: [], ParkedCount: 0, FailedCount: 0, Rebuild: null);

    [Fact]
    public void One_that_follows_is_healthy() => Assert.True(Following.IsHealthy);

    [Theory]
    [InlineData(ProjectionState.Following, 2, true)]
    [InlineData(ProjectionState.Following, 60, false)]
    [InlineData(ProjectionState.Rebuilding, 2, true)]
    [InlineData(ProjectionState.Rebuilding, 60, false)]
    [InlineData(ProjectionState.Paused, 60, true)]
    [InlineData(ProjectionState.Building, 0, false)]
    [InlineData(ProjectionState.Unkept, 0, false)]
    public void One_that_stands_still_is_not_unless_it_is_held(ProjectionState state, int lag, bool isHealthy) =>
        Assert.Equal(isHealthy, (Following with { State = state, Lag = Duration.FromSeconds(lag) }).IsHealthy);

    [Theory]
    [InlineData(10, false)]
    [InlineData(600, true)]
    public void One_whose_keeper_failed_just_now_is_not(int secondsAgo, bool isHealthy) => Assert.Equal(
        isHealthy, (Following with { LastErrorAt = Now - Duration.FromSeconds(secondsAgo) }).IsHealthy);

    [Theory]
    [InlineData(5, true)]
    [InlineData(60, false)]
    public void One_with_a_stream_that_is_aside_for_long_is_not(int secondsAgo, bool isHealthy)
    {
        var stream = new Parked(Guid.NewGuid(), 1, 1, 1, "TimeoutException", "The fold took longer than 0.5 s.");

        Assert.Equal(
            isHealthy,
            (Following with { Parked = [new(stream, Now - Duration.FromSeconds(secondsAgo))], ParkedCount = 1 })
            .IsHealthy);
    }
}
