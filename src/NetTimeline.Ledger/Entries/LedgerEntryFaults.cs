namespace NetTimeline.Ledger.Entries;

/// <summary>Everything that is wrong with the bytes of an entry.</summary>
[Flags]
public enum LedgerEntryFaults
{
    None = 0,

    /// <summary>There are not as many bytes as an entry has; nothing else was looked at.</summary>
    Length = 1,

    /// <summary>The bytes do not begin as an entry does.</summary>
    Magic = 2,

    /// <summary>Of no kind that is known here.</summary>
    Kind = 4,

    /// <summary>A flag is set; none has a meaning yet.</summary>
    Flags = 8,

    /// <summary>A reserved byte is not zero.</summary>
    Reserved = 16,

    /// <summary>The version in its stream is beyond 2⁶³ − 1.</summary>
    StreamVersion = 32,

    /// <summary>The time it was recorded is before 1970 or beyond what 63 bits hold.</summary>
    RecordedAt = 64,
}
