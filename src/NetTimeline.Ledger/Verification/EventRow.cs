namespace NetTimeline.Ledger.Verification;

/// <summary>
/// A record as a database has it, before anything of it is believed: an event, or that somebody was shown something.
/// </summary>
public readonly ref struct EventRow
{
    public required long Position { get; init; }

    public required Guid EventId { get; init; }

    /// <summary>Which the event is of, or the access about; empty for none.</summary>
    public required Guid Stream { get; init; }

    public required long Version { get; init; }

    /// <summary>Microseconds since the beginning of 1970, UTC.</summary>
    public required long RecordedAtUs { get; init; }

    public required ReadOnlySpan<byte> Type { get; init; }

    /// <summary>Empty where there is none, as is the actor.</summary>
    public required ReadOnlySpan<byte> Request { get; init; }

    public required ReadOnlySpan<byte> Actor { get; init; }

    /// <summary>Whether the columns that nothing of ours ever fills are as it leaves them.</summary>
    public required bool LeavesOthersAlone { get; init; }

    /// <summary>JSON, not necessarily canonical.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Likewise; of an access the whole record.</summary>
    public required ReadOnlySpan<byte> Envelope { get; init; }
}
