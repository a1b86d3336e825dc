namespace NetTimeline.Ledger.Tree;

/// <summary>
/// Shows that a leaf is in a tree at an index, RFC 6962 section 2.1.1: the hashes beside the way from the leaf to the
/// root, the leaf's neighbour first.
/// </summary>
public static class InclusionProof
{
    /// <summary>What each hash of the proof stands for, in its order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No tree of that size has a leaf with that index.</exception>
    public static IReadOnlyList<LeafRange> Ranges(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var fromRoot = new List<LeafRange>();
        var around = new LeafRange(0, size);
        while (around.End - around.First > 1)
        {
            var (left, right) = around.Split();
            (around, var beside) = index < right.First ? (left, right) : (right, left);
            fromRoot.Add(beside);
        }

        fromRoot.Reverse();
        return fromRoot;
    }

    /// <exception cref="ArgumentOutOfRangeException">No tree of that size has a leaf with that index.</exception>
    public static Hash[] Make(long index, long size, IHashes hashes) =>
        [.. Ranges(index, size).Select(range => range.Root(hashes))];

    /// <summary>
    /// Whether the proof leads from the leaf to the root, neither too long nor too short, RFC 9162 section 2.1.3.2. An
    /// index that no tree of that size has is refused as a wrong proof is.
    /// </summary>
    public static bool Check(long index, long size, in Hash leaf, ReadOnlySpan<Hash> proof, in Hash root)
    {
        if (index < 0 || index >= size)
        {
            return false;
        }

        var hash = leaf;
        var (node, last) = (index, size - 1);
        foreach (ref readonly var beside in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsOdd(node) || node == last)
            {
                hash = MerkleTree.Node(beside, hash);
                (node, last) = UpToRightChild(node, last);
            }
            else
            {
                hash = MerkleTree.Node(hash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    internal static bool IsOdd(long node) => (node & 1) == 1;

    /// <summary>
    /// On the right edge levels without a neighbour are passed over: there the node is the one below it.
    /// </summary>
    internal static (long Node, long Last) UpToRightChild(long node, long last)
    {
        while (node != 0 && !IsOdd(node))
        {
            (node, last) = (node >> 1, last >> 1);
        }

        return (node, last);
    }
}
