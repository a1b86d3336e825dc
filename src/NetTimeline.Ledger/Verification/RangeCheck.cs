using NetTimeline.Ledger.Entries;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// Holds the rows of neighbouring positions against what is stored beside them. What it finds is judged together with
/// what others find, see <see cref="LogCheck"/>. Used once, by one thread.
/// </summary>
/// <param name="sizes">Of the trees of this epoch that were signed, in ascending order.</param>
public sealed class RangeCheck(StoredRange stored, KnownStreams streams, IReadOnlyList<long> sizes, long seed)
{
    readonly List<Suspect> suspects = [];
    readonly List<Erasure> erasures = [];
    readonly List<Continuation> continuations = [];
    readonly List<FirstEvent> firsts = [];
    readonly Dictionary<Hash, VersionRun> runs = [];
    readonly ulong[] fingerprints = new ulong[stored.Count];
    readonly List<long> backwards = [];
    readonly List<Finding> findings = stored.Findings;
    (long First, long Last)? recorded;
    int next;

    /// <summary>All of the range, in the order of their positions.</summary>
    public void Add(in EventRow row)
    {
        var at = (int)(row.Position - stored.FirstPosition);
        if (at < next)
        {
            suspects.Add(new(row.Position, RowFaults.Surplus, row.EventId, null, row.Stream, default, 0));
            return;
        }

        PassOver(at);
        next = at + 1;
        fingerprints[at] = Fingerprint.Of(seed, row.Stream, row.Version, row.RecordedAtUs);
        if (stored.Heads.TryGetValue(row.Position, out var headUs) && headUs != row.RecordedAtUs)
        {
            findings.Add(new(
                row.Position, RecordClass.Tampered, LogPart.Bookkeeping, "Its commit says another time."));
        }

        var isAsRecorded = Hold(row, at);
        if (row.Version == 1)
        {
            firsts.Add(FirstEvent.From(row.Stream, row.Position, isAsRecorded ? row.Payload : [], seed));
        }
    }

    /// <summary>When all rows were added.</summary>
    public RangeOutcome Finish()
    {
        PassOver(stored.Count);
        var rows = new SeenRows(
            suspects, erasures, continuations, firsts, runs, backwards, fingerprints, recorded);
        return new RangeOutcome(stored, rows, new TreeWalk(stored, sizes).Run());
    }

    /// <summary>Positions that have no row.</summary>
    void PassOver(int end)
    {
        for (; next < end; next++)
        {
            suspects.Add(WithoutRow(next));
        }
    }

    /// <returns>Whether it is what its leaf committed to.</returns>
    bool Hold(in EventRow row, int at)
    {
        var bytes = stored.Entry(at);
        if (bytes.IsEmpty)
        {
            suspects.Add(new(row.Position, RowFaults.NoEntry, row.EventId, null, row.Stream, default, 0));
            return false;
        }

        if (!LedgerEntry.TryRead(bytes, out var entry, out _))
        {
            suspects.Add(new(row.Position, RowFaults.EntryUnreadable, row.EventId, null, row.Stream, default, 0));
            return false;
        }

        Follow(entry, row.Position);
        var faults = RowCheck.Check(row, entry, stored.Opening(at), streams);
        if (faults != RowFaults.None)
        {
            suspects.Add(new(
                row.Position, faults, row.EventId, entry.EventId, row.Stream, entry.StreamTag, entry.StreamVersion));
        }

        if (entry.Kind == LedgerEntryKind.Erasure && (faults & ~RowFaults.StreamUnknown) == 0)
        {
            Take(row.Position, Erasure.From(row.Position, row.Payload.ToArray(), entry.StreamTag, row.Stream));
        }

        if (entry.Kind == LedgerEntryKind.LogContinuation && faults == RowFaults.None)
        {
            var isAccess = entry.StreamVersion == 0;
            continuations.Add(Continuation.From(
                row.Position, (isAccess ? row.Envelope : row.Payload).ToArray(), isAccess));
        }

        return faults == RowFaults.None;
    }

    void Take(long position, Erasure? erasure)
    {
        if (erasure is null)
        {
            findings.Add(new(
                position, RecordClass.Tampered, LogPart.Payload,
                "Its leaf is an erasure, and it does not say of what."));
        }
        else
        {
            erasures.Add(erasure);
        }
    }

    /// <summary>By the entries: versions of each stream one by one, time never backwards.</summary>
    void Follow(in LedgerEntry entry, long position)
    {
        if (recorded is { } before && entry.RecordedAtUs < before.Last)
        {
            backwards.Add(position);
        }

        recorded = (recorded?.First ?? entry.RecordedAtUs, entry.RecordedAtUs);
        if (entry.StreamVersion > 0)
        {
            runs[entry.StreamTag] = runs.TryGetValue(entry.StreamTag, out var run)
                ? run.Then(entry.StreamVersion, position)
                : new(entry.StreamVersion, entry.StreamVersion, position, BrokenAt: 0);
        }
    }

    Suspect WithoutRow(int at)
    {
        var bytes = stored.Entry(at);
        var position = stored.FirstPosition + at;
        if (!LedgerEntry.TryRead(bytes, out var entry, out _))
        {
            var faults = bytes.IsEmpty ? RowFaults.NoEntry : RowFaults.EntryUnreadable;
            return new(position, RowFaults.NoRow | faults, null, null, Guid.Empty, default, 0);
        }

        Follow(entry, position);
        return new(position, RowFaults.NoRow, null, entry.EventId, Guid.Empty, entry.StreamTag, entry.StreamVersion);
    }
}

/// <summary>The versions that entries of one stream have, as long as they go on one by one.</summary>
/// <param name="Position">Of the first.</param>
/// <param name="BrokenAt">The first position that does not go on where the one before ended; 0 for none.</param>
readonly record struct VersionRun(long First, long Last, long Position, long BrokenAt)
{
    public VersionRun Then(long version, long position) =>
        this with { Last = version, BrokenAt = BrokenAt == 0 && version != Last + 1 ? position : BrokenAt };
}

/// <summary>
/// Eight bytes for what a row says, keyed by a number that nobody could foresee, to compare with what is said of it
/// elsewhere without keeping it.
/// </summary>
static class Fingerprint
{
    public static ulong Of(long seed, Guid stream, long version, long recordedUs)
    {
        Span<byte> id = stackalloc byte[16];
        stream.TryWriteBytes(id);
        var (front, back) = (BitConverter.ToUInt64(id), BitConverter.ToUInt64(id[8..]));
        return unchecked(Mix(Mix(Mix(Mix((ulong)seed ^ front) ^ back) ^ (ulong)version) ^ (ulong)recordedUs));
    }

    /// <summary>Of a text of any length.</summary>
    public static ulong Of(long seed, ReadOnlySpan<byte> text)
    {
        var mixed = Mix(unchecked((ulong)seed) ^ (ulong)text.Length);
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        for (; !text.IsEmpty; text = text[Math.Min(text.Length, word.Length)..])
        {
            word.Clear();
            text[..Math.Min(text.Length, word.Length)].CopyTo(word);
            mixed = Mix(mixed ^ BitConverter.ToUInt64(word));
        }

        return mixed;
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits += 0x9E3779B97F4A7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
