using System.Buffers.Binary;

namespace NetTimeline.Ledger.Notes;

/// <summary>Cosigns checkpoints, as a witness does once it has found them consistent with all it cosigned.</summary>
public sealed class EcdsaCosigner
{
    readonly byte[] privateKey;

    EcdsaCosigner(VerifierKey key, byte[] privateKey)
    {
        Key = key;
        this.privateKey = privateKey;
    }

    public VerifierKey Key { get; }

    /// <param name="name">Of the witness.</param>
    /// <param name="pem">PKCS#8, not encrypted. Faults repeat nothing of it.</param>
    public static Parsed<EcdsaCosigner> FromPem(string name, string pem) =>
        PrivateKey.Read(name, NoteKeyType.EcdsaCosignature, pem, (key, secret) => new EcdsaCosigner(key, secret));

    /// <summary>The line to add to the note.</summary>
    /// <param name="unixSeconds">When the witness signs: whole seconds since the beginning of 1970, UTC.</param>
    public NoteSignature Sign(SignedNote note, long unixSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unixSeconds);
        var time = new byte[Cosignature.TimeLength];
        BinaryPrimitives.WriteInt64BigEndian(time, unixSeconds);
        byte[] signature =
            [.. time, .. EcdsaP256.Sign(privateKey, Cosignature.Message(note.TextBytes(), unixSeconds))];
        return new NoteSignature(Key.Name, Key.Id, signature);
    }
}
