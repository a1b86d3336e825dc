using System.Collections.Concurrent;
using NetTimeline.EventStore;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Follows a log from its beginning until disposed, and keeps the positions in the order it saw them.
/// </summary>
sealed class Follower : IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    readonly ConcurrentQueue<long> seen = new();
    readonly Task following;

    public Follower(IEventStore store) => following = Task.Run(() => FollowAsync(store));

    public IReadOnlyCollection<long> Seen => seen;

    /// <summary>Waits until it saw this many; fails where following failed.</summary>
    public async Task UntilAsync(int count, CancellationToken cancellation)
    {
        while (seen.Count < count)
        {
            if (following.IsCompleted)
                await following;
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    async Task FollowAsync(IEventStore store)
    {
        await foreach (var item in store.FollowAsync(0, ending.Token))
            seen.Enqueue(item.Position);
    }
}
