namespace NetTimeline.Ledger.Notes;

/// <summary>What the signatures of a note are worth to somebody who knows certain keys.</summary>
public abstract record NoteVerdict
{
    NoteVerdict() { }

    /// <summary>All signatures by known keys are theirs; at least one.</summary>
    public sealed record Signed(IReadOnlyList<VerifiedSignature> Signatures) : NoteVerdict;

    /// <summary>No signature claims to be by a known key: nothing can be said of the note.</summary>
    public sealed record ByNobodyKnown : NoteVerdict;

    /// <summary>Signatures claim to be by these keys and are not: refused, whoever else signed the note.</summary>
    public sealed record Forged(IReadOnlyList<VerifierKey> Keys) : NoteVerdict;
}

/// <summary>A signature and the key it was verified by.</summary>
public sealed record VerifiedSignature(VerifierKey Key, NoteSignature Signature);
