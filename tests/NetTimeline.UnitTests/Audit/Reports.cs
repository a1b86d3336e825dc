using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Audit;
using NetTimeline.Journal.Changes;
using NetTimeline.Journal.Json;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.UnitTests.Patients;
using NodaTime;

namespace NetTimeline.UnitTests.Audit;

/// <summary>Reports of histories in memory, the same each time: ids and nonces are counted, not drawn.</summary>
static class Reports
{
    static readonly LedgerEpoch Epoch = new(0, "ntl.hospital.example/events", 1, null);
    static readonly ReportAsked Asked = new(Instant.FromUtc(2026, 3, 1, 9, 0), "auditor", 30, DateTimeZone.Utc);

    /// <param name="signed">How many leaves the newest checkpoint covers.</param>
    public static AuditReport Of(string patient, IReadOnlyList<Recorded> history, Asking asking, int signed)
    {
        var stored = history.Select(each => Stored(each, asking)).ToList();
        var lines = ChangeLine.Of(History.Key(patient), stored, StoredForms.OfThisProgram);
        var checkpoint = new StoredCheckpoint(
            0, signed, SignedUs: 1_772_355_600_000_000, default, "ntl.hospital.example/events\nand so on\n");
        return AuditReport.Of(
            patient, lines, new(Id(0), null, [.. stored.Select(Evidence)]),
            [(Epoch, signed > 0 ? checkpoint : null)], Asked);
    }

    static StoredEvent Stored(Recorded recorded, Asking asking)
    {
        var form = EventJson.Encode(recorded.Event);
        return new(
            recorded.Version, Id(0), recorded.Version, Id(recorded.Version), form.Type, form.Schema, recorded.At,
            form.Payload, Acts.Of(recorded.Event, asking));
    }

    static EventEvidence Evidence(StoredEvent stored)
    {
        var nonces = new byte[2 * Commitment.NonceLength];
        nonces.AsSpan().Fill((byte)stored.Version);
        var commitment = Commitment.OfPayload(nonces.AsSpan(Commitment.NonceLength), stored.Payload.Span);
        var entry = new byte[LedgerEntry.Length];
        new LedgerEntry(
            LedgerEntryKind.Event, stored.Version, 1, stored.Id, default(Hash), commitment, commitment).Write(entry);
        return new(stored.Position, stored.Version, "{}"u8.ToArray(), stored.Payload, entry, nonces);
    }

    static Guid Id(long number) => new($"00000000-0000-7000-8000-{number:x12}");
}
