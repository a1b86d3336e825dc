using System.Globalization;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// Where a tile lies: up to 256 neighbouring hashes of every eighth level of a Merkle tree, as C2SP's tlog-tiles cuts
/// it. The same index is another tile while it is partial.
/// </summary>
/// <param name="Level">Hashes of level 0 are those of leaves, each of level L + 1 is a full tile of L.</param>
/// <param name="Index">Counted from 0 within its level.</param>
/// <param name="Width">How many hashes: 1 to 255 in a partial tile, 256 in a full one.</param>
public readonly record struct TileAddress(int Level, long Index, int Width)
{
    /// <summary>How many hashes a full tile has.</summary>
    public const int WidthFull = 256;

    /// <summary>How many levels of the tree one level of tiles stands for.</summary>
    internal const int Height = 8;

    const int LevelMax = 63;
    const string Folder = "tile/";

    public bool IsFull => Width == WidthFull;

    /// <summary>As it is served, from the log's prefix on: <c>tile/0/x001/x234/067.p/8</c>.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{Folder}{Level}/{TileNumber.Of(Index, Width)}");

    /// <summary>The tile of a tree that has the hashes a subtree's root is computed from.</summary>
    /// <param name="size">Of the tree; the subtree lies within it.</param>
    public static TileAddress Holding(Subtree subtree, long size)
    {
        var level = subtree.Level / Height;
        var index = subtree.Index >> (Height - (subtree.Level % Height));
        return TreeTiles.At(level, index, size);
    }

    /// <summary>Refuses every path but the one that <see cref="Path"/> would write.</summary>
    public static bool TryParse(string path, out TileAddress address)
    {
        address = default;
        var slash = path.IndexOf('/', Math.Min(Folder.Length, path.Length));
        if (slash < 0
            || !int.TryParse(
                path.AsSpan(Folder.Length, slash - Folder.Length), NumberStyles.None, null, out var level)
            || level > LevelMax
            || !TileNumber.TryParse(path[(slash + 1)..], out var index, out var width))
        {
            return false;
        }

        var read = new TileAddress(level, index, width);
        address = read.Path == path ? read : default;
        return read.Path == path;
    }
}
