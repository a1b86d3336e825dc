namespace NetTimeline.Ledger.Notes;

/// <summary>What signers of all sorts ask of the key they are given.</summary>
static class PrivateKey
{
    public static Parsed<T> Read<T>(string name, NoteKeyType type, string pem, Func<VerifierKey, byte[], T> signer)
    {
        var faults = new List<TextFault>();
        if (!Spelling.IsKeyName(name))
        {
            faults.Add(new TextFault(0, "The name of a key is not empty and has neither white space nor a plus."));
        }

        if (EcdsaP256.Read(pem) is not { } read)
        {
            faults.Add(new TextFault(0, "This is not the PEM of a private key on P-256 in PKCS#8, not encrypted."));
            return new Parsed<T>.Refused(faults);
        }

        return faults.Count > 0
            ? new Parsed<T>.Refused(faults)
            : new Parsed<T>.Accepted(signer(new VerifierKey(name, type, read.Public), read.Private));
    }
}
