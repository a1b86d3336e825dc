using NetTimeline.EventStore;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// Holds the tree of the database against what was signed, by the code that auditors check with and not by the code
/// that builds the tree.
/// </summary>
static class TreeGuard
{
    /// <summary>Null where the tree begins with every tree that was signed.</summary>
    public static async Task<Standstill?> JudgeAsync(
        LedgerReader reader, TreeHead head, SignedBefore before, CancellationToken cancellation)
    {
        if (before.Fault is { } fault)
        {
            return fault;
        }

        try
        {
            foreach (var (where, signed) in before.Evidence)
            {
                if (await JudgeAsync(reader, head, where, signed, cancellation) is { } standstill)
                {
                    return standstill;
                }
            }

            // With nothing signed there is nothing to begin with; but tiles and leaves have to say the same.
            return before.Evidence.Count > 0 || head.Size == 0
                || await reader.RootAsync(head.Epoch, head.Size, cancellation) == head.Root
                ? null
                : Standstill.Broken("The leaves of this database and its tiles lead to different roots.");
        }
        catch (EventStoreException broken) when (broken.IsOfTheLedger)
        {
            return Standstill.Broken(broken.Message);
        }
    }

    static async Task<Standstill?> JudgeAsync(
        LedgerReader reader, TreeHead head, string where, Checkpoint signed, CancellationToken cancellation)
    {
        if (signed.Size > head.Size)
        {
            return Standstill.Smaller(where, signed.Size, head.Size);
        }

        if (signed.Size == 0)
        {
            return null;
        }

        var proof = await reader.ConsistencyAsync(head.Epoch, signed.Size, head.Size, cancellation);
        return ConsistencyProof.Check(signed.Size, head.Size, signed.Root.Bytes, head.Root.Bytes, proof)
            ? null
            : Standstill.Inconsistent(where, signed.Size);
    }
}
