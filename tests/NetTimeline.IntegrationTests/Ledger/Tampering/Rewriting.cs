using System.Runtime.InteropServices;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>
/// What somebody does who holds the database and knows how the log is made: another payload, its commitment, and
/// everything of the tree that follows, as if it had always been so.
/// </summary>
static class Rewriting
{
    /// <param name="resign">Signs the trees that are others now; null leaves their checkpoints.</param>
    public static async Task FromAsync(Scene scene, long position, LogKey? resign)
    {
        var leaves = await scene.RowsAsync(
            "select first_position, last_position, entries from timeline.leaves order by last_position",
            row => (First: row.GetInt64(0), Last: row.GetInt64(1), Entries: row.GetFieldValue<byte[]>(2)));
        var changed = leaves.Single(row => row.First <= position && position <= row.Last);
        var at = (int)(position - changed.First) * LedgerEntry.Length;
        var entry = await ChangedAsync(scene, position, changed.Entries.AsMemory(at, LedgerEntry.Length));
        entry.CopyTo(changed.Entries.AsSpan(at));
        await scene.DoAsync(
            "update timeline.leaves set entries = $2 where first_position = $1", changed.First, changed.Entries);

        var sizes = await scene.RowsAsync(
            "select size from timeline.checkpoints where log = 'events'", row => row.GetInt64(0));
        var edge = TreeEdge.Empty;
        foreach (var (first, last, entries) in leaves)
        {
            (edge, var filled) = edge.Append(
                [.. entries.Chunk(LedgerEntry.Length).Select(each => MerkleTree.Leaf(each))]);
            await StoreAsync(scene, first, edge, filled);
            if (resign is not null && last >= position && sizes.Contains(last))
            {
                var root = edge.Frontier.Root();
                await scene.DoAsync(
                    "update timeline.checkpoints set root = $2, note = $3 where log = 'events' and size = $1",
                    last, root.Bytes.ToArray(), resign.Sign(last, root).ToString());
            }
        }
    }

    static async Task<byte[]> ChangedAsync(Scene scene, long position, ReadOnlyMemory<byte> bytes)
    {
        await scene.DoAsync(
            """update timeline.mt_events set data = data || '{"n": -1}' where seq_id = $1""", position);
        var payload = (await scene.RowsAsync(
            "select data from timeline.mt_events where seq_id = $1", row => row.GetFieldValue<byte[]>(0),
            position)).Single();
        var nonce = (await scene.RowsAsync(
            """
            select substring(nonces from (64 * ($1 - first_position) + 33)::integer for 32)
            from timeline.openings where $1 between first_position and last_position
            """,
            row => row.GetFieldValue<byte[]>(0), position)).Single();
        _ = LedgerEntry.TryRead(bytes.Span, out var entry, out _);
        var changed = new byte[LedgerEntry.Length];
        (entry with { PayloadCommitment = Commitment.OfPayload(nonce, CanonicalJson.Write(payload)) }).Write(changed);
        return changed;
    }

    static async Task StoreAsync(Scene scene, long first, TreeEdge edge, IReadOnlyList<FilledTile> filled)
    {
        await scene.DoAsync(
            "update timeline.leaves set frontier = $2 where first_position = $1 and frontier <> $2",
            first, edge.Frontier.ToBytes());
        foreach (var tile in filled)
        {
            await scene.DoAsync(
                "update timeline.tiles set hashes = $2, middle = $3, root = $4 "
                    + "where log = 'events' and level = 0 and number = $1",
                tile.Address.Index, MemoryMarshal.AsBytes(tile.Hashes.Span).ToArray(),
                MemoryMarshal.AsBytes(tile.Middle.Span).ToArray(), tile.Root.Bytes.ToArray());
        }
    }
}
