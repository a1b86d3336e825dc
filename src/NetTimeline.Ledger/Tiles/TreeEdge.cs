using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// What whoever appends to a log keeps of its tree: the frontier, and of each level the hashes of the tile that is not
/// full yet. Immutable, so that an append that was not committed is forgotten by forgetting what it returned.
/// </summary>
public sealed class TreeEdge
{
    readonly Hash[][] partial;

    TreeEdge(Frontier frontier, Hash[][] partial) => (Frontier, this.partial) = (frontier, partial);

    /// <summary>Of the tree without leaves.</summary>
    public static TreeEdge Empty { get; } = new(Frontier.Empty, []);

    public Frontier Frontier { get; }

    /// <summary>How many hashes the tile of this level has that is not full yet, in a tree of this size.</summary>
    public static int PartialWidth(long size, int level) =>
        (int)(size >> (TileAddress.Height * level)) & (TileAddress.WidthFull - 1);

    /// <summary>How many tiles of this level are full in a tree of this size.</summary>
    public static long FullTiles(long size, int level) => size >> (TileAddress.Height * (level + 1));

    /// <summary>How many levels of tiles, full or not, a tree of this size has.</summary>
    public static int Levels(long size) =>
        size == 0 ? 0 : ((63 - BitOperations.LeadingZeroCount((ulong)size)) / TileAddress.Height) + 1;

    /// <summary>Refuses tiles of which the frontier does not follow.</summary>
    /// <param name="frontier">As it was stored.</param>
    /// <param name="partial">Of each level, from the leaves on, the hashes of the tile that is not full.</param>
    public static bool TryRestore(
        Frontier frontier, IReadOnlyList<Hash[]> partial, [NotNullWhen(true)] out TreeEdge? edge)
    {
        var size = frontier.Size;
        var fits = partial.Count == Levels(size)
            && partial.Select((hashes, level) => hashes.Length == PartialWidth(size, level)).All(holds => holds)
            && SubtreesOf(partial).AsSpan().SequenceEqual(frontier.Subtrees);
        edge = fits ? new(frontier, [.. partial]) : null;
        return fits;
    }

    /// <summary>The edge of the tree with these leaves behind those it had, and the tiles that they fill.</summary>
    /// <param name="leaves">Hashes of leaves, in the order of the log.</param>
    public (TreeEdge Edge, IReadOnlyList<FilledTile> Filled) Append(ReadOnlySpan<Hash> leaves)
    {
        var filled = new List<FilledTile>();
        var levels = new List<Hash[]>(partial);
        var coming = leaves.ToArray();
        for (var level = 0; coming.Length > 0; level++)
        {
            if (level == levels.Count)
                levels.Add([]);
            Hash[] hashes = [.. levels[level], .. coming];
            var full = hashes.Length / TileAddress.WidthFull;
            coming = new Hash[full];
            for (var tile = 0; tile < full; tile++)
            {
                var inTile = hashes[(tile * TileAddress.WidthFull)..((tile + 1) * TileAddress.WidthFull)];
                filled.Add(FilledTile.From(level, FullTiles(Frontier.Size, level) + tile, inTile));
                coming[tile] = filled[^1].Root;
            }

            levels[level] = hashes[(full * TileAddress.WidthFull)..];
        }

        return (new(Frontier.Append(leaves), [.. levels]), filled);
    }

    /// <summary>Largest first, as a frontier has them.</summary>
    static Hash[] SubtreesOf(IReadOnlyList<Hash[]> partial)
    {
        var subtrees = new List<Hash>();
        foreach (var hashes in partial.Reverse())
        {
            for (var (begin, width) = (0, TileAddress.WidthFull / 2); width > 0; width /= 2)
            {
                if ((hashes.Length & width) == 0)
                    continue;
                subtrees.Add(MerkleTree.PerfectRoot(hashes.AsSpan(begin, width)));
                begin += width;
            }
        }

        return [.. subtrees];
    }
}
