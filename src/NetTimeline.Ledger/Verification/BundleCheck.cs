using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// Whether the events of a bundle are what was recorded of one stream: each by itself, and, where the whole log's
/// entries are in it, that none is missing. Nobody is asked. What the manifest says nobody has signed: nothing is
/// taken from it that a forger would gain by.
/// </summary>
public sealed class BundleCheck
{
    const byte Newline = (byte)'\n';

    readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files;
    readonly LogPolicy policy;
    readonly List<Finding> findings = [];
    readonly List<(OpenedEvent Event, LedgerEntry Entry)> events = [];
    readonly List<ErasedRecord> erased = [];

    BundleCheck(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, LogPolicy policy) =>
        (this.files, this.policy) = (files, policy);

    /// <param name="files">By their paths within the bundle, with slashes.</param>
    /// <param name="outside">Notes of the same log that were kept elsewhere; they need the whole log.</param>
    /// <param name="shownOnly">
    /// Asks of what is shown only whether it was recorded. Otherwise it is also asked whether anything is left out,
    /// which a bundle without the whole log never answers.
    /// </param>
    public static VerificationReport Run(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files,
        LogPolicy policy,
        IReadOnlyList<ReadOnlyMemory<byte>> outside,
        bool shownOnly)
    {
        var check = new BundleCheck(files, policy);
        var view = check.Check(outside, shownOnly);
        return new(check.events.Count, check.erased, view is null ? [] : [view], check.findings);
    }

    EpochView? Check(IReadOnlyList<ReadOnlyMemory<byte>> outside, bool shownOnly)
    {
        if (!files.TryGetValue(BundleManifest.Name, out var json) || BundleManifest.Read(json) is not { } manifest)
        {
            Add(0, RecordClass.Unverifiable, LogPart.File, $"There is no {BundleManifest.Name} that can be read.");
            return null;
        }

        CheckFiles(manifest);
        if (ReadCheckpoint(manifest) is not { } checkpoint)
        {
            return null;
        }

        ReadEvents(checkpoint);
        CheckPlaces(manifest);
        CheckStream(manifest);
        CheckErased();
        CheckWhole(manifest, shownOnly);
        var held = manifest.HasLog ? CheckLog(checkpoint, manifest, outside) : 0;
        if (!manifest.HasLog && outside.Count > 0)
        {
            Add(
                0, RecordClass.Unverifiable, LogPart.Tree,
                "That the log goes on from an earlier checkpoint is shown by a bundle with the whole log only.");
        }

        return new(checkpoint.Origin, checkpoint.Size, checkpoint.Size, held);
    }

    void CheckFiles(BundleManifest manifest)
    {
        foreach (var (name, (sha256, bytes)) in manifest.Files)
        {
            if (!files.TryGetValue(name, out var file))
            {
                Add(0, RecordClass.Missing, LogPart.File, $"{name} is named by the manifest and not there.");
            }
            else if (file.Length != bytes || Sha256.Of(file.Span).ToString() != sha256)
            {
                Add(0, RecordClass.Tampered, LogPart.File, $"{name} is not the file that the manifest names.");
            }
        }

        foreach (var name in files.Keys.Where(name => name != BundleManifest.Name && !manifest.Files.ContainsKey(name)))
        {
            Add(0, RecordClass.Extra, LogPart.File, $"{name} is not named by the manifest.");
        }
    }

    Checkpoint? ReadCheckpoint(BundleManifest manifest)
    {
        if (!files.TryGetValue("checkpoint", out var bytes)
            || SignedNote.Parse(bytes.Span) is not Parsed<SignedNote>.Accepted { Value: var note }
            || Checkpoint.Parse(note.Text) is not Parsed<Checkpoint>.Accepted { Value: var checkpoint })
        {
            Add(0, RecordClass.Unverifiable, LogPart.Checkpoint, "There is no checkpoint that can be read.");
            return null;
        }

        findings.AddRange(EventProofCheck.OfVerdict(policy.Evaluate(note), 0, LogPart.Checkpoint));
        if (checkpoint.Origin != manifest.Origin || checkpoint.Size != manifest.Size)
        {
            Add(0, RecordClass.Tampered, LogPart.Checkpoint, "The manifest speaks of another checkpoint.");
        }

        return checkpoint;
    }

    void ReadEvents(Checkpoint checkpoint)
    {
        if (!files.TryGetValue("events.ndjson", out var lines))
        {
            Add(0, RecordClass.Missing, LogPart.File, "There are no events.");
            return;
        }

        for (var number = 1; !lines.IsEmpty; number++)
        {
            var end = lines.Span.IndexOf(Newline);
            ReadEvent(end < 0 ? lines : lines[..end], number, checkpoint);
            lines = end < 0 ? default : lines[(end + 1)..];
        }
    }

