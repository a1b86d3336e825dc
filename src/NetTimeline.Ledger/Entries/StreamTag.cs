using System.Security.Cryptography;

namespace NetTimeline.Ledger.Entries;

/// <summary>
/// What the log calls a stream: the same in all its entries, so that an auditor can count them, and telling nobody
/// which stream it is who does not have its salt.
/// </summary>
public static class StreamTag
{
    /// <summary>How many random bytes a salt has; each stream has its own, and it is erased with the stream.</summary>
    public const int SaltLength = 32;

    const int IdLength = 16;

    /// <summary>HMAC-SHA256, keyed by the salt, over a label and the id in network order.</summary>
    /// <exception cref="ArgumentException">The salt has another length.</exception>
    public static Hash Of(ReadOnlySpan<byte> salt, Guid stream)
    {
        if (salt.Length != SaltLength)
        {
            throw new ArgumentException($"A salt has {SaltLength} bytes, not {salt.Length}.", nameof(salt));
        }

        var label = "ntl/stream/v1\0"u8;
        Span<byte> message = stackalloc byte[label.Length + IdLength];
        label.CopyTo(message);
        stream.TryWriteBytes(message[label.Length..], bigEndian: true, out _);
        Span<byte> tag = stackalloc byte[Hash.Length];
        HMACSHA256.HashData(salt, message, tag);
        return new Hash(tag);
    }
}
