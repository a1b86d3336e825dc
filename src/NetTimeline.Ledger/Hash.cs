using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace NetTimeline.Ledger;

/// <summary>
/// 32 bytes that came out of SHA-256 or of its HMAC. The default is 32 zero bytes, which is the hash of nothing known.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Hash
{
    public const int Length = 32;

    // Four words in memory order, so that equality compares words and Bytes copies nothing.
    readonly (ulong, ulong) front;
    readonly (ulong, ulong) back;

    /// <exception cref="ArgumentException">
    /// There are not 32 bytes. For bytes of others see <see cref="TryRead"/>.
    /// </exception>
    public Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        front = MemoryMarshal.Read<(ulong, ulong)>(bytes);
        back = MemoryMarshal.Read<(ulong, ulong)>(bytes[16..]);
    }

    /// <summary>The bytes of this very value; they live as long as the variable they are asked of.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Hash>(in this));

    /// <summary>Refuses what has another length; any 32 bytes may be a hash.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Hash hash)
    {
        hash = bytes.Length == Length ? new Hash(bytes) : default;
        return bytes.Length == Length;
    }

    /// <summary>The hashes that lie behind each other in bytes whose length is a multiple of theirs.</summary>
    internal static Hash[] ReadAll(ReadOnlySpan<byte> bytes) => MemoryMarshal.Cast<byte, Hash>(bytes).ToArray();

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
