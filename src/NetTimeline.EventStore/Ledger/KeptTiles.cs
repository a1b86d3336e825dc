using System.Collections.Concurrent;
using NetTimeline.Ledger.Tiles;

namespace NetTimeline.EventStore;

/// <summary>
/// Tiles that were read lately. A tile of a width never changes, so that nothing here can be out of date; those of
/// upper levels are in every proof.
/// </summary>
/// <remarks>Safe to use from many threads; two that miss a tile at once both read it.</remarks>
sealed class KeptTiles
{
    /// <summary>Two generations of so many, 16 KB each: when the younger is full, the older goes.</summary>
    const int GenerationMax = 256;

    ConcurrentDictionary<(int Epoch, TileAddress Tile), TileNodes> younger = new();
    ConcurrentDictionary<(int Epoch, TileAddress Tile), TileNodes> older = new();

    public TileNodes? Find(int epoch, TileAddress tile)
    {
        if (younger.TryGetValue((epoch, tile), out var found))
            return found;
        if (older.TryGetValue((epoch, tile), out found))
            Keep(epoch, tile, found);
        return found;
    }

    public void Keep(int epoch, TileAddress tile, TileNodes nodes)
    {
        if (younger.Count >= GenerationMax)
            (older, younger) = (younger, new());
        younger[(epoch, tile)] = nodes;
    }
}
