using System.Numerics;

namespace NetTimeline.Ledger.Tree;

/// <summary>
/// Shows that a tree begins with all leaves of an earlier one, unchanged and in their order, RFC 6962 section 2.1.2.
/// </summary>
public static class ConsistencyProof
{
    /// <summary>What each hash of the proof stands for, in its order; none where the sizes are the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The earlier tree has no leaves, with which every tree is consistent, or more than the later one.
    /// </exception>
    public static IReadOnlyList<LeafRange> Ranges(long earlier, long later)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, later);
        var fromRoot = new List<LeafRange>();
        var around = new LeafRange(0, later);
        while (around.End != earlier)
        {
            var (left, right) = around.Split();
            (around, var beside) = earlier <= right.First ? (left, right) : (right, left);
            fromRoot.Add(beside);
        }

        // What the earlier tree ends with is its whole root, which the verifier has, unless it began further left.
        if (around.First > 0)
        {
            fromRoot.Add(around);
        }

        fromRoot.Reverse();
        return fromRoot;
    }

    /// <inheritdoc cref="Ranges"/>
    public static Hash[] Make(long earlier, long later, IHashes hashes) =>
        [.. Ranges(earlier, later).Select(range => range.Root(hashes))];

    /// <summary>
    /// Whether the proof leads to both roots, neither too long nor too short, RFC 9162 section 2.1.4.2. An earlier tree
    /// without leaves is refused, since nothing would have been shown; so is one that is larger than the later.
    /// </summary>
    /// <param name="earlierRoot">As received: roots of trees of the same size are compared byte by byte.</param>
    public static bool Check(
        long earlier,
        long later,
        ReadOnlySpan<byte> earlierRoot,
        ReadOnlySpan<byte> laterRoot,
        ReadOnlySpan<Hash> proof)
    {
        if (earlier <= 0 || earlier > later)
        {
            return false;
        }

        if (earlier == later)
        {
            return proof.IsEmpty && earlierRoot.SequenceEqual(laterRoot);
        }

        return Hash.TryRead(earlierRoot, out var earlierHash)
            && Hash.TryRead(laterRoot, out var laterHash)
            && Leads(earlier, later, earlierHash, laterHash, proof);
    }

    static bool Leads(long earlier, long later, in Hash earlierRoot, in Hash laterRoot, ReadOnlySpan<Hash> proof)
    {
        var isPerfect = BitOperations.IsPow2(earlier);
        if (!isPerfect && proof.IsEmpty)
        {
            return false;
        }

        var earlierHash = isPerfect ? earlierRoot : proof[0];
        var laterHash = earlierHash;
        var (node, last) = (earlier - 1, later - 1);
        while (InclusionProof.IsOdd(node))
        {
            (node, last) = (node >> 1, last >> 1);
        }

        foreach (ref readonly var beside in isPerfect ? proof : proof[1..])
        {
            if (last == 0)
            {
                return false;
            }

            if (InclusionProof.IsOdd(node) || node == last)
            {
                earlierHash = MerkleTree.Node(beside, earlierHash);
                laterHash = MerkleTree.Node(beside, laterHash);
                (node, last) = InclusionProof.UpToRightChild(node, last);
            }
            else
            {
                laterHash = MerkleTree.Node(laterHash, beside);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && earlierHash == earlierRoot && laterHash == laterRoot;
    }
}
