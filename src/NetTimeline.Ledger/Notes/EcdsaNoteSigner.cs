namespace NetTimeline.Ledger.Notes;

/// <summary>Signs notes with ECDSA on P-256, as a log does.</summary>
public sealed class EcdsaNoteSigner : INoteSigner
{
    readonly byte[] privateKey;

    EcdsaNoteSigner(VerifierKey key, byte[] privateKey)
    {
        Key = key;
        this.privateKey = privateKey;
    }

    public VerifierKey Key { get; }

    /// <param name="name">Of the key; for a log its origin.</param>
    /// <param name="pem">PKCS#8, not encrypted. Faults repeat nothing of it.</param>
    public static Parsed<EcdsaNoteSigner> FromPem(string name, string pem) =>
        PrivateKey.Read(name, NoteKeyType.Ecdsa, pem, (key, secret) => new EcdsaNoteSigner(key, secret));

    public byte[] Sign(ReadOnlySpan<byte> text) => EcdsaP256.Sign(privateKey, text);
}
