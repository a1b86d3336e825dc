namespace NetTimeline.Ledger.Verification;

/// <summary>In what a row and its leaf differ; what that means is judged when everything was seen.</summary>
[Flags]
enum RowFaults
{
    None = 0,
    NoRow = 1,
    NoEntry = 2,
    EntryUnreadable = 4,
    EventId = 8,
    StreamTag = 16,

    /// <summary>No salt is known for the row's stream.</summary>
    StreamUnknown = 32,
    Version = 64,
    RecordedAt = 128,
    Type = 256,
    Actor = 512,
    Request = 1024,
    UnusedColumn = 2048,
    Envelope = 4096,
    Payload = 8192,
    NoNonces = 16384,

    /// <summary>Nothing is left of it: nonces, payload and envelope are as an erasure leaves them.</summary>
    Blank = 32768,

    /// <summary>The nonces are gone and the content is not.</summary>
    NoncesOnlyGone = 65536,

    /// <summary>There is no place in the log for this row.</summary>
    Surplus = 131072,

    /// <summary>The column says another stream than the record that repeats it.</summary>
    Stream = 262144,
}

/// <summary>A row that differs from its leaf.</summary>
/// <param name="RowId">Of the event, as the row has it; null where there is no row.</param>
/// <param name="EntryId">Of the event, as the entry has it; null where there is none that can be read.</param>
/// <param name="Stream">As the row has it.</param>
/// <param name="Tag">As the entry has it, as is the version.</param>
sealed record Suspect(
    long Position, RowFaults Faults, Guid? RowId, Guid? EntryId, Guid Stream, Hash Tag, long Version)
{
    public bool IsWithoutEntry => Faults.HasFlag(RowFaults.NoEntry);
}
