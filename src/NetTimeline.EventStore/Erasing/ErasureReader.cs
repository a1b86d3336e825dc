namespace NetTimeline.EventStore;

/// <summary>What was erased, for servers that must forget it too, and who a stream's subject is.</summary>
/// <remarks>Safe to use from many threads.</remarks>
public sealed class ErasureReader(string connectionString) : IAsyncDisposable
{
    /// <summary>The position of tombstones that are nobody's: each tells a secret from others.</summary>
    internal const long OfNothing = 0;

    readonly Npgsql.NpgsqlDataSource source = Connections.ForUpkeep(connectionString);

    /// <summary>All after a position, in the order of the log.</summary>
    public Task<IReadOnlyList<PastErasure>> AfterAsync(long position, CancellationToken cancellation) => AskAsync(
        "select position, event_id, stream_id, whole from timeline.erasures where position > $1 order by position",
        row => new PastErasure(row.GetInt64(0), row.GetGuid(1), row.GetGuid(2), row.GetBoolean(3)),
        cancellation, position);

    /// <summary>How far the log goes now, and whether an erasure that was there still is.</summary>
    /// <param name="known">The one that was learned last; null where there was none.</param>
    /// <param name="cancellation">Ends the asking.</param>
    public async Task<LogExtent> ExtentAsync(PastErasure? known, CancellationToken cancellation) => (await AskAsync(
        """
        select coalesce((select max(h.position) from timeline.heads h), 0),
            $1 = 0 or exists (select from timeline.erasures e where e.position = $1 and e.event_id = $2),
            exists (
                select from pg_trigger t
                where t.tgrelid = 'timeline.tombstones'::regclass and t.tgname = 'tombstones_enter_by_our_functions')
        """,
        row => new LogExtent(row.GetInt64(0), row.GetBoolean(1), row.GetBoolean(2)), cancellation,
        known?.Position ?? 0, known?.Event ?? Guid.Empty)).Single();

    /// <summary>
    /// Those of erasures after a position, and those that belong to none; with null, all there are.
    /// </summary>
    public Task<IReadOnlyList<Tombstone>> TombstonesAsync(long? after, CancellationToken cancellation) => AskAsync(
        "select tag, position from timeline.tombstones where position > $1 or position is null or $1::bigint is null",
        row => new Tombstone(row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetInt64(1)),
        cancellation, after);

    /// <summary>By which the secret is recognised that tags of this database are made with; none at first.</summary>
    public Task<IReadOnlyList<byte[]>> SecretsAsync(CancellationToken cancellation) => AskAsync(
        "select tag from timeline.tombstones where position = $1", row => row.GetFieldValue<byte[]>(0), cancellation,
        OfNothing);

    /// <summary>Does something that no two servers of a database do at once.</summary>
    /// <exception cref="EventStoreException">The database does not answer.</exception>
    public async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await SqlStates.WithoutContentAsync(async () =>
        {
            var open = await source.OpenConnectionAsync(cancellation);
            await open.DoAsync("begin", cancellation);
            await open.DoAsync("select pg_advisory_xact_lock(5642234187420133)", cancellation);
            return open;
        });
        var done = await work();
        return await SqlStates.WithoutContentAsync(async () =>
        {
            await connection.DoAsync("commit", cancellation);
            return done;
        });
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    Task<IReadOnlyList<T>> AskAsync<T>(
        string sql, Func<Npgsql.NpgsqlDataReader, T> from, CancellationToken cancellation, params object?[] values) =>
        SqlStates.WithoutContentAsync<IReadOnlyList<T>>(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await connection.RowsAsync(sql, from, cancellation, values);
        });
}
