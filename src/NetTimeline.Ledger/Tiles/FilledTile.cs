using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>A tile of the tree that has all its hashes and never changes again.</summary>
/// <param name="Hashes">256.</param>
/// <param name="Middle">The 16 half-way up, see <see cref="LeafNodes"/>.</param>
/// <param name="Root">Of the tree over them; a hash of the next level's tile.</param>
public sealed record FilledTile(
    TileAddress Address, ReadOnlyMemory<Hash> Hashes, ReadOnlyMemory<Hash> Middle, Hash Root)
{
    /// <param name="number">Counted from 0 within the level.</param>
    /// <param name="hashes">256.</param>
    internal static FilledTile From(int level, long number, ReadOnlyMemory<Hash> hashes)
    {
        var middle = MerkleTree.Above(hashes.Span, LeafNodes.GroupHeight);
        return new(
            new(level, number, TileAddress.WidthFull), hashes, middle, MerkleTree.PerfectRoot(middle));
    }
}
