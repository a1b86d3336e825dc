using NetTimeline.Ledger;

namespace NetTimeline.EventStore;

/// <summary>A log that is a Merkle tree of its own.</summary>
/// <param name="Name">As it stands in the database, in paths and in files.</param>
/// <param name="Leaves">The table of its entries.</param>
/// <param name="Openings">The table of what opens them.</param>
/// <param name="LockHead">The function that waits for the log's lock and answers with its head.</param>
/// <param name="PositionOf">The query for the position of what has the id $1.</param>
/// <param name="EntriesArePublic">
/// Anybody may read its entries; else only hashes of them. Those of the access log bear the tags that streams have in
/// the log of events too: they would say when somebody looked at the record of whoever was treated at such times.
/// </param>
public sealed record LedgerLog(
    string Name, string Leaves, string Openings, string LockHead, string PositionOf, bool EntriesArePublic)
{
    /// <summary>What was recorded of streams: each event is a leaf.</summary>
    public static LedgerLog Events { get; } = new(
        "events", "timeline.leaves", "timeline.openings", "timeline.lock_head",
        "select seq_id from timeline.mt_events where id = $1 limit 1", EntriesArePublic: true);

    /// <summary>Who was shown what: each record is a leaf.</summary>
    public static LedgerLog Access { get; } = new(
        "access", "timeline.access_leaves", "timeline.access_openings", "timeline.lock_access_head",
        "select position from timeline.access_records where id = $1", EntriesArePublic: false);
}

/// <summary>A tree and the name under which it is signed.</summary>
/// <param name="Number">From 0; a log that had to begin anew has another.</param>
/// <param name="Origin">The first line of its checkpoints.</param>
/// <param name="FirstPosition">Of the leaf with index 0.</param>
/// <param name="EndPosition">The first position that belongs to the next epoch; null in the newest one.</param>
public sealed record LedgerEpoch(int Number, string Origin, long FirstPosition, long? EndPosition)
{
    /// <summary>The position may lie in another epoch.</summary>
    public bool Has(long position) => position >= FirstPosition && !(position >= EndPosition);

    public long IndexOf(long position) => position - FirstPosition;
}

/// <summary>A tree as far as it is committed.</summary>
/// <param name="Size">How many leaves.</param>
public sealed record TreeHead(LedgerEpoch Epoch, long Size, Hash Root);

/// <summary>What was signed.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="SignedUs">Microseconds since the beginning of 1970, UTC.</param>
/// <param name="Note">The whole note, with the newest cosignature of each witness that cosigned such a tree.</param>
public sealed record StoredCheckpoint(int Epoch, long Size, long SignedUs, Hash Root, string Note);

/// <summary>A key by which checkpoints of an epoch are signed, as C2SP's signed-note writes it.</summary>
/// <param name="FromSize">Checkpoints of this size and above; another may sign them too.</param>
public sealed record LedgerKey(int Epoch, string VerifierKey, long FromSize);

/// <summary>What a witness said of a checkpoint.</summary>
/// <param name="Epoch">Its number.</param>
/// <param name="Size">Of the tree.</param>
/// <param name="SignedUs">Of the checkpoint: microseconds since the beginning of 1970, UTC.</param>
/// <param name="VerifierKey">Of the witness, as C2SP's signed-note writes it.</param>
/// <param name="WitnessedSeconds">By the clock of the witness: whole seconds since the beginning of 1970, UTC.</param>
/// <param name="Line">As it stands below the note, without a newline.</param>
public sealed record StoredCosignature(
    int Epoch, long Size, long SignedUs, string VerifierKey, long WitnessedSeconds, string Line);
