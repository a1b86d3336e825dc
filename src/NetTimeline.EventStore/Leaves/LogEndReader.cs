using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Where the log ends, with its tree, read under the log's lock by whoever has not appended last.
/// </summary>
/// <param name="connection">In a transaction that holds the lock.</param>
/// <param name="log">Which one.</param>
sealed class LogEndReader(NpgsqlConnection connection, LedgerLog log)
{
    /// <summary>Beyond so many leaves it is quicker to begin with the newest tiles.</summary>
    const int CaughtUpMax = 4096;

    /// <param name="head">As it was read under the lock.</param>
    /// <param name="known">What was known before, or null.</param>
    /// <exception cref="EventStoreException">The leaves of the database do not lead to its head.</exception>
    public async Task<LogEnd> ReadAsync(LogHead head, LogEnd? known)
    {
        var (epoch, first) = await EpochAsync();
        var mayCatchUp = known is not null && known.Epoch == epoch && known.Head.Position <= head.Position
            && head.Position - known.Head.Position <= CaughtUpMax;
        return mayCatchUp && await CatchUpAsync(head, known!) is { } caughtUp
            ? caughtUp
            : await LoadAsync(head, epoch, first);
    }

    async Task<(int Number, long FirstPosition)> EpochAsync()
    {
        var epochs = await connection.RowsAsync(
            "select number, first_position from timeline.epochs where log = $1 order by number desc limit 1",
            row => (row.GetInt32(0), row.GetInt64(1)), CancellationToken.None, log.Name);
        return epochs is [var newest] ? newest : throw Broken("has no epoch");
    }

    /// <summary>Null where what was known is not what the database has.</summary>
    async Task<LogEnd?> CatchUpAsync(LogHead head, LogEnd known)
    {
        if (known.Head.Position == head.Position)
            return known with { Head = head };
        var leaves = await LeavesAsync(known.Head.Position + 1);
        var (edge, _) = known.Edge.Append(leaves.Hashes);
        return edge.Frontier.ToBytes().AsSpan().SequenceEqual(leaves.Frontier)
            ? known with { Head = head, Edge = edge }
            : null;
    }

    async Task<LogEnd> LoadAsync(LogHead head, int epoch, long first)
    {
        var size = head.Position - first + 1;
        if (size == 0)
            return new(head, epoch, first, TreeEdge.Empty);
        var partial = new List<Hash[]>();
        var leaves = await LeavesAsync(head.Position - TreeEdge.PartialWidth(size, 0) + 1);
        partial.Add(leaves.Hashes);
        for (var level = 1; level < TreeEdge.Levels(size); level++)
        {
            var roots = await connection.RowsAsync(
                """
                select root from timeline.tiles
                where log = $1 and epoch = $2 and level = $3 and number >= $4 order by number
                """,
                row => new Hash(row.GetFieldValue<byte[]>(0)),
                CancellationToken.None, log.Name, epoch, (short)(level - 1), TreeEdge.FullTiles(size, level) << 8);
            partial.Add([.. roots]);
        }

        var frontierBytes = leaves.Frontier ?? await FrontierAtAsync(head.Position);
        return Frontier.TryRead(size, frontierBytes, out var frontier)
            && TreeEdge.TryRestore(frontier, partial, out var edge)
            ? new(head, epoch, first, edge)
            : throw Broken("has leaves and tiles that do not belong together");
    }

    /// <summary>From this position on, and the frontier behind the last; null where there is none of them.</summary>
    async Task<(Hash[] Hashes, byte[]? Frontier)> LeavesAsync(long from)
    {
        var rows = await connection.RowsAsync(
            $"""
            select first_position, entries, frontier from {log.Leaves}
            where last_position >= $1 order by last_position
            """,
            row => (First: row.GetInt64(0), Entries: row.GetFieldValue<byte[]>(1),
                Frontier: row.GetFieldValue<byte[]>(2)),
            CancellationToken.None, from);
        var hashes = new List<Hash>();
        foreach (var (first, entries, _) in rows)
        {
            for (var at = Math.Max(0, (int)(from - first)); at < entries.Length / LedgerEntry.Length; at++)
                hashes.Add(MerkleTree.Leaf(entries.AsSpan(at * LedgerEntry.Length, LedgerEntry.Length)));
        }

        return ([.. hashes], rows is [.., var last] ? last.Frontier : null);
    }

    async Task<byte[]> FrontierAtAsync(long position)
    {
        var found = await connection.RowsAsync(
            $"select frontier from {log.Leaves} where last_position = $1",
            row => row.GetFieldValue<byte[]>(0), CancellationToken.None, position);
        return found is [var frontier] ? frontier : throw Broken("has positions without leaves");
    }

    static EventStoreException Broken(string what) =>
        new($"The ledger of this database {what}.", SqlStates.LedgerBroken);
}
