using System.Text.Json;
using NetTimeline.Ledger.Entries;

namespace NetTimeline.Ledger.Verification;

/// <summary>Compares one row with its leaf.</summary>
static class RowCheck
{
    public const int OpeningLength = 2 * Commitment.NonceLength;

    static ReadOnlySpan<byte> ErasedPayload => "{}"u8;

    static ReadOnlySpan<byte> ErasedEnvelope => "{\"erased\":true}"u8;

    static ReadOnlySpan<byte> ErasedType => "erased"u8;

    /// <param name="opening">The envelope's nonce and the payload's; empty where there are none.</param>
    public static RowFaults Check(
        in EventRow row, in LedgerEntry entry, ReadOnlySpan<byte> opening, KnownStreams streams)
    {
        var faults = Flag(row.EventId != entry.EventId, RowFaults.EventId)
            | Flag(row.Version != entry.StreamVersion, RowFaults.Version)
            | Flag(row.RecordedAtUs != entry.RecordedAtUs, RowFaults.RecordedAt)
            | Flag(!row.LeavesOthersAlone, RowFaults.UnusedColumn);
        return faults | Tag(row, entry, streams) | Content(row, entry, opening);
    }

    /// <summary>A record that is of no stream has no tag, or that of the stream it is about.</summary>
    static RowFaults Tag(in EventRow row, in LedgerEntry entry, KnownStreams streams) =>
        entry.StreamVersion == 0 && entry.StreamTag == default ? RowFaults.None
        : streams.TryFind(row.Stream, out var tag) ? Flag(tag != entry.StreamTag, RowFaults.StreamTag)
        : RowFaults.StreamUnknown;

    static RowFaults Content(in EventRow row, in LedgerEntry entry, ReadOnlySpan<byte> opening)
    {
        if (opening.Length != OpeningLength)
        {
            return RowFaults.NoNonces;
        }

        var payload = Canonical(row.Payload);
        var envelope = Canonical(row.Envelope);
        if (!opening.ContainsAnyExcept((byte)0))
        {
            var isBlank = payload.SequenceEqual(ErasedPayload) && envelope.SequenceEqual(ErasedEnvelope)
                && row.Type.SequenceEqual(ErasedType) && row.Actor.IsEmpty && row.Request.IsEmpty;
            // Nothing but events is ever erased: what says that something was erased stays.
            return isBlank && entry.Kind != LedgerEntryKind.Event ? RowFaults.Payload
                : isBlank ? RowFaults.Blank
                : RowFaults.NoncesOnlyGone;
        }

        var ofEnvelope = opening[..Commitment.NonceLength];
        var ofPayload = opening[Commitment.NonceLength..];
        var faults = Flag(
            payload.IsEmpty || Commitment.OfPayload(ofPayload, payload) != entry.PayloadCommitment, RowFaults.Payload);
        return envelope.IsEmpty || Commitment.OfEnvelope(ofEnvelope, envelope) != entry.EnvelopeCommitment
            ? faults | RowFaults.Envelope
            : faults | Copies(row, entry, envelope);
    }

    /// <summary>What columns repeat of an envelope that is the one that was recorded.</summary>
    static RowFaults Copies(in EventRow row, in LedgerEntry entry, ReadOnlySpan<byte> envelope)
    {
        var json = new Utf8JsonReader(envelope);
        var faults = Flag(!row.Request.IsEmpty, RowFaults.Request)
            | Flag(entry.StreamVersion == 0 && row.Stream != Guid.Empty, RowFaults.Stream);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("type"u8))
            {
                faults |= Unless(ref json, row.Type, RowFaults.Type);
            }
            else if (json.ValueTextEquals("actor"u8))
            {
                faults |= Unless(ref json, row.Actor, RowFaults.Actor);
            }
            else if (json.ValueTextEquals("request"u8))
            {
                faults = (faults & ~RowFaults.Request) | Unless(ref json, row.Request, RowFaults.Request);
            }
            else if (entry.StreamVersion == 0 && json.ValueTextEquals("stream"u8))
            {
                json.Read();
                faults = (faults & ~RowFaults.Stream)
                    | Flag(!IsId(ref json, row.Stream), RowFaults.Stream);
            }
            else if (json.ValueTextEquals("recordedAtUs"u8))
            {
                json.Read();
                faults |= Flag(
                    !json.TryGetInt64(out var recorded) || recorded != entry.RecordedAtUs, RowFaults.RecordedAt);
            }
            else
            {
                json.Skip();
            }
        }

        return faults;
    }

    static bool IsId(ref Utf8JsonReader json, Guid id) =>
        json.TokenType == JsonTokenType.String && json.TryGetGuid(out var read) && read == id;

    static RowFaults Unless(ref Utf8JsonReader json, ReadOnlySpan<byte> text, RowFaults fault)
    {
        json.Read();
        return Flag(json.TokenType != JsonTokenType.String || !json.ValueTextEquals(text), fault);
    }

    /// <summary>Empty where it has none; nothing that is stored is empty.</summary>
    static ReadOnlySpan<byte> Canonical(ReadOnlySpan<byte> json) =>
        CanonicalJson.Canonicalise(json) is CanonicalJsonResult.Accepted accepted ? accepted.Bytes : [];

    static RowFaults Flag(bool isFault, RowFaults fault) => isFault ? fault : RowFaults.None;
}
