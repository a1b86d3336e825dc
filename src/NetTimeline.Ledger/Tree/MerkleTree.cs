namespace NetTimeline.Ledger.Tree;

/// <summary>The hashes of a Merkle tree, RFC 6962 section 2.1, over SHA-256.</summary>
/// <remarks>
/// Leaves and nodes are told apart by their first byte, so that no entry can pass for two subtrees. A tree of n leaves
/// splits at the largest power of two below n.
/// </remarks>
public static class MerkleTree
{
    /// <summary>The root of the tree without leaves: the hash of nothing.</summary>
    public static Hash EmptyRoot { get; } = Sha256.Of([]);

    static ReadOnlySpan<byte> LeafPrefix => [0];

    /// <param name="entry">As it is served; for a log of ours the bytes of a ledger entry.</param>
    public static Hash Leaf(ReadOnlySpan<byte> entry) => Sha256.Of(LeafPrefix, entry);

    /// <param name="left">The hash of what comes first.</param>
    public static Hash Node(in Hash left, in Hash right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Hash.Length)];
        bytes[0] = 1;
        left.Bytes.CopyTo(bytes[1..]);
        right.Bytes.CopyTo(bytes[(1 + Hash.Length)..]);
        return Sha256.Of(bytes);
    }

    /// <summary>The root over hashes of perfect subtrees of one size.</summary>
    /// <param name="hashes">As many as a power of two, left to right.</param>
    /// <exception cref="ArgumentException">They are another number, or none.</exception>
    internal static Hash PerfectRoot(ReadOnlySpan<Hash> hashes)
    {
        if (!System.Numerics.BitOperations.IsPow2(hashes.Length))
        {
            throw new ArgumentException($"{hashes.Length} hashes make no perfect tree.", nameof(hashes));
        }

        return Above(hashes, System.Numerics.BitOperations.Log2((uint)hashes.Length))[0];
    }

    /// <summary>The nodes so many levels above neighbours; without those that lack a part of their subtree.</summary>
    internal static Hash[] Above(ReadOnlySpan<Hash> hashes, int levels)
    {
        var level = hashes.ToArray();
        var count = level.Length;
        for (; levels > 0; levels--)
        {
            count /= 2;
            for (var node = 0; node < count; node++)
            {
                level[node] = Node(level[2 * node], level[(2 * node) + 1]);
            }
        }

        return level[..count];
    }
}
