using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Reads a log's tree as it is stored: what is committed, and what follows from its leaves and full tiles.
/// </summary>
/// <remarks>Safe to use from many threads. Checks nothing: whoever asks for proofs checks them.</remarks>
public sealed class LedgerReader(string connectionString, LedgerLog log) : IAsyncDisposable
{
    readonly NpgsqlDataSource source = Connections.ForReading(connectionString);
    readonly KeptTiles kept = new();

    public LedgerLog Log => log;

    /// <summary>In the order of their numbers; none before the log was opened.</summary>
    public Task<IReadOnlyList<LedgerEpoch>> EpochsAsync(CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<LedgerEpoch>>(async rows => await rows.EpochsAsync(log, cancellation), cancellation);

    /// <summary>The newest epoch's tree. Commits after it may be under way.</summary>
    /// <exception cref="EventStoreException">The log has no epoch, or a frontier that is none.</exception>
    public Task<TreeHead> HeadAsync(CancellationToken cancellation) =>
        AskAsync(rows => rows.HeadAsync(log, cancellation), cancellation);

    /// <summary>The tree of an epoch when it had so many leaves.</summary>
    /// <exception cref="EventStoreException">It never had so many, or tiles are missing.</exception>
    public Task<Hash> RootAsync(LedgerEpoch epoch, long size, CancellationToken cancellation) => AskAsync(
        async rows =>
        {
            var whole = new LeafRange(0, size);
            var hashes = await rows.HashesAsync(
                log, epoch, [whole], size, kept: null, leaf: null, cancellation);
            byte[] subtrees = [.. whole.Subtrees().SelectMany(subtree => hashes.Of(subtree).Bytes.ToArray())];
            return Frontier.TryRead(size, subtrees, out var frontier)
                ? frontier.Root()
                : throw LedgerRowReading.Broken("has no tree of that size");
        },
        cancellation);

    /// <summary>For <see cref="InclusionProof.Check"/>. From tiles that were read before, where they were.</summary>
    /// <param name="index">Below the size.</param>
    /// <param name="size">No more than there are leaves.</param>
    public Task<Hash[]> InclusionAsync(LedgerEpoch epoch, long index, long size, CancellationToken cancellation) =>
        AskAsync(
            async rows =>
            {
                var ranges = InclusionProof.Ranges(index, size);
                return InclusionProof.Make(
                    index, size, await rows.HashesAsync(log, epoch, ranges, size, kept, index, cancellation));
            },
            cancellation);

    /// <summary>For <see cref="ConsistencyProof.Check"/>.</summary>
    /// <param name="earlier">From 1.</param>
    /// <param name="later">No more than there are leaves.</param>
    public Task<Hash[]> ConsistencyAsync(
        LedgerEpoch epoch, long earlier, long later, CancellationToken cancellation) => AskAsync(
        async rows =>
        {
            var ranges = ConsistencyProof.Ranges(earlier, later);
            return ConsistencyProof.Make(
                earlier, later,
                await rows.HashesAsync(log, epoch, ranges, later, kept: null, leaf: null, cancellation));
        },
        cancellation);

    /// <summary>The bytes of a tile, full or not; null where the epoch has not so many hashes there.</summary>
    public Task<byte[]?> TileAsync(LedgerEpoch epoch, TileAddress tile, CancellationToken cancellation) =>
        AskAsync(rows => rows.TileAsync(log, epoch, tile, cancellation), cancellation);

    /// <summary>
    /// Entries behind each other, <see cref="LedgerEntry.Length"/> bytes each; fewer where there are not so many.
    /// </summary>
    /// <param name="first">The index of the first one.</param>
    public Task<byte[]> EntriesAsync(LedgerEpoch epoch, long first, int count, CancellationToken cancellation) =>
        AskAsync(rows => rows.EntriesAsync(log, epoch, first, count, cancellation), cancellation);

    /// <summary>
    /// What opens the entry at a position: the envelope's nonce and the payload's, 32 bytes each, zeros where it was
    /// erased. Null where there is no such position.
    /// </summary>
    public Task<byte[]?> OpeningAsync(long position, CancellationToken cancellation) =>
        AskAsync(rows => rows.OpeningAsync(log, position, cancellation), cancellation);

    /// <summary>Where an event or a record stands; null where the log has none with this id.</summary>
    public Task<long?> PositionOfAsync(Guid eventId, CancellationToken cancellation) => AskAsync(
        async rows => (await rows.RowsAsync(
            log.PositionOf, row => (long?)row.GetInt64(0), cancellation, eventId)).SingleOrDefault(),
        cancellation);

    /// <summary>The largest one of an epoch that is committed, of several the one signed last; null before the first.
    /// </summary>
    public Task<StoredCheckpoint?> NewestCheckpointAsync(LedgerEpoch epoch, CancellationToken cancellation) =>
        FirstCheckpointAsync("order by size desc, signed_us desc limit 1", cancellation, epoch.Number);

    /// <summary>The first one of an epoch whose tree has at least so many leaves.</summary>
    public Task<StoredCheckpoint?> FirstCheckpointFromAsync(
        LedgerEpoch epoch, long size, CancellationToken cancellation) => FirstCheckpointAsync(
        "and size >= $3 order by size, signed_us limit 1", cancellation, epoch.Number, size);

    /// <summary>What a witness said last in an epoch, of the largest tree; null where it said nothing.</summary>
    public Task<StoredCosignature?> CosignatureAsync(
        LedgerEpoch epoch, string verifierKey, CancellationToken cancellation) => AskAsync(
        async rows => (await rows.RowsAsync(
            """
            select size, signed_us, witnessed_s, line from timeline.cosignatures
            where log = $1 and epoch = $2 and verifier_key = $3 order by size desc, signed_us desc limit 1
            """,
            row => new StoredCosignature(
                epoch.Number, row.GetInt64(0), row.GetInt64(1), verifierKey, row.GetInt64(2), row.GetString(3)),
            cancellation, log.Name, epoch.Number, verifierKey)).SingleOrDefault(),
        cancellation);

    /// <summary>In the order in which they began to sign.</summary>
    public Task<IReadOnlyList<LedgerKey>> KeysAsync(LedgerEpoch epoch, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<LedgerKey>>(
            async rows => await rows.RowsAsync(
                """
                select epoch, verifier_key, from_size from timeline.ledger_keys
                where log = $1 and epoch = $2 order by from_size, verifier_key
                """,
                row => new LedgerKey(row.GetInt32(0), row.GetString(1), row.GetInt64(2)),
                cancellation, log.Name, epoch.Number),
            cancellation);

    /// <summary>
    /// When the oldest event was recorded that a tree of this size does not hold, in microseconds since the beginning
    /// of 1970; null where it holds all.
    /// </summary>
    public Task<long?> RecordedAfterAsync(LedgerEpoch epoch, long size, CancellationToken cancellation) => AskAsync(
        async rows =>
        {
            var entry = await rows.EntriesAsync(log, epoch, size, 1, cancellation);
            return LedgerEntry.TryRead(entry, out var read, out _) ? read.RecordedAtUs : (long?)null;
        },
        cancellation);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    Task<StoredCheckpoint?> FirstCheckpointAsync(
        string which, CancellationToken cancellation, params ReadOnlySpan<object> values)
    {
        object[] all = [log.Name, .. values];
        return AskAsync(
            async rows => (await rows.RowsAsync(
                """
                select epoch, size, signed_us, root, note || timeline.cosignature_lines(log, epoch, size)
                from timeline.checkpoints where log = $1 and epoch = $2
                """ + " " + which,
                LedgerRowReading.CheckpointFrom, cancellation, all)).SingleOrDefault(),
            cancellation);
    }

    Task<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var open = await source.OpenConnectionAsync(cancellation);
            return await ask(open);
        });
}
