namespace NetTimeline.Ledger.Notes;

/// <summary>How a key signs notes; the numbers are those that C2SP's signed-note has given out.</summary>
public enum NoteKeyType
{
    /// <summary>Ed25519 over the text. Known by name only: the framework has no Ed25519.</summary>
    Ed25519 = 0x01,

    /// <summary>ECDSA over the SHA-256 of the text, on P-256.</summary>
    Ecdsa = 0x02,

    /// <summary>A witness's Ed25519 over time and text. Known by name only.</summary>
    Ed25519Cosignature = 0x04,

    /// <summary>A witness's ML-DSA-44 over a structure of its own. Known by name only.</summary>
    MlDsa44Cosignature = 0x06,

    /// <summary>A witness's ECDSA over time and text: ours, under a label in the room left for such.</summary>
    EcdsaCosignature = 0xff,
}