    void ReadEvent(ReadOnlyMemory<byte> line, int number, Checkpoint checkpoint)
    {
        if (OpenedEvent.Parse(line) is not Parsed<OpenedEvent>.Accepted { Value: var opened })
        {
            Add(0, RecordClass.Tampered, LogPart.File, $"Line {Spelling.NumberOf(number)} of the events is none.");
            return;
        }

        if (!LedgerEntry.TryRead(opened.Entry.Span, out var entry, out _))
        {
            Add(opened.Position, RecordClass.Tampered, LogPart.Entry, "What is shown as its entry is none.");
            return;
        }

        events.Add((opened, entry));
        var leaf = MerkleTree.Leaf(opened.Entry.Span);
        if (!InclusionProof.Check(opened.Index, checkpoint.Size, leaf, [.. opened.Proof], checkpoint.Root))
        {
            Add(opened.Position, RecordClass.Tampered, LogPart.Entry, "The tree of the checkpoint has another there.");
        }

        findings.AddRange(opened.Faults(entry).Select(
            fault => EventProofCheck.OfContent(opened.Position, fault.Class, fault.Part)));
    }

    /// <summary>
    /// Positions are where leaves are, counted from where their tree begins: the first at 1, another somewhere behind.
    /// </summary>
    void CheckPlaces(BundleManifest manifest)
    {
        if (events.Count == 0)
        {
            return;
        }

        var (first, _) = events[0];
        var start = manifest.Epoch == 0 ? 1 : Math.Max(2, first.Position - first.Index);
        foreach (var (opened, _) in events.Where(each => each.Event.Position != each.Event.Index + start))
        {
            Add(opened.Position, RecordClass.Tampered, LogPart.Event, "Its leaf is at another position.");
        }

        if (manifest.Epoch > 0 && !LogOrigin.IsOfEpoch(manifest.Origin, manifest.Epoch))
        {
            Add(0, RecordClass.Tampered, LogPart.File, "The manifest speaks of another tree than its checkpoint.");
        }
    }

    /// <summary>One stream, its versions one by one up to the last.</summary>
    void CheckStream(BundleManifest manifest)
    {
        var tag = TagOf(manifest);
        var expected = events.Count > 0 ? events[0].Entry.StreamVersion - 1 : 0;
        foreach (var (opened, entry) in events)
        {
            if (entry.StreamTag != tag)
            {
                Add(opened.Position, RecordClass.Tampered, LogPart.Stream, "It is of another stream.");
            }

            expected++;
            if (entry.StreamVersion != expected)
            {
                Add(
                    opened.Position,
                    entry.StreamVersion > expected ? RecordClass.Missing : RecordClass.Reordered, LogPart.Event,
                    $"Here stands version {Spelling.NumberOf(entry.StreamVersion)}, and not "
                    + $"{Spelling.NumberOf(expected)}.");
                expected = entry.StreamVersion;
            }
        }

        if (manifest.Versions > 0 && events.Count > 0 && manifest.Versions != expected)
        {
            Add(
                0, RecordClass.Tampered, LogPart.File,
                $"The manifest says that there are {Spelling.NumberOf(manifest.Versions)} versions, and version "
                + $"{Spelling.NumberOf(expected)} is the last.");
        }
    }

    /// <summary>Null where neither events nor what their tag is made with are told.</summary>
    Hash? TagOf(BundleManifest manifest) =>
        manifest.Stream is { } stream && manifest.StreamSalt.Length == StreamTag.SaltLength
            ? StreamTag.Of(manifest.StreamSalt, stream)
            : events.Count > 0 ? events[0].Entry.StreamTag : null;

    void CheckErased()
    {
        List<(Erasure Erasure, long Position)> erasures = [];
        foreach (var (opened, entry) in events.Where(each => each.Entry.Kind == LedgerEntryKind.Erasure
            && !each.Event.IsErased && !each.Event.Faults(each.Entry).Any()))
        {
            if (Erasure.From(opened.Index, opened.Payload, entry.StreamTag, Guid.Empty) is { } erasure)
            {
                erasures.Add((erasure, opened.Position));
            }
            else
            {
                Add(
                    opened.Position, RecordClass.Tampered, LogPart.Payload,
                    "Its leaf is an erasure, and it does not say of what.");
            }
        }

        foreach (var (opened, entry) in events.Where(each => each.Event.IsErased))
        {
            var covering = erasures.Find(each => entry.Kind == LedgerEntryKind.Event
                && each.Erasure.Covers(opened.Index, entry.StreamTag, entry.StreamVersion));
            if (covering.Erasure is not null)
            {
                erased.Add(new(opened.Position, covering.Position));
            }
            else
            {
                Add(
                    opened.Position, RecordClass.Tampered, LogPart.Payload,
                    "It is said to be erased, and no erasure in the bundle covers it.");
            }
        }
    }

