using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.ReadModels;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Posts;

/// <summary>Whoever had read what was erased comes to the same as whoever reads only now.</summary>
public sealed class ErasedHistoryTests
{
    static readonly Instant Then = Instant.FromUtc(2026, 1, 31, 12, 0);

    readonly List<StoredEvent> stored =
    [
        Stored(1, "patient_enrolled", """{"registryKey":"p-1"}"""),
        Stored(2, "note_recorded", """{"key":"n1","kind":"note","text":"canary"}"""),
        Stored(3, "note_recorded", """{"key":"n2","kind":"note","text":"stays"}"""),
        Stored(4, "entry_retracted", """{"entry":"n1","key":"c1","reason":"canary"}"""),
    ];

    [Fact]
    public void Of_an_entry_that_was_erased_nothing_is_kept_that_reading_would_not_give()
    {
        var erasure = Stored(
            5, "entry_erased",
            """{"authority":"a","erasedAt":"2026-01-31T12:00:00Z","legalBasis":"b","reason":"r","versions":[2,4]}""");

        var kept = Read(stored).With([erasure]);
        var read = Read([stored[0], Tombstone(stored[1]), stored[2], Tombstone(stored[3]), erasure]);

        Assert.Equal(read.Log, kept.Log);
        Assert.Equal(read.State.Entries.Keys, kept.State.Entries.Keys);
        Assert.Equal(["n2"], kept.State.Entries.Keys.Select(key => key.Value));
        Assert.Empty(kept.State.Corrections);
        Assert.Null(kept.Erasure);
    }

    [Fact]
    public void Of_a_patient_who_was_erased_only_that_is_left()
    {
        var earlier = Stored(
            5, "entry_erased",
            """{"authority":"a","erasedAt":"2026-01-31T12:00:00Z","legalBasis":"b","reason":"r","versions":[2,4]}""");
        var erasure = Stored(
            6, "patient_erased",
            """{"authority":"a","erasedAt":"2026-01-31T12:00:00Z","legalBasis":"b","reason":"r"}""");

        var kept = Read(stored).With([earlier, erasure]);
        var read = Read([.. stored.Select(Tombstone), earlier, erasure]);

        Assert.Equal(read.Log, kept.Log);
        Assert.Equal(PatientState.Initial, kept.State);
        Assert.Equal(6, kept.Erasure!.Version);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_read_model_keeps_no_row_of_a_patient_who_was_erased(bool onlyAnEntry, int rows)
    {
        var fold = new PatientIndexFold(StoredForms.OfThisProgram);
        fold.Apply(stored);
        Assert.Single(fold.Rows(CancellationToken.None));

        fold.Apply([
            onlyAnEntry
                ? Stored(5, "entry_erased", """
                    {"authority":"a","erasedAt":"2026-01-31T12:00:00Z","legalBasis":"b","reason":"r","versions":[2,4]}
                    """)
                : Stored(5, "patient_erased", """
                    {"authority":"a","erasedAt":"2026-01-31T12:00:00Z","legalBasis":"b","reason":"r"}
                    """),
        ]);

        Assert.Equal(rows, fold.Rows(CancellationToken.None).Count);
    }

    static PatientHistory Read(IEnumerable<StoredEvent> events) =>
        PatientHistory.From(Guid.Empty, History.Key("p-1"), events);

    static StoredEvent Stored(long version, string type, string payload) => new(
        version, Guid.Empty, version, new Guid((int)version, 0, 0, new byte[8]), type, 1, Then,
        System.Text.Encoding.UTF8.GetBytes(payload), new Act("dr.canary", null, "creation", null, null, null, null));

    static StoredEvent Tombstone(StoredEvent stored) => stored with
    {
        Type = StoredEvent.ErasedType,
        Payload = "{}"u8.ToArray(),
        Act = Act.Erased,
    };
}
