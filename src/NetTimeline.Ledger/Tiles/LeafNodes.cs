using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// What the proof of one leaf takes of a full tile: the hashes of the sixteen leaves around it, and those half-way up,
/// of the sixteen subtrees over sixteen leaves each.
/// </summary>
public sealed class LeafNodes : ITileNodes
{
    /// <summary>So many hashes are a group; a full tile has as many groups.</summary>
    public const int GroupWidth = 16;

    /// <summary>Levels above the tile's own hashes at which a group is one hash.</summary>
    internal const int GroupHeight = 4;

    readonly int group;
    readonly Hash[][] lower;
    readonly Hash[][] upper;

    /// <param name="group">Which of the tile's, from 0.</param>
    /// <param name="ofGroup">32 bytes for each of its hashes.</param>
    /// <param name="middle">32 bytes for each group of the tile.</param>
    /// <exception cref="InvalidDataException">They are not sixteen hashes each.</exception>
    public LeafNodes(int group, ReadOnlySpan<byte> ofGroup, ReadOnlySpan<byte> middle)
    {
        if (ofGroup.Length != GroupWidth * Hash.Length || middle.Length != GroupWidth * Hash.Length)
            throw new InvalidDataException("A group has sixteen hashes, and a tile as many groups.");
        this.group = group;
        (lower, upper) = (WithThoseAbove(ofGroup), WithThoseAbove(middle));
    }

    /// <exception cref="ArgumentOutOfRangeException">The subtree lies below the middle, in another group.</exception>
    Hash ITileNodes.Of(int height, int node)
    {
        if (height >= GroupHeight)
            return upper[height - GroupHeight][node];
        var inGroup = node - (group << (GroupHeight - height));
        ArgumentOutOfRangeException.ThrowIfNegative(inGroup, nameof(node));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(inGroup, GroupWidth >> height, nameof(node));
        return lower[height][inGroup];
    }

    static Hash[][] WithThoseAbove(ReadOnlySpan<byte> hashes)
    {
        var levels = new Hash[GroupHeight][];
        levels[0] = Hash.ReadAll(hashes);
        for (var height = 1; height < GroupHeight; height++)
            levels[height] = MerkleTree.Above(levels[height - 1], levels: 1);
        return levels;
    }
}
