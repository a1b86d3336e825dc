using System.Diagnostics;
using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Appends in a transaction of their own, each with what has to be so together with it. The connection is opened for
/// each and closed after it.
/// </summary>
/// <remarks>Safe to use from many threads; they take turns. Everybody who appends waits meanwhile.</remarks>
sealed class LoneAppend(NpgsqlDataSource source, IClock clock, PostgresEventStoreOptions options) : IAsyncDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);
    readonly AppendSession session = new(source, options.ClockTolerance, options.Random);

    /// <summary>
    /// All of it or nothing. A "no" is a value; an exception means that nothing was stored, or that the outcome could
    /// not be learned (<see cref="AppendOutcomeUnknownException"/>).
    /// </summary>
    /// <param name="append">What is appended.</param>
    /// <param name="beside">Done after it in the same transaction, under the log's lock.</param>
    /// <param name="cancellation">Counts until its turn has come.</param>
    public async Task<AppendResult> CommitAsync(
        Append append, Func<AppendSession, Task> beside, CancellationToken cancellation)
    {
        WellFormed.Check(append);
        var committing = false;
        try
        {
            return await InTurnAsync(() => StoreAsync(append, async () =>
            {
                await beside(session);
                committing = true;
            }), cancellation);
        }
        catch (EventStoreException lost) when (committing && lost.SqlState is null)
        {
            throw new AppendOutcomeUnknownException("The connection was lost while it was committed.", lost);
        }
    }

    /// <summary>
    /// Where an append is stored, null where it is not. Nobody can store it, or anything else, while it is said.
    /// </summary>
    public Task<StoredFrom?> FindAsync(Guid append, Action<bool> say, CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            await session.OpenAsync();
            await session.LockAsync(known: null);
            var found = await session.FindAsync([append]);
            say(found.Count > 0);
            await session.RollbackAsync();
            return found.TryGetValue(append, out var from) ? from : default(StoredFrom?);
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        gate.Dispose();
    }

    async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            return await SqlStates.WithoutContentAsync(work);
        }
        finally
        {
            await session.CloseAsync();
            gate.Release();
        }
    }

    async Task<AppendResult> StoreAsync(Append append, Func<Task> beside)
    {
        PendingAppend[] alone = [new(append)];
        await session.OpenAsync();
        var end = await session.LockAsync(known: null);
        await session.LearnTagsAsync(alone);
        var nowUs = Microseconds.From(clock.GetCurrentInstant());
        var recordedUs = Math.Max(nowUs, end.Head.RecordedUs);
        session.Compose(end, recordedUs, nowUs, alone);
        switch (await session.AppendAsync())
        {
            case AppendAnswer<AppendResult>.Stored:
                await beside();
                await session.CommitAsync();
                var (before, position) = (append.ExpectedVersion, end.Head.Position);
                return new AppendResult.Appended(
                    append.Stream, before + 1, before + append.Events.Count, position + 1,
                    position + append.Events.Count, Microseconds.ToInstant(recordedUs), Replayed: false);
            case AppendAnswer<AppendResult>.Objections { All: [var (_, why)] }:
                return why;
            case AppendAnswer<AppendResult>.Askew askew:
                throw new ClockAskewException(Microseconds.Between(askew.DatabaseUs, nowUs));
            default:
                throw new UnreachableException();
        }
    }
}
