using System.Buffers.Binary;
using System.Text;

namespace NetTimeline.Ledger.Notes;

/// <summary>
/// A witness's word that at a time it saw this checkpoint, and that it continued all those it had seen of that log.
/// </summary>
/// <remarks>
/// C2SP's cosignature/v1 with ECDSA in the place of Ed25519 and our own label in the place of its: signed is
/// <c>ntl-cosignature/v1\ntime SECONDS\n</c> followed by the text of the note; the signature is the time as uint64_be
/// followed by the ECDSA signature in DER.
/// </remarks>
public static class Cosignature
{
    internal const int TimeLength = sizeof(ulong);

    /// <summary>With its newline, both before what is signed and in the type of the key.</summary>
    internal static ReadOnlySpan<byte> Label => "ntl-cosignature/v1\n"u8;

    /// <summary>When the witness says it signed; says nothing unless the signature was verified.</summary>
    /// <param name="signature">Without the key's id.</param>
    /// <param name="unixSeconds">Whole seconds since the beginning of 1970, UTC.</param>
    public static bool TryReadTime(ReadOnlySpan<byte> signature, out long unixSeconds)
    {
        unixSeconds = signature.Length > TimeLength ? BinaryPrimitives.ReadInt64BigEndian(signature) : -1;
        return unixSeconds >= 0;
    }

    internal static byte[] Message(ReadOnlySpan<byte> text, long unixSeconds) =>
        [.. Label, .. Encoding.ASCII.GetBytes($"time {Spelling.NumberOf(unixSeconds)}\n"), .. text];
}
