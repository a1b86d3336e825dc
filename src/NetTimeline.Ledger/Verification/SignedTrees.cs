using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;

namespace NetTimeline.Ledger.Verification;

/// <summary>A checkpoint as it lies beside the log.</summary>
/// <param name="Note">As it was signed.</param>
public sealed record CheckpointClaim(int Epoch, long Size, ReadOnlyMemory<byte> Root, ReadOnlyMemory<byte> Note);

/// <summary>
/// Which trees of a log were signed, by the checkpoints beside it and by those that were kept elsewhere. Whoever holds
/// the database and the key can make any of the former; only the latter hold him to what he said.
/// </summary>
public sealed class SignedTrees
{
    readonly List<Finding> findings = [];
    readonly HashSet<string> unknownOrigins = [];
    readonly Dictionary<EpochPlace, List<SignedTree>> trees;
    readonly Dictionary<EpochPlace, long[]> sizes;
    readonly LogPolicy policy;

    SignedTrees(IReadOnlyList<EpochPlace> epochs, LogPolicy policy)
    {
        (Epochs, this.policy) = ([.. epochs.Distinct()], policy);
        trees = Epochs.ToDictionary(epoch => epoch, _ => new List<SignedTree>());
        sizes = [];
    }

    internal IReadOnlyList<EpochPlace> Epochs { get; }

    internal IReadOnlyList<Finding> Findings => findings;

    /// <summary>In ascending order of their sizes.</summary>
    internal IReadOnlyList<SignedTree> Of(EpochPlace epoch) => trees[epoch];

    /// <param name="epochs">All of the log, in the order of their positions.</param>
    /// <param name="stored">From beside the log.</param>
    /// <param name="outside">Notes from elsewhere; each of them must still be beside the log.</param>
    public static SignedTrees From(
        IReadOnlyList<EpochPlace> epochs,
        LogPolicy policy,
        IReadOnlyList<CheckpointClaim> stored,
        IReadOnlyList<ReadOnlyMemory<byte>> outside)
    {
        var signed = new SignedTrees(epochs, policy);
        var read = stored.AsParallel().AsOrdered().Select(each => signed.Read(each.Note)).ToList();
        foreach (var (at, checkpoint) in stored.Index())
        {
            signed.TakeStored(checkpoint, read[at]);
        }

        foreach (var note in outside)
        {
            signed.TakeOutside(signed.Read(note));
        }

        foreach (var (epoch, each) in signed.trees)
        {
            each.Sort((one, other) => one.Size.CompareTo(other.Size));
            signed.sizes[epoch] = [.. each.Select(tree => tree.Size).Distinct()];
        }

        return signed;
    }

    /// <summary>Of which log a note is a checkpoint; null where it is none.</summary>
    public static string? OriginOf(ReadOnlySpan<byte> note) => Parse(note)?.Checkpoint.Origin;

    /// <summary>In ascending order, each once.</summary>
    public IReadOnlyList<long> SizesOf(EpochPlace epoch) => sizes[epoch];

    void TakeStored(CheckpointClaim stored, ReadNote note)
    {
        var epoch = Epochs.FirstOrDefault(each => each.Number == stored.Epoch);
        var position = epoch is null ? 0 : Math.Max(1, epoch.FirstPosition + stored.Size - 1);
        if (note.Checkpoint is not { } checkpoint || epoch is null
            || checkpoint.Origin != epoch.Origin || checkpoint.Size != stored.Size
            || !checkpoint.Root.Bytes.SequenceEqual(stored.Root.Span))
        {
            findings.Add(new(
                position, RecordClass.Tampered, LogPart.Checkpoint,
                $"The stored checkpoint of size {Spelling.NumberOf(stored.Size)} is not what stands beside it."));
            return;
        }

        Take(checkpoint, note, epoch, position, isOutside: false);
    }

    void TakeOutside(ReadNote note)
    {
        if (note.Checkpoint is not { } checkpoint)
        {
            findings.Add(new(
                0, RecordClass.Unverifiable, LogPart.Checkpoint, "What was given as a checkpoint is none."));
            return;
        }

        var epoch = Epochs.FirstOrDefault(each => each.Origin == checkpoint.Origin);
        if (epoch is null)
        {
            findings.Add(new(
                0, RecordClass.Tampered, LogPart.Epoch,
                $"There is a checkpoint of {checkpoint.Origin}, and the database has no such log."));
            return;
        }

        var position = Math.Max(1, epoch.FirstPosition + checkpoint.Size - 1);
        var isStored = Of(epoch).Any(tree => tree.Size == checkpoint.Size && tree.Root == checkpoint.Root);
        if (Take(checkpoint, note, epoch, position, isOutside: true) && !isStored)
        {
            findings.Add(new(
                position, RecordClass.Missing, LogPart.Checkpoint,
                $"The checkpoint of size {Spelling.NumberOf(checkpoint.Size)} was signed and is not stored."));
        }
    }

    /// <summary>A signature not by the log's key is evidence beside the log; from elsewhere it is no proof.</summary>
    bool Take(Checkpoint checkpoint, ReadNote note, EpochPlace epoch, long position, bool isOutside)
    {
        if (note.IsSigned)
        {
            trees[epoch].Add(new(epoch, checkpoint.Size, checkpoint.Root, isOutside, note.Counts));
            return true;
        }

        if (policy.Logs.Any(log => log.Key.Name == epoch.Origin))
        {
            findings.Add(new(
                position, isOutside ? RecordClass.Unverifiable : RecordClass.Tampered, LogPart.Checkpoint,
                $"The checkpoint of size {Spelling.NumberOf(checkpoint.Size)} is not signed by the log's key."));
        }
        else if (unknownOrigins.Add(epoch.Origin))
        {
            findings.Add(new(
                0, RecordClass.Unverifiable, LogPart.Checkpoint, $"The policy names no key of {epoch.Origin}."));
        }

        return false;
    }

    /// <summary>Without a checkpoint where it is none. By any thread.</summary>
    ReadNote Read(ReadOnlyMemory<byte> bytes)
    {
        if (Parse(bytes.Span) is not var (note, checkpoint))
        {
            return default;
        }

        var verified = policy.Verify(note);
        return new(
            checkpoint,
            (policy with { Quorum = LogPolicy.NoQuorum }).Evaluate(note, verified) is LogVerdict.Proven,
            policy.Evaluate(note, verified) is LogVerdict.Proven);
    }

    static (SignedNote Note, Checkpoint Checkpoint)? Parse(ReadOnlySpan<byte> bytes) =>
        SignedNote.Parse(bytes) is Parsed<SignedNote>.Accepted { Value: var note }
        && Checkpoint.Parse(note.Text) is Parsed<Checkpoint>.Accepted { Value: var checkpoint }
            ? (note, checkpoint)
            : null;

    /// <param name="IsSigned">By the log's key.</param>
    readonly record struct ReadNote(Checkpoint? Checkpoint, bool IsSigned, bool Counts);
}

/// <summary>A tree that the log's key signed.</summary>
/// <param name="IsOutside">The checkpoint was kept elsewhere.</param>
/// <param name="Counts">Everything that the policy asks for is there, cosignatures too.</param>
sealed record SignedTree(EpochPlace Epoch, long Size, Hash Root, bool IsOutside, bool Counts);
