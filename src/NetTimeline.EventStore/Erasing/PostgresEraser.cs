using System.Diagnostics;
using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The one way in which anything leaves the log: one transaction appends the event that says so, with its leaf, and
/// makes tombstones of what is erased, everywhere in the database.
/// </summary>
/// <remarks>
/// Safe to use from many threads; one erases at a time. Everybody who appends waits meanwhile. What was erased is in
/// no answer of the database any more; its bytes leave the files when other rows take their place, or at once by
/// <c>vacuum (full, analyze)</c>.
/// </remarks>
public sealed class PostgresEraser : IAsyncDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);
    readonly NpgsqlDataSource source;
    readonly AppendSession session;
    readonly IClock clock;

    /// <param name="connectionString">Whoever logs in must be a member of the database's eraser role.</param>
    /// <param name="clock">Gives the recorded times.</param>
    /// <param name="options">As of the store that serves.</param>
    public PostgresEraser(string connectionString, IClock clock, PostgresEventStoreOptions options)
    {
        this.clock = clock;
        source = Connections.ForErasing(connectionString);
        session = new(source, options.ClockTolerance, options.Random);
    }

    /// <summary>
    /// Erases all of it or nothing. A "no" is a value; an exception means that nothing was erased, or that the
    /// outcome could not be learned (<see cref="AppendOutcomeUnknownException"/>); asking again is safe.
    /// </summary>
    /// <param name="erasure">What.</param>
    /// <param name="beforeCommit">
    /// Whatever must be so before it is: when it returns, the erasure can be made again by what it wrote. Others wait
    /// for it, so it is quick. Where it cannot write, nothing is erased.
    /// </param>
    /// <param name="cancellation">Counts until its turn has come.</param>
    public async Task<AppendResult> EraseAsync(
        Erasure erasure, Action beforeCommit, CancellationToken cancellation)
    {
        var append = new Append(
            erasure.Event.Id, erasure.Stream, null, erasure.ExpectedVersion, [erasure.Event], erasure.Command);
        WellFormed.Check(append);
        await gate.WaitAsync(cancellation);
        var committing = false;
        try
        {
            return await SqlStates.WithoutContentAsync(() => EraseAsync(erasure, append, () =>
            {
                beforeCommit();
                committing = true;
            }));
        }
        catch (EventStoreException lost) when (committing && lost.SqlState is null)
        {
            throw new AppendOutcomeUnknownException("The connection was lost while an erasure was committed.", lost);
        }
        finally
        {
            await session.CloseAsync();
            gate.Release();
        }
    }

    /// <summary>
    /// Where a restored log never had a stream that was erased, what would bring it back is noted alone.
    /// </summary>
    public Task AddTombstonesAsync(IReadOnlyList<ReadOnlyMemory<byte>> tags, CancellationToken cancellation) =>
        AddTombstonesAsync(tags, position: null, cancellation);

    /// <summary>By it servers with another secret see that theirs is not this database's.</summary>
    public Task AddSecretAsync(ReadOnlyMemory<byte> tag, CancellationToken cancellation) =>
        AddTombstonesAsync([tag], ErasureReader.OfNothing, cancellation);

    Task AddTombstonesAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> tags, long? position, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await connection.DoAsync(
                "select timeline.add_tombstones($1, $2::bigint)", cancellation,
                tags.Select(tag => tag.ToArray()).ToArray(), position);
        });

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        gate.Dispose();
    }

    async Task<AppendResult> EraseAsync(Erasure erasure, Append append, Action beforeCommit)
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
                await session.EraseAsync(erasure);
                FailPoint.Reach("erasure.erased");
                WriteDown(beforeCommit);
                await session.CommitAsync();
                FailPoint.Reach("erasure.committed");
                var (version, position) = (erasure.ExpectedVersion + 1, end.Head.Position + 1);
                return new AppendResult.Appended(
                    erasure.Stream, version, version, position, position, Microseconds.ToInstant(recordedUs),
                    Replayed: false);
            case AppendAnswer<AppendResult>.Objections { All: [var (_, why)] }:
                return why;
            case AppendAnswer<AppendResult>.Askew askew:
                throw new ClockAskewException(Microseconds.Between(askew.DatabaseUs, nowUs));
            default:
                throw new UnreachableException();
        }
    }

    static void WriteDown(Action beforeCommit)
    {
        try
        {
            beforeCommit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EventStoreException(
                $"An erasure could not be written down beforehand ({error.GetType().Name}).", SqlStates.NotWrittenDown);
        }
    }
}
