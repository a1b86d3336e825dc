namespace NetTimeline.Ledger.Entries;

/// <summary>What a leaf of a log stands for. The numbers are written and never change their meaning.</summary>
public enum LedgerEntryKind : byte
{
    /// <summary>An event of a stream.</summary>
    Event = 1,

    /// <summary>Somebody was shown something.</summary>
    Access = 2,

    /// <summary>Content was erased; its commitments stay.</summary>
    Erasure = 3,

    /// <summary>Another key signs from here on.</summary>
    KeyRotation = 4,

    /// <summary>This log goes on where another could not.</summary>
    LogContinuation = 5,

    /// <summary>What operators did.</summary>
    Administration = 6,
}
