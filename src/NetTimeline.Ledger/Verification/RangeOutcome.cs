using NetTimeline.Ledger.Entries;

namespace NetTimeline.Ledger.Verification;

/// <summary>What was seen of a range, for <see cref="LogCheck"/> to judge together with all others.</summary>
public sealed class RangeOutcome
{
    readonly StoredRange stored;

    internal RangeOutcome(StoredRange stored, SeenRows rows, WalkedTree tree) =>
        (this.stored, Epoch, FirstPosition, Count, Rows, Tree, Findings) =
            (stored, stored.Epoch, stored.FirstPosition, stored.Count, rows, tree, stored.Findings);

    public EpochPlace Epoch { get; }

    public long FirstPosition { get; }

    public int Count { get; }

    internal SeenRows Rows { get; }

    internal WalkedTree Tree { get; }

    internal IReadOnlyList<Finding> Findings { get; }

    /// <summary>By the entry; null where there is none that can be read.</summary>
    internal long? RecordedUs(int at) =>
        LedgerEntry.TryRead(stored.Entry(at), out var entry, out _) ? entry.RecordedAtUs : null;
}

/// <summary>What was seen of the rows of a range.</summary>
/// <param name="Continuations">Leaves that say that the log goes on from another tree.</param>
/// <param name="Runs">The versions of each stream, by the tags in the entries.</param>
/// <param name="Backwards">Positions of entries that say an earlier time than the one before.</param>
/// <param name="Fingerprints">One for each position; 0 where there is no row.</param>
/// <param name="Recorded">
/// When the first and the last were recorded, by the entries; null where none can be read.
/// </param>
sealed record SeenRows(
    IReadOnlyList<Suspect> Suspects,
    IReadOnlyList<Erasure> Erasures,
    IReadOnlyList<Continuation> Continuations,
    IReadOnlyList<FirstEvent> Firsts,
    IReadOnlyDictionary<Hash, VersionRun> Runs,
    IReadOnlyList<long> Backwards,
    ulong[] Fingerprints,
    (long First, long Last)? Recorded);
