using NetTimeline.Ledger.Notes;

namespace NetTimeline.Ledger.Proofs;

/// <summary>What a checkpoint, or a proof that rests on one, is worth under a policy.</summary>
public abstract record LogVerdict
{
    LogVerdict() { }

    /// <summary>Everything the policy asks for is there and right.</summary>
    /// <param name="Log">By whose key the checkpoint is signed.</param>
    /// <param name="Witnesses">Everyone in the policy who cosigned it, in its order, asked for or not.</param>
    public sealed record Proven(Checkpoint Checkpoint, VerifierKey Log, IReadOnlyList<Witnessed> Witnesses)
        : LogVerdict;

    /// <summary>Nothing is wrong, but something is missing; it may be there another time.</summary>
    public sealed record Unproven(IReadOnlyList<string> Reasons) : LogVerdict;

    /// <summary>Something is wrong: bytes were altered, by whomever.</summary>
    public sealed record Refuted(IReadOnlyList<string> Reasons) : LogVerdict;
}

/// <summary>A witness and when it says it cosigned.</summary>
/// <param name="Name">As the policy calls it.</param>
/// <param name="UnixSeconds">Whole seconds since the beginning of 1970, UTC.</param>
public sealed record Witnessed(string Name, long UnixSeconds);
