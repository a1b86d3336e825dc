using System.Buffers.Binary;

namespace NetTimeline.Ledger.Entries;

/// <summary>
/// Holds whoever made it to some bytes without showing them: SHA-256(label ‖ nonce ‖ uint32_be length ‖ bytes).
/// </summary>
/// <remarks>
/// Clinical content can be guessed, and the bare hash of a guess confirms it. The nonce makes guessing hopeless for
/// whoever does not have it, and once it is erased the commitment says nothing about anybody. Labels keep the two
/// commitments of an event apart, the length keeps its bytes from running into anything that might follow.
/// </remarks>
public static class Commitment
{
    /// <summary>How many random bytes a nonce has; each commitment needs its own.</summary>
    public const int NonceLength = 32;

    const int LabelLength = 11;

    /// <param name="envelope">In canonical form.</param>
    /// <exception cref="ArgumentException">The nonce has another length.</exception>
    public static Hash OfEnvelope(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> envelope) =>
        Of("ntl/env/v1\0"u8, nonce, envelope);

    /// <param name="payload">In canonical form.</param>
    /// <exception cref="ArgumentException">The nonce has another length.</exception>
    public static Hash OfPayload(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> payload) =>
        Of("ntl/pay/v1\0"u8, nonce, payload);

    static Hash Of(ReadOnlySpan<byte> label, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> bytes)
    {
        if (nonce.Length != NonceLength)
        {
            throw new ArgumentException($"A nonce has {NonceLength} bytes, not {nonce.Length}.", nameof(nonce));
        }

        Span<byte> head = stackalloc byte[LabelLength + NonceLength + sizeof(uint)];
        label.CopyTo(head);
        nonce.CopyTo(head[LabelLength..]);
        BinaryPrimitives.WriteInt32BigEndian(head[(LabelLength + NonceLength)..], bytes.Length);
        return Sha256.Of(head, bytes);
    }
}
