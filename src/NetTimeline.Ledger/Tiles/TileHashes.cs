using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>Hashes of a tree out of its tiles, which keep every eighth level.</summary>
/// <param name="size">Of the tree.</param>
/// <param name="tile">
/// A tile of that tree; which will be asked for is known beforehand, see <see cref="TreeTiles.For"/>.
/// </param>
public sealed class TileHashes(long size, Func<TileAddress, ITileNodes> tile) : IHashes
{
    public Hash Of(Subtree subtree)
    {
        var height = subtree.Level % TileAddress.Height;
        var inTile = TileAddress.WidthFull >> height;
        return tile(TileAddress.Holding(subtree, size)).Of(height, (int)(subtree.Index % inTile));
    }
}
