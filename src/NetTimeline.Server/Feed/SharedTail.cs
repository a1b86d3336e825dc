using System.Diagnostics.CodeAnalysis;
using NetTimeline.EventStore;

namespace NetTimeline.Server.Feed;

/// <summary>
/// One reader of the log for all who are at its end. Whoever is further behind reads for himself, few at a time, until
/// he has caught up.
/// </summary>
sealed class SharedTail : IAsyncDisposable
{
    /// <summary>Some hundred bytes each.</summary>
    const int FramesKept = 4096;

    const int PageMax = 256;

    readonly IEventStore store;
    readonly ChangeFrames frames;
    readonly SemaphoreSlim catchingUp;
    readonly FrameRing ring = new(FramesKept);
    readonly CancellationTokenSource ending = new();
    readonly Task reading;

    /// <param name="store">The log.</param>
    /// <param name="frames">What is sent of it.</param>
    /// <param name="catchingUp">Admits those who read for themselves.</param>
    /// <param name="log">Told when the database is away.</param>
    public SharedTail(IEventStore store, ChangeFrames frames, SemaphoreSlim catchingUp, ILogger log)
    {
        (this.store, this.frames, this.catchingUp) = (store, frames, catchingUp);
        reading = Task.Run(() => ReadAsync(log));
    }

    /// <summary>
    /// The frames that follow a position, without gap; waits until there is one. Fewer than a page does not mean that
    /// the end was reached.
    /// </summary>
    public async Task<IReadOnlyList<ChangeFrame>> NextAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = ring.After(position, PageMax);
            switch (answer)
            {
                case RingAnswer.Frames found:
                    return found.Next;
                case RingAnswer.NotHere elsewhere:
                    var page = await CatchUpAsync(position, cancellation);
                    if (page.Count > 0)
                    {
                        return page;
                    }

                    await elsewhere.More.WaitAsync(cancellation);
                    break;
                case RingAnswer.NothingYet later:
                    await later.More.WaitAsync(cancellation);
                    break;
            }
        }
    }

    /// <summary>Whoever has not got them yet reads them for himself.</summary>
    public void Forget() => ring.Clear();

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading;
        ending.Dispose();
    }

    async Task<IReadOnlyList<ChangeFrame>> CatchUpAsync(long position, CancellationToken cancellation)
    {
        await catchingUp.WaitAsync(cancellation);
        try
        {
            return await frames.OfAsync(await store.ReadAllAsync(position, PageMax, cancellation), cancellation);
        }
        finally
        {
            catchingUp.Release();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "All who follow depend on it: whatever happened, it goes on.")]
    async Task ReadAsync(ILogger log)
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await FollowAsync();
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                FeedLog.Stumbled(log, error is EventStoreException away ? away.Message : error.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), ending.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task FollowAsync()
    {
        var position = await store.LastPositionAsync(ending.Token);
        ring.Restart(position);
        await foreach (var page in PagesAsync(position))
        {
            var clearings = ring.Clearings;
            ring.Add(await frames.OfAsync(page, ending.Token), clearings);
        }
    }

    /// <summary>What can be had without waiting, together: the keys of a page are asked for at once.</summary>
    async IAsyncEnumerable<IReadOnlyList<StoredEvent>> PagesAsync(long position)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        await using var events = store.FollowAsync(position, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = events.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                var page = new List<StoredEvent> { events.Current };
                next = events.MoveNextAsync().AsTask();
                while (page.Count < PageMax && next is { IsCompletedSuccessfully: true, Result: true })
                {
                    page.Add(events.Current);
                    next = events.MoveNextAsync().AsTask();
                }

                yield return page;
            }
        }
        finally
        {
            // Nothing may be left while it is still asked for more.
            await leaving.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
