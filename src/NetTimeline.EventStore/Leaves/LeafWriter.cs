using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.EventStore;

/// <summary>Makes the leaves of events one by one, in the order of their positions.</summary>
sealed class LeafWriter
{
    public const int OpeningLength = 2 * Commitment.NonceLength;

    readonly byte[] entries;
    readonly byte[] nonces;
    readonly Hash[] leaves;
    int written;

    /// <param name="count">How many there will be.</param>
    /// <param name="random">Gives the nonces.</param>
    public LeafWriter(int count, FillRandom random)
    {
        entries = new byte[count * LedgerEntry.Length];
        nonces = new byte[count * OpeningLength];
        leaves = new Hash[count];
        random(nonces);
    }

    /// <param name="tag">Of the event's stream.</param>
    /// <param name="envelope">In canonical form, as is the payload.</param>
    public void Add(
        LedgerEntryKind kind, long version, long recordedUs, Guid eventId, Hash tag, ReadOnlySpan<byte> envelope,
        ReadOnlySpan<byte> payload)
    {
        var opening = nonces.AsSpan(written * OpeningLength, OpeningLength);
        var entry = entries.AsSpan(written * LedgerEntry.Length, LedgerEntry.Length);
        new LedgerEntry(
            kind, version, recordedUs, eventId, tag,
            Commitment.OfEnvelope(opening[..Commitment.NonceLength], envelope),
            Commitment.OfPayload(opening[Commitment.NonceLength..], payload)).Write(entry);
        leaves[written++] = MerkleTree.Leaf(entry);
    }

    /// <summary>All of them behind what the log has.</summary>
    /// <param name="end">The log before.</param>
    /// <param name="recordedUs">Of the last one.</param>
    public LeafBatch Behind(LogEnd end, long recordedUs)
    {
        var (edge, filled) = end.Edge.Append(leaves);
        var head = new LogHead(end.Head.Position + leaves.Length, recordedUs);
        return new(entries, nonces, filled, end with { Head = head, Edge = edge });
    }
}
