using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Witnessing;

/// <summary>What a witness answers, as C2SP's tlog-witness has it.</summary>
public abstract record WitnessAnswer
{
    WitnessAnswer() { }

    /// <summary>Cosigned, once this is kept as the newest of its log.</summary>
    public sealed record Cosign(SignedNote Note, Checkpoint Checkpoint) : WitnessAnswer;

    /// <summary>The old size is another than that of the tree that was cosigned last.</summary>
    public sealed record Conflict(long Size) : WitnessAnswer;

    /// <summary>No log of that origin is witnessed.</summary>
    public sealed record UnknownLog : WitnessAnswer;

    /// <summary>Not signed by the log.</summary>
    public sealed record NotSigned : WitnessAnswer;

    /// <summary>The request is none, or asks to go back.</summary>
    public sealed record Malformed(string Sentence) : WitnessAnswer;

    /// <summary>The proof does not lead from the one tree to the other.</summary>
    public sealed record NotProved : WitnessAnswer;
}

/// <summary>Whether a witness cosigns. Nobody else may decide about the same log until that was kept.</summary>
public static class WitnessRules
{
    /// <summary>Which log a checkpoint speaks for, before anything of it is believed; null where it is none.</summary>
    public static string? OriginOf(AddCheckpoint request) => Read(request)?.Origin;

    /// <param name="log">The keys of all logs that are witnessed.</param>
    /// <param name="cosigned">The newest that was cosigned; null where there is none.</param>
    public static WitnessAnswer Decide(
        AddCheckpoint request, IReadOnlyList<VerifierKey> log, Checkpoint? cosigned)
    {
        if (Read(request) is not { } checkpoint)
        {
            return new WitnessAnswer.Malformed("The note is no checkpoint.");
        }

        var keys = log.Where(key => key.Name == checkpoint.Origin).ToList();
        if (keys.Count == 0)
        {
            return new WitnessAnswer.UnknownLog();
        }

        if (request.Note.Verify(keys.Select(NoteVerifiers.Of).OfType<INoteVerifier>()) is not NoteVerdict.Signed)
        {
            return new WitnessAnswer.NotSigned();
        }

        if (request.OldSize > checkpoint.Size)
        {
            return new WitnessAnswer.Malformed("The old size is larger than the new one.");
        }

        var (oldSize, oldRoot) = (cosigned?.Size ?? 0, cosigned?.Root ?? MerkleTree.EmptyRoot);
        if (request.OldSize != oldSize)
        {
            return new WitnessAnswer.Conflict(oldSize);
        }

        // Two trees of one size are no proof of anything but a fork: the witness answers with what it has.
        return oldSize == checkpoint.Size && oldRoot != checkpoint.Root ? new WitnessAnswer.Conflict(oldSize)
            : IsProved(request, oldSize, oldRoot, checkpoint) ? new WitnessAnswer.Cosign(request.Note, checkpoint)
            : new WitnessAnswer.NotProved();
    }

    /// <summary>Every tree goes on from the one without leaves, and that is proved by nothing.</summary>
    static bool IsProved(AddCheckpoint request, long oldSize, Hash oldRoot, Checkpoint checkpoint) => oldSize == 0
        ? request.Proof.Count == 0 && (checkpoint.Size > 0 || checkpoint.Root == MerkleTree.EmptyRoot)
        : ConsistencyProof.Check(
            oldSize, checkpoint.Size, oldRoot.Bytes, checkpoint.Root.Bytes, [.. request.Proof]);

    static Checkpoint? Read(AddCheckpoint request) =>
        Checkpoint.Parse(request.Note.Text) is Parsed<Checkpoint>.Accepted { Value: var checkpoint }
            ? checkpoint
            : null;
}
