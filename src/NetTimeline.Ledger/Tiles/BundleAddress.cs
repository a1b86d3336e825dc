namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// Where a bundle of up to 256 neighbouring entries lies, each the leaf in the tile of level 0 beside it.
/// </summary>
/// <param name="Index">Counted from 0.</param>
/// <param name="Width">How many entries: 1 to 255 in a partial bundle, 256 in a full one.</param>
public readonly record struct BundleAddress(long Index, int Width)
{
    const string Folder = "tile/entries/";

    /// <summary>As it is served, from the log's prefix on: <c>tile/entries/x001/x234/067.p/8</c>.</summary>
    public string Path => Folder + TileNumber.Of(Index, Width);

    /// <summary>The bundle of a log that has an entry.</summary>
    /// <param name="entry">Counted from 0; below the size.</param>
    public static BundleAddress Holding(long entry, long size)
    {
        var tile = TileAddress.Holding(new Tree.Subtree(0, entry), size);
        return new BundleAddress(tile.Index, tile.Width);
    }

    /// <summary>Refuses every path but the one that <see cref="Path"/> would write.</summary>
    public static bool TryParse(string path, out BundleAddress address)
    {
        address = default;
        if (!path.StartsWith(Folder, StringComparison.Ordinal)
            || !TileNumber.TryParse(path[Folder.Length..], out var index, out var width))
        {
            return false;
        }

        address = new BundleAddress(index, width);
        return true;
    }
}
