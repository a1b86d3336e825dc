using NetTimeline.Ledger.Tiles;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// Judges a whole log from what was seen of its ranges. These are added in the order of their positions, from 1 on and
/// without a gap; what is stored beside them afterwards.
/// </summary>
/// <param name="seed">That nobody could foresee, for what is compared by fingerprints.</param>
/// <param name="nowUs">When the log was read, in microseconds since the beginning of 1970, UTC.</param>
/// <param name="log">Its name; null for that of events.</param>
/// <param name="about">
/// The log of the streams that this one's records are about, of which all ranges are added before this is finished;
/// null where they are its own.
/// </param>
public sealed class LogCheck(
    SignedTrees signed, KnownStreams streams, long seed, long nowUs, string? log, LogCheck? about)
{
    /// <summary>What is older and not signed yet is no longer about to be, as servers see it too.</summary>
    const long UnsignedMaxUs = 60_000_000;

    const int SuspectsMax = 100_000;

    readonly List<Finding> findings = [.. signed.Findings];
    readonly List<Finding> ofEntries = [];
    readonly List<EpochTree> trees =
        [.. signed.Epochs.Select(epoch => new EpochTree(epoch, signed.Of(epoch)))];
    readonly List<Suspect> suspects = [];
    readonly List<Erasure> erasures = [];
    readonly StreamKeys keys = new(seed);
    readonly Dictionary<long, Continuation> continuations = [];
    readonly Dictionary<Hash, long> versions = [];
    readonly Dictionary<(int Epoch, TileAddress Place), StoredTile> upperTiles = [];
    readonly List<ulong[]> fingerprints = [];
    readonly List<long> firstOfFingerprints = [];
    CarriedOut? carriedOut;
    ChangedEntries? changed;
    long recordedUs;
    long records;
    long notKept;

    public void Add(RangeOutcome range)
    {
        trees.Find(tree => tree.Epoch == range.Epoch)!.Add(range);
        records += range.Count;
        findings.AddRange(range.Findings);
        erasures.AddRange(range.Rows.Erasures);
        foreach (var first in range.Rows.Firsts)
        {
            keys.Add(first);
        }

        foreach (var continuation in range.Rows.Continuations)
        {
            continuations[continuation.Position] = continuation;
        }

        fingerprints.Add(range.Rows.Fingerprints);
        firstOfFingerprints.Add(range.FirstPosition);
        foreach (var suspect in range.Rows.Suspects)
        {
            Keep(suspect);
        }

        GoOn(range);
    }

    /// <summary>A record behind all leaves, or before the first.</summary>
    public void AddBeyond(long position, Guid eventId) =>
        Keep(new(position, RowFaults.Surplus, eventId, null, Guid.Empty, default, 0));

    /// <summary>What was found beside the events.</summary>
    public void Add(Finding finding) => findings.Add(finding);

    /// <summary>Each that is stored above the level of the leaves.</summary>
    public void AddUpperTile(
        int epoch, int level, long number, ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> middle,
        ReadOnlySpan<byte> root) =>
        upperTiles[(epoch, new(level, number, TileAddress.WidthFull))] = StoredTile.From(hashes, middle, root);

    /// <summary>Whether at this position there is an event of which this is true.</summary>
    public bool HasEvent(long position, Guid stream, long version, long recordedAtUs)
    {
        var found = firstOfFingerprints.BinarySearch(position);
        var range = found >= 0 ? found : ~found - 1;
        if (range < 0 || position - firstOfFingerprints[range] >= fingerprints[range].Length)
        {
            return false;
        }

        return fingerprints[range][position - firstOfFingerprints[range]]
            == Fingerprint.Of(seed, stream, version, recordedAtUs);
    }

    /// <summary>Each key by which a stream is found.</summary>
    public void AddStreamKey(Guid stream, ReadOnlySpan<byte> key) => keys.AddStored(stream, key);

    /// <summary>When all ranges were added: streams of which something was erased, to be asked for below.</summary>
    public IEnumerable<Guid> ErasedStreams() => Erasing.Streams;

    /// <summary>An event of such a stream whose row is no tombstone.</summary>
    public void AddContent(Guid stream, long position, long version) =>
        Erasing.AddContent(stream, position, version);

    /// <summary>What is kept of such a stream beside its events and its salt.</summary>
    public void AddKept(Guid stream, LogPart part, string what) => Erasing.AddKept(stream, part, what);

    CarriedOut Erasing => carriedOut ??= new(Believed(), streams, suspects);

    ChangedEntries Changed => changed ??= new(trees, suspects);

    /// <summary>What an entry says that is not the one in the tree erased nothing.</summary>
    List<Erasure> Believed() => [.. erasures.Where(each => !Changed.Doubts(each.Position))];

    public VerificationReport Finish()
    {
        trees.ForEach(CompareUpperTiles);
        findings.AddRange(upperTiles.Select(beyond => new Finding(
            0, RecordClass.Extra, LogPart.Tile, $"No tree has {beyond.Key.Place.Path} as a full tile.")));
        findings.AddRange(keys.Findings());
        findings.AddRange(Erasing.Findings());
        var judgement = new Judgement(
            trees, suspects, Changed, (about ?? this).Believed(), streams, areOwn: about is null);
        findings.AddRange(judgement.Judge());
        // Of leaves that are not all those that were signed it means nothing that they do not follow each other.
        if (!findings.Any(finding => finding.Part == LogPart.Entry) && !suspects.Any(each => each.IsWithoutEntry))
        {
            findings.AddRange(ofEntries);
        }

        for (var at = 0; at < trees.Count; at++)
        {
            JudgeSigned(trees[at]);
            JudgeUnsigned(trees[at], isContinued: at + 1 < trees.Count && trees[at + 1].Counted > 0);
        }

        JudgeEpochs();
        if (notKept > 0)
        {
            findings.Add(new(
                suspects[^1].Position, RecordClass.Tampered, LogPart.Event,
                $"From here on {Spelling.NumberOf(notKept)} more are not what was recorded."));
        }

        return new(
            records, [.. judgement.Erased.Select(erased => erased with { Log = log })], [.. trees.Select(ViewOf)],
            [.. findings.Select(finding => finding with { Log = log })]);
    }

    void Keep(Suspect suspect)
    {
        const RowFaults erased = RowFaults.Blank | RowFaults.StreamUnknown;
        if (suspects.Count < SuspectsMax || (suspect.Faults & ~erased) == RowFaults.None)
        {
            suspects.Add(suspect);
        }
        else
        {
            notKept++;
        }
    }

    /// <summary>Streams go on from range to range, and so does time.</summary>
    void GoOn(RangeOutcome range)
    {
        foreach (var (tag, run) in range.Rows.Runs)
        {
            var before = versions.GetValueOrDefault(tag);
            var broken = run.First == before + 1 ? run.BrokenAt : run.Position;
            if (broken > 0)
            {
                ofEntries.Add(new(
                    broken, RecordClass.Tampered, LogPart.StreamVersions,
                    "By its leaf this version does not follow the one before it in its stream."));
            }

            versions[tag] = run.Last;
        }

        if (range.Rows.Recorded is { } recorded)
        {
            ofEntries.AddRange((recorded.First < recordedUs ? [range.FirstPosition] : Array.Empty<long>())
                .Concat(range.Rows.Backwards)
                .Select(position => new Finding(
                    position, RecordClass.Tampered, LogPart.RecordedAt,
                    "By its leaf it is older than the one before.")));
            recordedUs = recorded.Last;
        }
    }

    void CompareUpperTiles(EpochTree tree)
    {
        foreach (var filled in tree.UpperTiles())
        {
            var isThere = upperTiles.Remove((tree.Epoch.Number, filled.Address), out var stored);
            if (!isThere || !stored!.Is(filled))
            {
                tree.OtherUpperTiles.Add((filled, isThere));
            }
        }
    }

    void JudgeSigned(EpochTree tree)
    {
        if (tree.Beyond is { } beyond)
        {
            findings.Add(new(
                tree.Epoch.FirstPosition + tree.Size, RecordClass.Missing, LogPart.Tree,
                $"{beyond.Epoch.Origin} was signed with {Spelling.NumberOf(beyond.Size)} leaves and has "
                + $"{Spelling.NumberOf(tree.Size)}."));
        }

        if (tree.Unfitting.MinBy(each => each.Size) is { } other && !IsExplained(tree, other))
        {
            findings.Add(new(
                tree.Epoch.FirstPosition + tree.VouchedBelow(other), RecordClass.Tampered, LogPart.Tree,
                $"Somewhere from here to leaf {Spelling.NumberOf(other.Size)} of {other.Epoch.Origin} the log is not "
                + "the one that was signed."));
        }

        if (!tree.Fitting.Any(each => each.Counts) && !tree.Unfitting.Any() && tree.Beyond is null)
        {
            findings.Add(new(
                0, RecordClass.Unverifiable, LogPart.Checkpoint,
                $"There is no checkpoint of {tree.Epoch.Origin} that the policy lets count."));
        }
    }

    /// <summary>
    /// What is not signed yet is of the last moment: where it is older, checkpoints may have been taken away. A tree
    /// that ended stands under what was signed of the next, whose first leaf says how it ended.
    /// </summary>
    void JudgeUnsigned(EpochTree tree, bool isContinued)
    {
        if (!isContinued && tree.Fitting.Any(each => each.Counts)
            && tree.UncountedSinceUs is { } sinceUs && Math.Abs(nowUs - sinceUs) > UnsignedMaxUs)
        {
            findings.Add(new(
                tree.Epoch.FirstPosition + tree.Counted, RecordClass.Unverifiable, LogPart.Checkpoint,
                "From here on there is what was recorded more than a minute before now, or after it, and no checkpoint "
                + "that counts covers it."));
        }
    }

    /// <summary>Each tree but the first says by its first leaf which one it goes on from.</summary>
    void JudgeEpochs()
    {
        if (trees.Count == 0)
        {
            findings.Add(new(0, RecordClass.Unverifiable, LogPart.Epoch, "The database names no log."));
        }

        if (trees.Index().Any(each => each.Item.Epoch.Number != each.Index)
            || trees is [{ Epoch.FirstPosition: not 1 }, ..])
        {
            findings.Add(new(
                0, RecordClass.Tampered, LogPart.Epoch, "A tree that was before the others is not there."));
        }

        for (var at = 1; at < trees.Count; at++)
        {
            var first = trees[at].Epoch.FirstPosition;
            if (!continuations.TryGetValue(first, out var said) || !said.Continues(trees[at - 1]))
            {
                findings.Add(new(
                    first, RecordClass.Tampered, LogPart.Epoch,
                    $"{trees[at].Epoch.Origin} does not begin by saying that it goes on from what lies before."));
            }
        }
    }

    /// <summary>Whether it was said already which leaf is not the one that was signed.</summary>
    bool IsExplained(EpochTree tree, SignedTree other)
    {
        var first = tree.Epoch.FirstPosition + tree.VouchedBelow(other);
        var end = tree.Epoch.FirstPosition + other.Size;
        return findings.Any(finding => finding.Position >= first && finding.Position < end
            && finding.Part is LogPart.Entry or LogPart.Event);
    }

    static EpochView ViewOf(EpochTree tree) => new(
        tree.Epoch.Origin, tree.Size, tree.Counted,
        tree.Fitting.Where(each => each.IsOutside).Select(each => each.Size).DefaultIfEmpty().Max());
}