    /// <summary>What was cut off at either end nobody misses who has only the rest.</summary>
    void CheckWhole(BundleManifest manifest, bool shownOnly)
    {
        if (events.Count == 0)
        {
            Add(0, RecordClass.Unverifiable, LogPart.Event, "No event is shown, and not that there is none.");
        }
        else if (!shownOnly && events[0].Entry.StreamVersion is > 1 and var version)
        {
            Add(
                0, RecordClass.Unverifiable, LogPart.Event,
                $"What is shown begins with version {Spelling.NumberOf(version)}. Those before were left out, or lie "
                + "in an earlier tree of the log and need a bundle of it.");
        }

        if (!shownOnly && !manifest.HasLog)
        {
            Add(
                0, RecordClass.Unverifiable, LogPart.Tree,
                "Whether events were left out before the first or behind the last is shown by the whole log's entries "
                + "only (scope=log).");
        }
    }

    /// <summary>Every entry of the log: the tree follows from them, and those of the stream are all shown.</summary>
    /// <returns>The size of the largest tree that was kept elsewhere and is the beginning of this.</returns>
    long CheckLog(
        Checkpoint checkpoint, BundleManifest manifest, IReadOnlyList<ReadOnlyMemory<byte>> outside)
    {
        var leaves = new List<Hash>();
        var shown = events.Select(each => each.Event.Index).ToHashSet();
        var tag = TagOf(manifest);
        while (leaves.Count < checkpoint.Size)
        {
            var address = BundleAddress.Holding(leaves.Count, checkpoint.Size);
            if (!files.TryGetValue(address.Path, out var bundle)
                || !EntryBundle.TryRead(bundle, address.Width, out var entries))
            {
                Add(0, RecordClass.Unverifiable, LogPart.File, $"{address.Path} is not there, or is no such bundle.");
                return 0;
            }

            foreach (var bytes in entries)
            {
                if (LedgerEntry.TryRead(bytes.Span, out var entry, out _) && entry.StreamTag == tag
                    && !shown.Contains(leaves.Count))
                {
                    Add(
                        0, RecordClass.Missing, LogPart.Event,
                        $"Leaf {Spelling.NumberOf(leaves.Count)} is of this stream, and its event is not shown.");
                }

                leaves.Add(MerkleTree.Leaf(bytes.Span));
            }
        }

        var all = leaves.ToArray();
        if (RootOf(all, checkpoint.Size) != checkpoint.Root)
        {
            Add(0, RecordClass.Tampered, LogPart.Tree, "The entries are not those of the tree that was signed.");
        }

        return outside.Select(note => Held(note, checkpoint, all)).DefaultIfEmpty().Max();
    }

    long Held(ReadOnlyMemory<byte> bytes, Checkpoint checkpoint, Hash[] leaves)
    {
        if (SignedNote.Parse(bytes.Span) is not Parsed<SignedNote>.Accepted { Value: var note }
            || Checkpoint.Parse(note.Text) is not Parsed<Checkpoint>.Accepted { Value: var earlier }
            || earlier.Origin != checkpoint.Origin
            || (policy with { Quorum = LogPolicy.NoQuorum }).Evaluate(note) is not LogVerdict.Proven)
        {
            Add(0, RecordClass.Unverifiable, LogPart.Checkpoint, "What was kept is no checkpoint of this log.");
            return 0;
        }

        if (earlier.Size > leaves.Length)
        {
            Add(0, RecordClass.Unverifiable, LogPart.Tree, "The bundle is older than the checkpoint that was kept.");
            return 0;
        }

        if (RootOf(leaves, earlier.Size) != earlier.Root)
        {
            Add(0, RecordClass.Tampered, LogPart.Tree, "The log does not go on from the checkpoint that was kept.");
            return 0;
        }

        return earlier.Size;
    }

    static Hash RootOf(Hash[] leaves, long size) => Frontier.Empty.Append(leaves.AsSpan(0, (int)size)).Root();

    void Add(long position, RecordClass found, LogPart part, string sentence) =>
        findings.Add(new(position, found, part, sentence));
}
