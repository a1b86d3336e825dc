using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>Who a stream's subject is, as it is kept.</summary>
/// <param name="Sealed">Nobody reads it without the key.</param>
/// <param name="Tags">Of 32 bytes each: keyed hashes by which the subject is recognised once it is erased.</param>
public sealed record SealedIdentity(byte[] Sealed, IReadOnlyList<ReadOnlyMemory<byte>> Tags);

/// <summary>Who streams' subjects are, sealed: the database cannot read it, and neither can this.</summary>
/// <remarks>Safe to use from many threads. What was erased is not here any more.</remarks>
public sealed class SealedIdentities : IAsyncDisposable
{
    readonly Npgsql.NpgsqlDataSource source;
    readonly LoneAppend appends;
    readonly Action admit;

    /// <param name="connectionString">As of the store.</param>
    /// <param name="clock">Gives the recorded times.</param>
    /// <param name="options">As of the store that serves.</param>
    public SealedIdentities(string connectionString, IClock clock, PostgresEventStoreOptions options)
    {
        source = Connections.ForUpkeep(connectionString);
        appends = new(Connections.ForAppending(connectionString), clock, options);
        admit = options.Admit;
    }

    /// <summary>Null where none was ever kept, or it was erased.</summary>
    public Task<byte[]?> FindAsync(Guid stream, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return (await connection.RowsAsync(
                "select sealed from timeline.identities where stream_id = $1", row => row.GetFieldValue<byte[]>(0),
                cancellation, stream)).SingleOrDefault();
        });

    /// <summary>
    /// Takes the place of what was kept before, in the transaction that appends the event which says so; otherwise
    /// nothing is changed.
    /// </summary>
    /// <param name="stream">There already.</param>
    /// <param name="expectedVersion">The version it must have, exactly.</param>
    /// <param name="said">Says that it was kept, and nothing of what.</param>
    /// <param name="identity">What is kept; its tags beside those of before.</param>
    /// <param name="cancellation">Counts until its turn has come.</param>
    public Task<AppendResult> KeepAsync(
        Guid stream, long expectedVersion, NewEvent said, SealedIdentity identity, CancellationToken cancellation)
    {
        admit();
        return appends.CommitAsync(
            new Append(said.Id, stream, null, expectedVersion, [said], null),
            async session =>
            {
                if (!await session.KeepIdentityAsync(stream, identity))
                    throw new EventStoreException("Nothing is kept of what was erased.", SqlStates.StreamErased);
            },
            cancellation);
    }

    /// <summary>Of every identity that was ever kept of the stream's subject.</summary>
    public Task<IReadOnlyList<ReadOnlyMemory<byte>>> TagsAsync(Guid stream, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync<IReadOnlyList<ReadOnlyMemory<byte>>>(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await connection.RowsAsync(
                "select tag from timeline.identity_tags where stream_id = $1",
                row => (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(0), cancellation, stream);
        });

    public async ValueTask DisposeAsync()
    {
        await appends.DisposeAsync();
        await source.DisposeAsync();
    }
}
