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

    /// <summary>Those of erasures after a position; with null, all there are.</summary>
    public Task<IReadOnlyList<Tombstone>> TombstonesAsync(long? after, CancellationToken cancellation) => AskAsync(
        "select tag, position from timeline.tombstones where position > $1 or $1::bigint is null",
        row => new Tombstone(row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetInt64(1)),
        cancellation, after);

    /// <summary>By which the secret is recognised that tags of this database are made with; none at first.</summary>
    public Task<IReadOnlyList<byte[]>> SecretsAsync(CancellationToken cancellation) => AskAsync(
        "select tag from timeline.tombstones where position = $1", row => row.GetFieldValue<byte[]>(0), cancellation,
        OfNothing);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    Task<IReadOnlyList<T>> AskAsync<T>(
        string sql, Func<Npgsql.NpgsqlDataReader, T> from, CancellationToken cancellation, params object?[] values) =>
        SqlStates.WithoutContentAsync<IReadOnlyList<T>>(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await connection.RowsAsync(sql, from, cancellation, values);
        });
}
