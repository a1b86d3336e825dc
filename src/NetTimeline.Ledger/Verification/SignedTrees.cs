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
    readonly List<SignedTree> trees = [];
    readonly HashSet<string> unknownOrigins = [];
    readonly IReadOnlyList<EpochPlace> epochs;
    readonly LogPolicy policy;

    SignedTrees(IReadOnlyList<EpochPlace> epochs, LogPolicy policy) => (this.epochs, this.policy) = (epochs, policy);

    internal IReadOnlyList<Finding> Findings => findings;

    internal IEnumerable<SignedTree> Of(EpochPlace epoch) => trees.Where(tree => tree.Epoch == epoch);

    /// <param name="stored">From beside the log.</param>
    /// <param name="outside">Notes from elsewhere; each of them must still be beside the log.</param>
    public static SignedTrees From(
        IReadOnlyList<EpochPlace> epochs,
        LogPolicy policy,
        IReadOnlyList<CheckpointClaim> stored,
        IReadOnlyList<ReadOnlyMemory<byte>> outside)
    {
        var signed = new SignedTrees(epochs, policy);
        foreach (var checkpoint in stored)
        {
            signed.TakeStored(checkpoint);
        }

        foreach (var note in outside)
        {
            signed.TakeOutside(note);
        }

        return signed;
    }

    /// <summary>In ascending order, each once.</summary>
    public IReadOnlyList<long> SizesOf(EpochPlace epoch) =>
        [.. Of(epoch).Select(tree => tree.Size).Distinct().Order()];

    void TakeStored(CheckpointClaim stored)
    {
        var epoch = epochs.FirstOrDefault(each => each.Number == stored.Epoch);
        var position = epoch is null ? 0 : Math.Max(1, epoch.FirstPosition + stored.Size - 1);
        if (Read(stored.Note.Span) is not var (note, checkpoint) || epoch is null
            || checkpoint.Origin != epoch.Origin || checkpoint.Size != stored.Size
            || !checkpoint.Root.Bytes.SequenceEqual(stored.Root.Span))
        {
            findings.Add(new(
                position, RecordClass.Tampered, LogPart.Checkpoint,
                $"The stored checkpoint of size {Spelling.NumberOf(stored.Size)} is not what stands beside it."));
            return;
        }

        Take(note, checkpoint, epoch, position, isOutside: false);
    }

    void TakeOutside(ReadOnlyMemory<byte> bytes)
    {
        if (Read(bytes.Span) is not var (note, checkpoint))
        {
            findings.Add(new(
                0, RecordClass.Unverifiable, LogPart.Checkpoint, "What was given as a checkpoint is none."));
            return;
        }

        var epoch = epochs.FirstOrDefault(each => each.Origin == checkpoint.Origin);
        if (epoch is null)
        {
            findings.Add(new(
                0, RecordClass.Tampered, LogPart.Epoch,
                $"There is a checkpoint of {checkpoint.Origin}, and the database has no such log."));
            return;
        }

        var position = Math.Max(1, epoch.FirstPosition + checkpoint.Size - 1);
        var isStored = Of(epoch).Any(tree => tree.Size == checkpoint.Size && tree.Root == checkpoint.Root);
        if (Take(note, checkpoint, epoch, position, isOutside: true) && !isStored)
        {
            findings.Add(new(
                position, RecordClass.Missing, LogPart.Checkpoint,
                $"The checkpoint of size {Spelling.NumberOf(checkpoint.Size)} was signed and is not stored."));
        }
    }

    /// <summary>A signature not by the log's key is evidence beside the log; from elsewhere it is no proof.</summary>
    bool Take(SignedNote note, Checkpoint checkpoint, EpochPlace epoch, long position, bool isOutside)
    {
        var counts = policy.Evaluate(note) is LogVerdict.Proven;
        if (counts || (policy with { Quorum = LogPolicy.NoQuorum }).Evaluate(note) is LogVerdict.Proven)
        {
            trees.Add(new(epoch, checkpoint.Size, checkpoint.Root, isOutside, counts));
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

    static (SignedNote Note, Checkpoint Checkpoint)? Read(ReadOnlySpan<byte> bytes) =>
        SignedNote.Parse(bytes) is Parsed<SignedNote>.Accepted { Value: var note }
            && Checkpoint.Parse(note.Text) is Parsed<Checkpoint>.Accepted { Value: var checkpoint }
            ? (note, checkpoint)
            : null;
}

/// <summary>A tree that the log's key signed.</summary>
/// <param name="IsOutside">The checkpoint was kept elsewhere.</param>
/// <param name="Counts">Everything that the policy asks for is there, cosignatures too.</param>
sealed record SignedTree(EpochPlace Epoch, long Size, Hash Root, bool IsOutside, bool Counts);
