using System.Runtime.InteropServices;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// Hashes of a tree out of its tiles. Up to 127 are computed for one that is asked for: tiles keep every eighth level.
/// </summary>
/// <param name="size">Of the tree.</param>
/// <param name="tile">
/// The bytes of a tile of that tree; which will be asked for is known beforehand, see <see cref="TreeTiles.For"/>.
/// </param>
public sealed class TileHashes(long size, Func<TileAddress, ReadOnlyMemory<byte>> tile) : IHashes
{
    /// <exception cref="InvalidDataException">A tile has another length than its width says.</exception>
    public Hash Of(Subtree subtree)
    {
        var address = TileAddress.Holding(subtree, size);
        var bytes = tile(address);
        if (bytes.Length != address.Width * Hash.Length)
        {
            throw new InvalidDataException($"{address.Path} has {bytes.Length} bytes.");
        }

        var height = subtree.Level % TileAddress.Height;
        var first = (int)((subtree.Index << height) % TileAddress.WidthFull);
        return MerkleTree.PerfectRoot(MemoryMarshal.Cast<byte, Hash>(bytes.Span).Slice(first, 1 << height));
    }
}
