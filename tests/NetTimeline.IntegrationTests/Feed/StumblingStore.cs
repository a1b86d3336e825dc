using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>A store that goes wrong so many times, as nobody foresaw, when somebody follows it.</summary>
sealed class StumblingStore(IEventStore store, int times) : PassedOn(store)
{
    int stumbled;

    public override IAsyncEnumerable<StoredEvent> FollowAsync(long afterPosition, CancellationToken cancellation) =>
        Interlocked.Increment(ref stumbled) <= times
            ? throw new InvalidOperationException("canary4711")
            : base.FollowAsync(afterPosition, cancellation);
}
