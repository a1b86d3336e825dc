using System.Security.Cryptography;

namespace NetTimeline.Ledger.Notes;

/// <summary>
/// ECDSA on P-256 over SHA-256, signatures in DER. Keys are read again for each use: that takes microseconds, a note is
/// signed every few seconds, and the framework's keys are not safe to share between threads.
/// </summary>
static class EcdsaP256
{
    const string PemLabel = "PRIVATE KEY";
    const DSASignatureFormat Der = DSASignatureFormat.Rfc3279DerSequence;

    /// <summary>Whether it is a SubjectPublicKeyInfo of a point on P-256, spelled as DER spells it.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> spki)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return IsP256(key) && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(spki);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <param name="spki">A key that was found to be one.</param>
    public static bool Verifies(ReadOnlySpan<byte> spki, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(spki, out _);
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, Der);
    }

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
            return IsP256(key) ? (key.ExportPkcs8PrivateKey(), key.ExportSubjectPublicKeyInfo()) : null;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or ArgumentException)
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

    static bool IsP256(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value
            == ECCurve.NamedCurves.nistP256.Oid.Value;
}
