using System.Runtime.InteropServices;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Tiles;

/// <summary>
/// A tile with all hashes of the tree that follow from it: those of the perfect subtrees over its own. Whoever asks a
/// tile often keeps this and hashes once.
/// </summary>
public sealed class TileNodes : ITileNodes
{
    readonly Hash[][] levels;

    /// <param name="tile">Says how many hashes there are.</param>
    /// <param name="bytes">32 for each.</param>
    /// <exception cref="InvalidDataException">The tile has another length than its width says.</exception>
    public TileNodes(TileAddress tile, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != tile.Width * Hash.Length)
            throw new InvalidDataException($"{tile.Path} has {bytes.Length} bytes.");
        levels = new Hash[TileAddress.Height][];
        levels[0] = MemoryMarshal.Cast<byte, Hash>(bytes).ToArray();
        for (var height = 1; height < TileAddress.Height; height++)
            levels[height] = MerkleTree.Above(levels[height - 1], levels: 1);
    }

    public Hash Of(int height, int node) => levels[height][node];
}
