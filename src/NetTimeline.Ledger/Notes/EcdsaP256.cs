using System.Security.Cryptography;

namespace NetTimeline.Ledger.Notes;

/// <summary>
/// ECDSA on P-256 over SHA-256, signatures in DER. The framework's keys are not safe to share between threads. To read
/// one takes twice as long as to verify by it (100 and 45 µs), and whoever verifies a database does it ten thousand
/// times: so each thread keeps the few public keys that it verified by last. Private keys are read again for each use.
/// </summary>
static class EcdsaP256
{
    const string PemLabel = "PRIVATE KEY";
    const int PointLength = 64;
    const int KeysMax = 8;
    const DSASignatureFormat Der = DSASignatureFormat.Rfc3279DerSequence;

    [ThreadStatic]
    static Queue<(byte[] Spki, ECDsa Key)>? kept;

    // Up to the point itself, which is not compressed: id-ecPublicKey, prime256v1. There is one spelling in DER.
    static readonly byte[] SpkiHead = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    /// <summary>Whether it is the SubjectPublicKeyInfo of a point on P-256.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> spki)
    {
        if (!IsNamedP256(spki))
        {
            return false;
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <param name="spki">A key that was found to be one.</param>
    public static bool Verifies(ReadOnlySpan<byte> spki, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        KeyOf(spki).VerifyData(message, signature, HashAlgorithmName.SHA256, Der);

    /// <param name="pem">PKCS#8, not encrypted.</param>
    /// <returns>PKCS#8 and SubjectPublicKeyInfo; nothing if it is not the PEM of a key on P-256.</returns>
    public static (byte[] Private, byte[] Public)? Read(string pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != PemLabel)
        {
            return null;
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var spki = key.ExportSubjectPublicKeyInfo();
            return IsNamedP256(spki) ? (key.ExportPkcs8PrivateKey(), spki) : null;
        }
        catch (Exception unreadable)
            when (unreadable is CryptographicException or ArgumentException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    public static byte[] Sign(ReadOnlySpan<byte> pkcs8, ReadOnlySpan<byte> message)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return key.SignData(message, HashAlgorithmName.SHA256, Der);
    }

    /// <summary>Of this thread.</summary>
    static ECDsa KeyOf(ReadOnlySpan<byte> spki)
    {
        kept ??= [];
        foreach (var (known, key) in kept)
        {
            if (spki.SequenceEqual(known))
            {
                return key;
            }
        }

        var read = ECDsa.Create();
        read.ImportSubjectPublicKeyInfo(spki, out _);
        if (kept.Count == KeysMax)
        {
            kept.Dequeue().Key.Dispose();
        }

        kept.Enqueue((spki.ToArray(), read));
        return read;
    }

    /// <summary>A curve that is spelled out is refused, be it this one: keys are compared by their bytes.</summary>
    static bool IsNamedP256(ReadOnlySpan<byte> spki) =>
        spki.StartsWith(SpkiHead) && spki.Length == SpkiHead.Length + PointLength;
}
