namespace NetTimeline.EventStore;

/// <summary>Who streams' subjects are, sealed: the database cannot read it, and neither can this.</summary>
/// <remarks>Safe to use from many threads. What was erased is not here any more.</remarks>
public sealed class SealedIdentities(string connectionString) : IAsyncDisposable
{
    readonly Npgsql.NpgsqlDataSource source = Connections.ForUpkeep(connectionString);

    /// <summary>Null where none was ever kept, or it was erased.</summary>
    public Task<byte[]?> FindAsync(Guid stream, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return (await connection.RowsAsync(
                "select sealed from timeline.identities where stream_id = $1", row => row.GetFieldValue<byte[]>(0),
                cancellation, stream)).SingleOrDefault();
        });

    /// <summary>Takes the place of what was kept before; false where there is no such stream, or no longer.</summary>
    public Task<bool> KeepAsync(Guid stream, byte[] sealedIdentity, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return (await connection.RowsAsync(
                "select timeline.keep_identity($1, $2)", row => row.GetBoolean(0), cancellation, stream,
                sealedIdentity)).Single();
        });

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
