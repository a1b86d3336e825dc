namespace NetTimeline.Ledger.Tiles;

/// <summary>A tile, or what is needed of it, with hashes of the tree that follow from it.</summary>
public interface ITileNodes
{
    /// <param name="height">Above the tile's own hashes: 0 for those, at most 7.</param>
    /// <param name="node">Counted from the left within the tile; its subtree lies within it.</param>
    Hash Of(int height, int node);
}
