namespace NetTimeline.Ledger.Verification;

/// <summary>What a record of the log was found to be.</summary>
public enum RecordClass
{
    /// <summary>It is what its leaf committed to.</summary>
    Ok,

    /// <summary>
    /// Its content is gone and an erasure that covers it is in the log. Never what was altered, and what was erased is
    /// never called altered.
    /// </summary>
    Erased,

    /// <summary>Something of it is not what was recorded.</summary>
    Tampered,

    /// <summary>The log committed to it and it is not there.</summary>
    Missing,

    /// <summary>It is there and the log never committed to it.</summary>
    Extra,

    /// <summary>It stands in the place of another.</summary>
    Reordered,

    /// <summary>What is at hand does not suffice to tell. Nothing is held against it.</summary>
    Unverifiable,
}

/// <summary>What of a log disagrees with the rest of it.</summary>
public enum LogPart
{
    /// <summary>The 136 bytes of an entry: the tree holds others.</summary>
    Entry,

    /// <summary>A whole record.</summary>
    Event,
    EventId,

    /// <summary>Which stream an event is said to belong to.</summary>
    Stream,

    /// <summary>What a stream's tag is made with.</summary>
    Salt,
    Version,
    RecordedAt,
    Type,
    Actor,
    Request,

    /// <summary>A column of the event's row that is never used, and is.</summary>
    UnusedColumn,

    /// <summary>The envelope, or the nonce that opens its commitment: which of them cannot be told.</summary>
    Envelope,

    /// <summary>The payload, or the nonce that opens its commitment: which of them cannot be told.</summary>
    Payload,

    /// <summary>Nonces that are not there at all.</summary>
    Nonces,
    Tile,
    Frontier,

    /// <summary>A note that was signed, or what is stored beside it.</summary>
    Checkpoint,

    /// <summary>The tree as a whole: it is not the one that was signed.</summary>
    Tree,
    Epoch,

    /// <summary>The versions of a stream, by the entries: not 1, 2, 3 and so on.</summary>
    StreamVersions,

    /// <summary>A file of a bundle.</summary>
    File,

    /// <summary>What shows that an entry is in the tree.</summary>
    Proof,

    /// <summary>What is kept of commits, appends and streams beside the events.</summary>
    Bookkeeping,

    /// <summary>What keeps the tables of the log from being changed.</summary>
    Guard,

    /// <summary>Who a stream's subject is, as it is kept apart from the log.</summary>
    Identity,
}
