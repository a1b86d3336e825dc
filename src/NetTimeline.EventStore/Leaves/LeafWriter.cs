using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.EventStore;

/// <summary>Makes the leaves of what is added, in the order of its positions.</summary>
sealed class LeafWriter
{
    public const int OpeningLength = 2 * Commitment.NonceLength;

    /// <summary>
    /// So many are hashed at a time by one thread; with more, others help. Whoever appends waits for it, and the
    /// database has nothing to do meanwhile.
    /// </summary>
    const int AtOnce = 16;

    readonly byte[] entries;
    readonly byte[] nonces;
    readonly Hash[] leaves;
    readonly Leaf[] added;
    int count;

    /// <param name="count">How many there will be.</param>
    /// <param name="random">Gives the nonces.</param>
    public LeafWriter(int count, FillRandom random)
    {
        entries = new byte[count * LedgerEntry.Length];
        nonces = new byte[count * OpeningLength];
        leaves = new Hash[count];
        added = new Leaf[count];
        random(nonces);
    }

    /// <param name="tag">Of the event's stream.</param>
    /// <param name="envelope">In canonical form, as is the payload; neither is changed before all are written.</param>
    public void Add(
        LedgerEntryKind kind, long version, long recordedUs, Guid eventId, Hash tag, ReadOnlyMemory<byte> envelope,
        ReadOnlyMemory<byte> payload) =>
        added[count++] = new(kind, version, recordedUs, eventId, tag, envelope, payload);

    /// <summary>All of them behind what the log has.</summary>
    /// <param name="end">The log before.</param>
    /// <param name="recordedUs">Of the last one.</param>
    public LeafBatch Behind(LogEnd end, long recordedUs)
    {
        if (count <= AtOnce)
            Write(0);
        else
            Parallel.For(0, (count + AtOnce - 1) / AtOnce, part => Write(part * AtOnce));
        var (edge, filled) = end.Edge.Append(leaves);
        var head = new LogHead(end.Head.Position + leaves.Length, recordedUs);
        return new(entries, nonces, filled, end with { Head = head, Edge = edge });
    }

    void Write(int from)
    {
        for (var place = from; place < Math.Min(from + AtOnce, count); place++)
        {
            var leaf = added[place];
            var opening = nonces.AsSpan(place * OpeningLength, OpeningLength);
            var entry = entries.AsSpan(place * LedgerEntry.Length, LedgerEntry.Length);
            new LedgerEntry(
                leaf.Kind, leaf.Version, leaf.RecordedUs, leaf.EventId, leaf.Tag,
                Commitment.OfEnvelope(opening[..Commitment.NonceLength], leaf.Envelope.Span),
                Commitment.OfPayload(opening[Commitment.NonceLength..], leaf.Payload.Span)).Write(entry);
            leaves[place] = MerkleTree.Leaf(entry);
        }
    }

    readonly record struct Leaf(
        LedgerEntryKind Kind, long Version, long RecordedUs, Guid EventId, Hash Tag, ReadOnlyMemory<byte> Envelope,
        ReadOnlyMemory<byte> Payload);
}
