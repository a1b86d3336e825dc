using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Verification;

/// <summary>Whether an event that somebody shows was recorded as it is shown, by a proof and a policy alone.</summary>
public static class EventProofCheck
{
    /// <param name="shown">What it does not have may stand beside the proof, where nobody vouches for it.</param>
    public static VerificationReport Run(OpenedEvent shown, LogProof proof, LogPolicy policy)
    {
        var opened = proof.Extra is { } extra
            && OpenedEvent.Parse(extra) is Parsed<OpenedEvent>.Accepted { Value: var hints }
            ? shown.Or(hints)
            : shown;
        var checkpoint = Checkpoint.Parse(proof.Checkpoint.Text) is Parsed<Checkpoint>.Accepted { Value: var read }
            ? read
            : null;
        return new(
            1, [], [new(checkpoint?.Origin ?? "", checkpoint?.Size ?? 0, checkpoint?.Size ?? 0, 0)],
            [.. Findings(opened, proof, policy)]);
    }

    static IEnumerable<Finding> Findings(OpenedEvent opened, LogProof proof, LogPolicy policy)
    {
        var at = opened.Position;
        if (opened.Entry.IsEmpty)
        {
            yield return new(
                at, RecordClass.Unverifiable, LogPart.Entry, "There is no entry, neither shown nor beside the proof.");
            yield break;
        }

        if (!LedgerEntry.TryRead(opened.Entry.Span, out var entry, out _))
        {
            yield return new(at, RecordClass.Tampered, LogPart.Entry, "What is shown as entry is none.");
            yield break;
        }

        var leaf = MerkleTree.Leaf(opened.Entry.Span);
        foreach (var finding in OfVerdict(proof.Check(leaf, policy), at, LogPart.Proof))
        {
            yield return finding;
        }

        if (opened.Index >= 0 && opened.Index != proof.Index)
        {
            yield return new(
                at, RecordClass.Tampered, LogPart.Proof, "The proof is of another leaf than the event says.");
        }

        foreach (var (found, part) in opened.Faults(entry))
        {
            yield return OfContent(at, found, part);
        }

        if (opened.IsErased)
        {
            yield return new(
                at, RecordClass.Unverifiable, LogPart.Payload,
                "Its content is not shown. That it was erased is shown by an erasure in the log, and not here.");
        }
    }

    internal static IEnumerable<Finding> OfVerdict(LogVerdict verdict, long position, LogPart part) => verdict switch
    {
        LogVerdict.Refuted refuted => refuted.Reasons.Select(
            reason => new Finding(position, RecordClass.Tampered, part, reason)),
        LogVerdict.Unproven unproven => unproven.Reasons.Select(
            reason => new Finding(position, RecordClass.Unverifiable, LogPart.Checkpoint, reason)),
        _ => [],
    };

    internal static Finding OfContent(long position, RecordClass found, LogPart part) => new(
        position, found, part, found == RecordClass.Tampered
            ? "It is not what its entry commits to."
            : "It is not shown, or not what opens it.");
}
