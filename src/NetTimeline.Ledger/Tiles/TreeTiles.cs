using System.Runtime.InteropServices;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>Which tiles a tree falls into. There are no empty ones.</summary>
public static class TreeTiles
{
    const int LeafLevelsMax = 63;

    /// <summary>All of them, level by level from the leaves, each level from left to right.</summary>
    public static IEnumerable<TileAddress> Of(long size) => Full(0, size).Concat(Partial(size))
        .OrderBy(tile => tile.Level).ThenBy(tile => tile.Index);

    /// <summary>Those that will change their width when the tree grows: at most one at each level.</summary>
    public static IEnumerable<TileAddress> Partial(long size)
    {
        for (var level = 0; HashesAt(level, size) > 0; level++)
        {
            var hashes = HashesAt(level, size);
            if (hashes % TileAddress.WidthFull != 0)
            {
                yield return At(level, hashes / TileAddress.WidthFull, size);
            }
        }
    }

    /// <summary>
    /// The tiles that are full in the larger tree and were not in the smaller. Level by level, so that each comes after
    /// all that its hashes are the roots of.
    /// </summary>
    /// <param name="from">How many leaves the smaller tree has.</param>
    public static IEnumerable<TileAddress> Full(long from, long to)
    {
        for (var level = 0; HashesAt(level, to) >= TileAddress.WidthFull; level++)
        {
            var end = HashesAt(level, to) / TileAddress.WidthFull;
            for (var index = HashesAt(level, from) / TileAddress.WidthFull; index < end; index++)
            {
                yield return new TileAddress(level, index, TileAddress.WidthFull);
            }
        }
    }

    /// <summary>The tiles to load for a proof, each once.</summary>
    /// <param name="ranges">What the hashes of the proof stand for.</param>
    /// <param name="size">Of the tree that the proof is taken from.</param>
    public static IEnumerable<TileAddress> For(IEnumerable<LeafRange> ranges, long size) => ranges
        .SelectMany(range => range.Subtrees())
        .Select(subtree => TileAddress.Holding(subtree, size))
        .Distinct();

    /// <summary>The hash that a full tile is in the level above.</summary>
    /// <param name="tile">The bytes of a full tile.</param>
    /// <exception cref="ArgumentException">It is not full.</exception>
    public static Hash RootOf(ReadOnlySpan<byte> tile) =>
        tile.Length == TileAddress.WidthFull * Hash.Length
            ? MerkleTree.PerfectRoot(MemoryMarshal.Cast<byte, Hash>(tile))
            : throw new ArgumentException($"A full tile does not have {tile.Length} bytes.", nameof(tile));

    /// <summary>The tile with an index, as wide as it is in a tree.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such tile.</exception>
    internal static TileAddress At(int level, long index, long size)
    {
        var hashes = HashesAt(level, size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index * TileAddress.WidthFull, hashes, nameof(index));
        var width = Math.Min(TileAddress.WidthFull, hashes - (index * TileAddress.WidthFull));
        return new TileAddress(level, index, (int)width);
    }

    // A shift by 64 would be none at all.
    static long HashesAt(int level, long size) =>
        level * TileAddress.Height < LeafLevelsMax ? size >> (level * TileAddress.Height) : 0;
}
