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
        await gate.WaitAsync(cancellation);
        var committing = false;
        try
        {
            return await SqlStates.WithoutContentAsync(() => StoreAsync(append, async () =>
            {
                await beside(session);
                committing = true;
            }));
        }
        catch (EventStoreException lost) when (committing && lost.SqlState is null)
        {
            throw new AppendOutcomeUnknownException("The connection was lost while it was committed.", lost);
        }
        finally
        {
            await session.CloseAsync();
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        gate.Dispose();
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
                var (first, position) = (append.ExpectedVersion + 1, end.Head.Position + 1);
                return new AppendResult.Appended(
                    append.Stream, first, append.ExpectedVersion + append.Events.Count, position,
                    end.Head.Position + append.Events.Count, Microseconds.ToInstant(recordedUs), Replayed: false);
            case AppendAnswer<AppendResult>.Objections { All: [var (_, why)] }:
                return why;
            case AppendAnswer<AppendResult>.Askew askew:
                throw new ClockAskewException(Microseconds.Between(askew.DatabaseUs, nowUs));
            default:
                throw new UnreachableException();
        }
    }
}
