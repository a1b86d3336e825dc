using NetTimeline.Ledger.Entries;

namespace NetTimeline.EventStore;

/// <summary>What shows that the events of a stream are those that were recorded.</summary>
/// <param name="Stream">The stream's id.</param>
/// <param name="Salt">What its tag in the entries is made with; null where it was erased.</param>
/// <param name="Events">In the order of versions, none left out.</param>
public sealed record StreamEvidence(Guid Stream, byte[]? Salt, IReadOnlyList<EventEvidence> Events);

/// <summary>An event with its entry in the ledger, and what opens that.</summary>
/// <param name="Position">Its place among all events.</param>
/// <param name="Version">Its place in its stream.</param>
/// <param name="Envelope">Canonical JSON.</param>
/// <param name="Payload">Canonical JSON.</param>
/// <param name="Entry">136 bytes: see <see cref="LedgerEntry"/>.</param>
/// <param name="Nonces">The envelope's, then the payload's, 32 bytes each.</param>
public sealed record EventEvidence(
    long Position,
    long Version,
    ReadOnlyMemory<byte> Envelope,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> Entry,
    ReadOnlyMemory<byte> Nonces)
{
    /// <summary>Nothing opens the entry any more, and what is left of the event is a tombstone.</summary>
    public bool IsErased => !Nonces.Span.ContainsAnyExcept((byte)0);

    public ReadOnlyMemory<byte> EnvelopeNonce => Nonces[..Commitment.NonceLength];

    public ReadOnlyMemory<byte> PayloadNonce => Nonces[Commitment.NonceLength..];
}
