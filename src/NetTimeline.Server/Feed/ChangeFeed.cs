using NetTimeline.EventStore;
using NetTimeline.Journal;

namespace NetTimeline.Server.Feed;

/// <summary>
/// All who follow the log over HTTP. They share one reader, which reads from the first of them to the last; without
/// them nothing is read.
/// </summary>
/// <remarks>Safe to use from many threads.</remarks>
sealed class ChangeFeed : IAsyncDisposable
{
    /// <summary>So many read older events at the same time; the others wait, and what they hold is bounded.</summary>
    const int CatchingUpMax = 4;

    readonly IEventStore store;
    readonly int followersMax;
    readonly ILogger log;
    readonly ChangeFrames frames;
    readonly SemaphoreSlim catchingUp = new(CatchingUpMax);
    readonly Lock gate = new();
    SharedTail? tail;
    int followers;

    /// <param name="store">The log.</param>
    /// <param name="keys">Of the patients.</param>
    /// <param name="followersMax">At most so many at a time.</param>
    /// <param name="log">Told when the database is away.</param>
    public ChangeFeed(IEventStore store, RegistryKeys keys, int followersMax, ILogger<ChangeFeed> log)
    {
        (this.store, this.followersMax, this.log) = (store, followersMax, log);
        frames = new ChangeFrames(keys);
    }

    public static void Add(IServiceCollection services, TimelineServerOptions options) => services
        .AddSingleton(provider => new ChangeFeed(
            provider.GetRequiredService<IEventStore>(), provider.GetRequiredService<RegistryKeys>(),
            options.FollowersMax, provider.GetRequiredService<ILogger<ChangeFeed>>()));

    /// <summary>The tail to read from, until <see cref="LeaveAsync"/>; null where there are too many already.</summary>
    public SharedTail? Join()
    {
        lock (gate)
        {
            if (followers == followersMax)
            {
                return null;
            }

            followers++;
            return tail ??= new SharedTail(store, frames, catchingUp, log);
        }
    }

    /// <summary>What is ready to be sent may name somebody who was erased; it is made anew by whoever asks.</summary>
    public void Forget()
    {
        lock (gate)
        {
            tail?.Forget();
        }
    }

    public async Task LeaveAsync()
    {
        SharedTail? last = null;
        lock (gate)
        {
            followers--;
            if (followers == 0)
            {
                (last, tail) = (tail, null);
            }
        }

        if (last is not null)
        {
            await last.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (tail is { } last)
        {
            await last.DisposeAsync();
        }

        catchingUp.Dispose();
    }
}
