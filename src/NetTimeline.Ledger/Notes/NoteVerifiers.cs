namespace NetTimeline.Ledger.Notes;

/// <summary>Verifiers of the keys that the framework can verify by.</summary>
public static class NoteVerifiers
{
    /// <summary>
    /// Nothing for a key whose signatures cannot be verified here; a note signed by such keys alone stays unverified.
    /// </summary>
    public static INoteVerifier? Of(VerifierKey key) => key.Type switch
    {
        NoteKeyType.Ecdsa => new EcdsaVerifier(key),
        NoteKeyType.EcdsaCosignature => new CosignatureVerifier(key),
        _ => null,
    };

    sealed class EcdsaVerifier(VerifierKey key) : INoteVerifier
    {
        public VerifierKey Key => key;

        public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
            EcdsaP256.Verifies(key.PublicKey.Span, text, signature);
    }

    sealed class CosignatureVerifier(VerifierKey key) : INoteVerifier
    {
        public VerifierKey Key => key;

        public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) =>
            Cosignature.TryReadTime(signature, out var unixSeconds)
            && EcdsaP256.Verifies(
                key.PublicKey.Span, Cosignature.Message(text, unixSeconds), signature[Cosignature.TimeLength..]);
    }
}
