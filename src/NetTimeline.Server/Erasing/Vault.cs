using System.Security.Cryptography;
using System.Text.Json;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// Who patients are, encrypted for each with a key of its own (AES-256-GCM), which is itself encrypted with the master
/// key. The database has what was encrypted, and not the master key.
/// </summary>
/// <remarks>Safe to use from many threads. What is sealed for one patient cannot be opened as another's.</remarks>
sealed class Vault(SealedIdentities rows, byte[] masterKey)
{
    const byte Format = 1;
    const int KeyLength = 32;
    const int NonceLength = 12;
    const int TagLength = 16;
    const int BoxLength = NonceLength + TagLength;

    /// <summary>Null where none was kept.</summary>
    /// <exception cref="InvalidDataException">It was sealed with another key, or altered.</exception>
    public async Task<Identity?> FindAsync(Guid patient, CancellationToken cancellation) =>
        await rows.FindAsync(patient, cancellation) is { } kept ? Open(masterKey, patient, kept) : null;

    /// <summary>What is to be kept of a patient; never twice the same.</summary>
    public byte[] Seal(Guid patient, Identity identity)
    {
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        byte[] kept =
        [
            Format, .. Encrypted(masterKey, key, patient), .. Encrypted(key, ViewJson.Write(identity).Span, patient),
        ];
        CryptographicOperations.ZeroMemory(key);
        return kept;
    }

    /// <summary>Whether what is kept is an identity of this patient, sealed with this master key.</summary>
    public static bool Opens(byte[] masterKey, Guid patient, ReadOnlySpan<byte> kept)
    {
        try
        {
            Open(masterKey, patient, kept);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    static Identity Open(byte[] masterKey, Guid patient, ReadOnlySpan<byte> kept)
    {
        const int wrapped = BoxLength + KeyLength;
        try
        {
            if (kept is [Format, .. var boxes] && boxes.Length > wrapped)
            {
                var key = Decrypted(masterKey, boxes[..wrapped], patient);
                var identity = JsonElement.Parse(Decrypted(key, boxes[wrapped..], patient));
                CryptographicOperations.ZeroMemory(key);
                return ((Parsed<Identity>.Understood)ErasingJson.Read<Identity>(identity)).Value;
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            // Said below.
        }

        throw new InvalidDataException("An identity cannot be opened with this key.");
    }

    /// <summary>Nonce, tag, and what is encrypted.</summary>
    static byte[] Encrypted(byte[] key, ReadOnlySpan<byte> plain, Guid patient)
    {
        var box = new byte[BoxLength + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(
            box.AsSpan(0, NonceLength), plain, box.AsSpan(BoxLength), box.AsSpan(NonceLength, TagLength),
            patient.ToByteArray(bigEndian: true));
        return box;
    }

    static byte[] Decrypted(byte[] key, ReadOnlySpan<byte> box, Guid patient)
    {
        var plain = new byte[box.Length - BoxLength];
        using var cipher = new AesGcm(key, TagLength);
        cipher.Decrypt(
            box[..NonceLength], box[BoxLength..], box.Slice(NonceLength, TagLength), plain,
            patient.ToByteArray(bigEndian: true));
        return plain;
    }
}
