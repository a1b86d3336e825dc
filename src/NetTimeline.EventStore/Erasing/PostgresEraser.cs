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
    readonly NpgsqlDataSource source;
    readonly LoneAppend appends;

    /// <param name="connectionString">Whoever logs in must be a member of the database's eraser role.</param>
    /// <param name="clock">Gives the recorded times.</param>
    /// <param name="options">As of the store that serves.</param>
    public PostgresEraser(string connectionString, IClock clock, PostgresEventStoreOptions options)
    {
        source = Connections.ForErasing(connectionString);
        appends = new(source, clock, options);
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
        var answer = await appends.CommitAsync(
            new Append(
                erasure.Event.Id, erasure.Stream, null, erasure.ExpectedVersion, [erasure.Event], erasure.Command),
            async session =>
            {
                await session.EraseAsync(erasure);
                FailPoint.Reach("erasure.erased");
                WriteDown(beforeCommit);
            },
            cancellation);
        if (answer is AppendResult.Appended { Replayed: false })
            FailPoint.Reach("erasure.committed");
        return answer;
    }

    /// <summary>
    /// Finds out what became of an erasure, and has it written down while nobody can change it. Null where it was not
    /// carried out; what was under way then is over.
    /// </summary>
    /// <param name="said">The id of the event that would say so.</param>
    /// <param name="writeDown">Whether it was carried out. Others wait for it; what it cannot write is thrown.</param>
    /// <param name="cancellation">Counts until its turn has come.</param>
    public async Task<ErasedAt?> SettleAsync(Guid said, Action<bool> writeDown, CancellationToken cancellation) =>
        await appends.FindAsync(said, isStored => WriteDown(() => writeDown(isStored)), cancellation) is { } stored
            ? new ErasedAt(stored.FirstPosition, Microseconds.ToInstant(stored.RecordedUs))
            : null;

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

    public ValueTask DisposeAsync() => appends.DisposeAsync();

    static void WriteDown(Action beforeCommit)
    {
        try
        {
            beforeCommit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EventStoreException(
                $"An erasure could not be written down ({error.GetType().Name}).", SqlStates.NotWrittenDown);
        }
    }
}
