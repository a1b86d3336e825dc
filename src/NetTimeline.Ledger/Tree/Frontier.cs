using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace NetTimeline.Ledger.Tree;

/// <summary>
/// The right edge of a Merkle tree: all that is needed to append to it and to say its root. Immutable, so that an
/// append that was not committed is forgotten by forgetting what it returned.
/// </summary>
public sealed class Frontier
{
    const int SubtreesMax = 63;

    readonly Hash[] subtrees;

    Frontier(long size, Hash[] subtrees)
    {
        Size = size;
        this.subtrees = subtrees;
    }

    /// <summary>Of the tree without leaves.</summary>
    public static Frontier Empty { get; } = new(0, []);

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; }

    /// <summary>
    /// The roots of the perfect subtrees that the tree falls into, largest first: one for each binary one of its size.
    /// </summary>
    public ReadOnlySpan<Hash> Subtrees => subtrees;

    /// <summary>Hashes as often as the size has binary ones, less one.</summary>
    public Hash Root() => RootOf(subtrees);

    /// <summary>The frontier of the tree with these leaves behind those it had.</summary>
    /// <param name="leaves">Hashes of leaves, in the order of the log.</param>
    public Frontier Append(ReadOnlySpan<Hash> leaves)
    {
        Span<Hash> edge = stackalloc Hash[SubtreesMax + 1];
        subtrees.CopyTo(edge);
        var count = subtrees.Length;
        var size = Size;
        foreach (ref readonly var leaf in leaves)
        {
            edge[count++] = leaf;
            size++;
            for (var rest = size; (rest & 1) == 0; rest >>= 1)
            {
                count--;
                edge[count - 1] = MerkleTree.Node(edge[count - 1], edge[count]);
            }
        }

        return new Frontier(size, edge[..count].ToArray());
    }

    /// <inheritdoc cref="Append(ReadOnlySpan{Hash})"/>
    public Frontier Append(in Hash leaf) => Append([leaf]);

    /// <summary>
    /// To be stored beside the size: the subtrees' roots, 32 bytes each, largest first; nothing for the empty tree.
    /// </summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[subtrees.Length * Hash.Length];
        for (var i = 0; i < subtrees.Length; i++)
        {
            subtrees[i].Bytes.CopyTo(bytes.AsSpan(i * Hash.Length));
        }

        return bytes;
    }

    /// <summary>Refuses a size below zero, and bytes that are not as many as a tree of that size has.</summary>
    public static bool TryRead(long size, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Frontier? frontier)
    {
        frontier = null;
        if (size < 0 || bytes.Length != BitOperations.PopCount((ulong)size) * Hash.Length)
        {
            return false;
        }

        frontier = new Frontier(size, Hash.ReadAll(bytes));
        return true;
    }

    /// <summary>The root of a tree from its perfect subtrees, largest first.</summary>
    internal static Hash RootOf(ReadOnlySpan<Hash> subtrees)
    {
        if (subtrees.IsEmpty)
        {
            return MerkleTree.EmptyRoot;
        }

        var root = subtrees[^1];
        for (var i = subtrees.Length - 2; i >= 0; i--)
        {
            root = MerkleTree.Node(subtrees[i], root);
        }

        return root;
    }
}
