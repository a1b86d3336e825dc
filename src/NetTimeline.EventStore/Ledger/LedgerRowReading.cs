using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>The rows of a log's tree, on whatever connection they are asked for.</summary>
static class LedgerRowReading
{
    public static Task<List<LedgerEpoch>> EpochsAsync(
        this NpgsqlConnection connection, LedgerLog log, CancellationToken cancellation) => connection.RowsAsync(
        """
        select number, origin, first_position, lead(first_position) over (order by number)
        from timeline.epochs where log = $1 order by number
        """,
        row => new LedgerEpoch(
            row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3)),
        cancellation, log.Name);

    /// <summary>Of the newest epoch.</summary>
    public static async Task<TreeHead> HeadAsync(
        this NpgsqlConnection connection, LedgerLog log, CancellationToken cancellation)
    {
        var heads = await connection.RowsAsync(
            $"""
            select e.number, e.origin, e.first_position, l.last_position, l.frontier
            from timeline.epochs e
            left join lateral (
                select last_position, frontier from {log.Leaves} order by last_position desc limit 1) l
                on l.last_position >= e.first_position
            where e.log = $1 order by e.number desc limit 1
            """,
            row => (
                Epoch: new LedgerEpoch(row.GetInt32(0), row.GetString(1), row.GetInt64(2), EndPosition: null),
                Last: row.IsDBNull(3) ? (long?)null : row.GetInt64(3),
                Frontier: row.IsDBNull(4) ? [] : row.GetFieldValue<byte[]>(4)),
            cancellation, log.Name);
        if (heads is not [var head])
            throw Broken("has no epoch");
        var size = head.Last is { } last ? head.Epoch.IndexOf(last) + 1 : 0;
        return Frontier.TryRead(size, head.Frontier, out var frontier)
            ? new(head.Epoch, size, frontier.Root())
            : throw Broken("has a frontier that is none");
    }

    /// <summary>All that is needed for these ranges.</summary>
    /// <param name="kept">What was read before; null for whoever has to know what the database holds now.</param>
    /// <param name="leaf">Where they are those of its proof; of its tile no more is read then.</param>
    public static async Task<IHashes> HashesAsync(
        this NpgsqlConnection connection, LedgerLog log, LedgerEpoch epoch, IEnumerable<LeafRange> ranges, long size,
        KeptTiles? kept, long? leaf, CancellationToken cancellation)
    {
        var tiles = new Dictionary<TileAddress, ITileNodes>();
        foreach (var address in TreeTiles.For(ranges, size))
        {
            if (leaf is { } index && address is { Level: 0, IsFull: true }
                && address.Index == index / TileAddress.WidthFull)
            {
                tiles[address] = await connection.LeafNodesAsync(log, epoch, index, cancellation)
                    ?? throw Broken($"lacks {address.Path} of {epoch.Origin}");
                continue;
            }

            var nodes = kept?.Find(epoch.Number, address);
            if (nodes is null)
            {
                var bytes = await connection.TileAsync(log, epoch, address, cancellation)
                    ?? throw Broken($"lacks {address.Path} of {epoch.Origin}");
                nodes = new(address, bytes);
                kept?.Keep(epoch.Number, address, nodes);
            }

            tiles[address] = nodes;
        }

        return new TileHashes(size, address => tiles[address]);
    }

    /// <summary>Of the full tile that has a leaf; null where it is not stored.</summary>
    static async Task<LeafNodes?> LeafNodesAsync(
        this NpgsqlConnection connection, LedgerLog log, LedgerEpoch epoch, long leaf, CancellationToken cancellation)
    {
        const int length = LeafNodes.GroupWidth * Hash.Length;
        var group = (int)(leaf % TileAddress.WidthFull) / LeafNodes.GroupWidth;
        return (await connection.RowsAsync(
            $"""
            select substring(hashes from $4 for {length}), middle from timeline.tiles
            where log = $1 and epoch = $2 and level = 0 and number = $3
            """,
            row => new LeafNodes(group, row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), cancellation,
            log.Name, epoch.Number, leaf / TileAddress.WidthFull, 1 + (group * length))).SingleOrDefault();
    }

    /// <summary>Null where there are not so many hashes.</summary>
    public static async Task<byte[]?> TileAsync(
        this NpgsqlConnection connection, LedgerLog log, LedgerEpoch epoch, TileAddress tile,
        CancellationToken cancellation)
    {
        if (tile.IsFull)
        {
            return (await connection.RowsAsync(
                "select hashes from timeline.tiles where log = $1 and epoch = $2 and level = $3 and number = $4",
                row => row.GetFieldValue<byte[]>(0), cancellation,
                log.Name, epoch.Number, (short)tile.Level, tile.Index)).SingleOrDefault();
        }

        var first = tile.Index * TileAddress.WidthFull;
        var hashes = tile.Level == 0
            ? LeafHashes(await connection.EntriesAsync(log, epoch, first, tile.Width, cancellation))
            : (await connection.RowsAsync(
                """
                select root from timeline.tiles
                where log = $1 and epoch = $2 and level = $3 and number >= $4 and number < $5 order by number
                """,
                row => row.GetFieldValue<byte[]>(0), cancellation,
                log.Name, epoch.Number, (short)(tile.Level - 1), first, first + tile.Width)).SelectMany(root => root)
            .ToArray();
        return hashes.Length == tile.Width * Hash.Length ? hashes : null;
    }

    /// <summary>Fewer where there are not so many.</summary>
    public static async Task<byte[]> EntriesAsync(
        this NpgsqlConnection connection, LedgerLog log, LedgerEpoch epoch, long first, int count,
        CancellationToken cancellation)
    {
        var from = epoch.FirstPosition + first;
        var end = Math.Min(from + count, epoch.EndPosition ?? long.MaxValue);
        if (end <= from)
            return [];
        var rows = await connection.RowsAsync(
            // Rows lie behind each other: the last one that is needed is the first that reaches so far.
            $"""
            select first_position, entries from {log.Leaves}
            where last_position >= $1 and last_position <= coalesce(
                (select last_position from {log.Leaves} where last_position >= $2 order by last_position limit 1), $2)
            order by last_position
            """,
            row => (First: row.GetInt64(0), Entries: row.GetFieldValue<byte[]>(1)), cancellation, from, end - 1);
        using var entries = new MemoryStream();
        foreach (var (position, bytes) in rows)
        {
            var begin = (int)Math.Max(0, from - position) * LedgerEntry.Length;
            var stop = (int)Math.Min(bytes.Length, (end - position) * LedgerEntry.Length);
            entries.Write(bytes.AsSpan(begin, stop - begin));
        }

        return entries.ToArray();
    }

    public static async Task<byte[]?> OpeningAsync(
        this NpgsqlConnection connection, LedgerLog log, long position, CancellationToken cancellation) =>
        (await connection.RowsAsync(
            $"""
            select substring(nonces from (64 * ($1 - first_position) + 1)::integer for 64) from {log.Openings}
            where last_position >= $1 order by last_position limit 1
            """,
            row => row.GetFieldValue<byte[]>(0), cancellation, position)).SingleOrDefault();

    public static StoredCheckpoint CheckpointFrom(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), new Hash(row.GetFieldValue<byte[]>(3)), row.GetString(4));

    public static EventStoreException Broken(string what) =>
        new($"The ledger of this database {what}.", SqlStates.LedgerBroken);

    static byte[] LeafHashes(byte[] entries) =>
        [.. entries.Chunk(LedgerEntry.Length).SelectMany(entry => MerkleTree.Leaf(entry).Bytes.ToArray())];
}
