using System.Text;
using System.Text.Json;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// An event as it is handed out with what opens its entry: a line of a bundle, a receipt, or a file of its own. Members
/// that are not there are empty.
/// </summary>
/// <param name="Position">Where the event stood in its log; 0 where it is not said.</param>
/// <param name="Index">Of its leaf; −1 where it is not said.</param>
/// <param name="Version">In its stream; 0 where it is not said.</param>
/// <param name="IsErased">It is said to be.</param>
/// <param name="Envelope">Canonical JSON.</param>
/// <param name="Payload">Canonical JSON.</param>
/// <param name="Checkpoint">Of the tree that its proof leads to; null where it brings none.</param>
public sealed record OpenedEvent(
    long Position,
    long Index,
    long Version,
    ReadOnlyMemory<byte> Entry,
    IReadOnlyList<Hash> Proof,
    bool IsErased,
    ReadOnlyMemory<byte> EnvelopeNonce,
    ReadOnlyMemory<byte> PayloadNonce,
    ReadOnlyMemory<byte> Envelope,
    ReadOnlyMemory<byte> Payload,
    SignedNote? Checkpoint)
{
    static readonly string[] Opening = ["status", "envelopeNonce", "payloadNonce", "envelope", "payload"];

    /// <summary>Its proof as a receipt has it; null where it does not bring one.</summary>
    public LogProof? OwnProof => Checkpoint is { } note && Index >= 0 ? new(Index, Proof, note, Extra: null) : null;

    /// <summary>Refuses what is no JSON object, and a member that is not of its type.</summary>
    public static Parsed<OpenedEvent> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var members = parsed.RootElement;
            var opening = OpeningOf(members);
            return new Parsed<OpenedEvent>.Accepted(new(
                Number(members, "position", 0),
                Number(members, "index", -1),
                Number(members, "version", 0),
                Base64(members, "entry"),
                ProofOf(members),
                IsSaidToBeErased(members, opening),
                Base64(opening, "envelopeNonce"),
                Base64(opening, "payloadNonce"),
                Canonical(opening, "envelope"),
                Canonical(opening, "payload"),
                NoteOf(members)));
        }
        catch (Exception malformed) when (
            malformed is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return Parsed<OpenedEvent>.Because(0, "This is no event with what opens it.");
        }
    }

    /// <summary>What is missing is taken from there; of what was erased nothing is there to be opened.</summary>
    public OpenedEvent Or(OpenedEvent hints) => this with
    {
        Entry = Entry.IsEmpty ? hints.Entry : Entry,
        EnvelopeNonce = EnvelopeNonce.IsEmpty && !IsErased ? hints.EnvelopeNonce : EnvelopeNonce,
        PayloadNonce = PayloadNonce.IsEmpty && !IsErased ? hints.PayloadNonce : PayloadNonce,
    };

    /// <summary>
    /// The parts that are not those the entry commits to, and those of which it cannot be told. What is said to be
    /// erased has neither content nor what opens it: else anything could be shown under that word.
    /// </summary>
    internal IEnumerable<(RecordClass Class, LogPart Part)> Faults(LedgerEntry entry)
    {
        if (Version != 0 && Version != entry.StreamVersion)
        {
            yield return (RecordClass.Tampered, LogPart.Version);
        }

        if (Judge(Envelope, EnvelopeNonce, entry.EnvelopeCommitment, Commitment.OfEnvelope) is { } envelope)
        {
            yield return (envelope, LogPart.Envelope);
        }

        if (Judge(Payload, PayloadNonce, entry.PayloadCommitment, Commitment.OfPayload) is { } payload)
        {
            yield return (payload, LogPart.Payload);
        }
    }

    RecordClass? Judge(
        ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> nonce, Hash committed, Commit commit) =>
        IsErased ? (bytes.IsEmpty && nonce.IsEmpty ? null : RecordClass.Tampered)
        : bytes.IsEmpty || nonce.IsEmpty ? RecordClass.Unverifiable
        : nonce.Length != Commitment.NonceLength || commit(nonce.Span, bytes.Span) != committed ? RecordClass.Tampered
        : null;

    delegate Hash Commit(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> bytes);

    static long Number(JsonElement members, string name, long otherwise) =>
        members.TryGetProperty(name, out var number) ? number.GetInt64() : otherwise;

    /// <summary>
    /// A receipt has them apart. What stood beside them under the same names would be read and not be checked.
    /// </summary>
    static JsonElement OpeningOf(JsonElement members)
    {
        if (!members.TryGetProperty("opening", out var apart))
        {
            return members;
        }

        return Opening.Any(name => members.TryGetProperty(name, out _)) ? throw new FormatException() : apart;
    }

    static bool IsSaidToBeErased(JsonElement members, JsonElement opening) =>
        (members.TryGetProperty("status", out var status) && status.ValueEquals("erased"))
            || (opening.TryGetProperty("erased", out var erased) && erased.GetBoolean());

    static SignedNote? NoteOf(JsonElement members) => !members.TryGetProperty("checkpoint", out var text) ? null
        : SignedNote.Parse(Encoding.UTF8.GetBytes(text.GetString()!)) is Parsed<SignedNote>.Accepted { Value: var note }
            ? note
            : throw new FormatException();

    static byte[] Base64(JsonElement members, string name) =>
        members.TryGetProperty(name, out var text) ? text.GetBytesFromBase64() : [];

    static Hash[] ProofOf(JsonElement members) => members.TryGetProperty("proof", out var proof)
        ? [.. proof.EnumerateArray().Select(hash => new Hash(hash.GetBytesFromBase64()))]
        : [];

    static byte[] Canonical(JsonElement members, string name) =>
        members.TryGetProperty(name, out var json) ? CanonicalJson.Write(json) : [];
}
