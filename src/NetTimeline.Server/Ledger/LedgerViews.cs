using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Ledger.Entries;
using NetTimeline.Server.Health;
using NodaTime;

namespace NetTimeline.Server.Ledger;

/// <summary>How the ledger stands.</summary>
/// <param name="Status">"healthy" where each log is signed and goes on.</param>
sealed record LedgerView(string Status, Items<LogView> Logs)
{
    public static LedgerView Of(Items<LogView> logs) => new(
        logs.All(log => log.Status == HealthView.Healthy) ? HealthView.Healthy : HealthView.Unhealthy, logs);
}

/// <summary>How a log stands.</summary>
/// <param name="Path">Where its checkpoints and tiles are, C2SP tlog-tiles.</param>
/// <param name="Size">Leaves that are committed; where the database cannot tell, of the newest checkpoint.</param>
/// <param name="SignedSize">Leaves that the newest checkpoint covers; 0 before the first.</param>
/// <param name="Waiting">Seconds since the oldest leaf was recorded that no checkpoint covers; 0 without one.</param>
/// <param name="Signs">This server signs, where no other does.</param>
/// <param name="Frozen">Nothing is signed before an operator has the log begin anew.</param>
/// <param name="Contradicted">A witness says that it cosigned another tree of this log.</param>
/// <param name="Standstill">Why this server signs nothing; left out where it does.</param>
/// <param name="Witnesses">Who is asked to cosign, in the order of the server's policy.</param>
/// <param name="Ended">Epochs that were given up, oldest first.</param>
sealed record LogView(
    string Log,
    string Status,
    int Epoch,
    string Origin,
    string Path,
    long Size,
    long SignedSize,
    Instant? SignedAt,
    decimal Waiting,
    bool Signs,
    bool Frozen,
    bool Contradicted,
    StandstillView? Standstill,
    Items<WitnessView> Witnesses,
    Items<EndedEpochView> Ended);

/// <summary>What a witness did for a log's newest epoch.</summary>
/// <param name="Size">Leaves of the largest tree that it cosigned; 0 before the first.</param>
/// <param name="CosignedAt">Of that tree, by the clock of the witness.</param>
/// <param name="Trouble">Why it does not cosign; left out where it does, and at servers that do not ask it.</param>
sealed record WitnessView(string Name, long Size, Instant? CosignedAt, WitnessTroubleView? Trouble);

/// <summary>Why a witness does not cosign.</summary>
/// <param name="Since">It has not cosigned anything since then, for this reason or others before.</param>
sealed record WitnessTroubleView(string Kind, string Sentence, Instant Since);

/// <summary>Why nothing is signed.</summary>
sealed record StandstillView(string Kind, string Sentence);

/// <summary>A tree that was given up.</summary>
/// <param name="Size">Leaves that are in this database; what was signed elsewhere may have had more.</param>
sealed record EndedEpochView(int Epoch, string Origin, string Path, long Size, long SignedSize);

/// <summary>That an earlier tree is the beginning of a later one.</summary>
/// <param name="Proof">Hashes in base64, RFC 6962 section 2.1.2.</param>
sealed record ConsistencyView(
    string Origin, long From, string FromRoot, long To, string ToRoot, Items<string> Proof);

/// <summary>All that shows that an event is in the log. With the content a file that verifies by itself.</summary>
/// <param name="Entry">Its 136 bytes in base64.</param>
/// <param name="Proof">Hashes in base64: inclusion in the tree of the checkpoint.</param>
/// <param name="Checkpoint">The signed note.</param>
/// <param name="Opening">What the entry's commitments are opened with; where it was asked for.</param>
sealed record ReceiptView(
    string Log, string Origin, long Position, long Index, string Entry, Items<string> Proof, string Checkpoint,
    OpeningView? Opening);

/// <summary>What opens an entry; left out where it was erased.</summary>
/// <param name="EnvelopeNonce">In base64.</param>
/// <param name="PayloadNonce">In base64.</param>
/// <param name="Envelope">Who recorded it, when and why, as it was recorded; where the content was asked for.</param>
/// <param name="Payload">What was recorded, likewise.</param>
sealed record OpeningView(
    bool Erased, string? EnvelopeNonce, string? PayloadNonce, JsonElement? Envelope, JsonElement? Payload)
{
    public static OpeningView OfErased { get; } = new(Erased: true, null, null, null, null);

    /// <param name="nonces">The envelope's, then the payload's.</param>
    public static OpeningView By(ReadOnlyMemory<byte> nonces) => new(
        Erased: false, Convert.ToBase64String(nonces.Span[..Commitment.NonceLength]),
        Convert.ToBase64String(nonces.Span[Commitment.NonceLength..]), null, null);
}
