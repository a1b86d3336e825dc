using NetTimeline.Ledger;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Tiles;

public sealed class TreeEdgeTests
{
    /// <summary>Enough for a full tile of full tiles and a little more.</summary>
    const int Most = (256 * 256) + 300;

    static readonly Hash[] Leaves =
        [.. Enumerable.Range(0, Most).Select(n => MerkleTree.Leaf(BitConverter.GetBytes(n)))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    [InlineData(Most)]
    public void However_leaves_come_the_frontier_is_theirs_and_each_tile_is_filled_once(int atOnce)
    {
        var (edge, tiles) = Append(TreeEdge.Empty, Leaves, atOnce);

        Assert.Equal(Frontier.Empty.Append(Leaves).ToBytes(), edge.Frontier.ToBytes());
        Assert.Equal(
            [.. Enumerable.Range(0, 257).Select(number => (0, (long)number)).Where(tile => tile.Item2 < Most / 256),
                (1, 0L)],
            tiles.Select(tile => (tile.Address.Level, tile.Address.Index)).Order());
        Assert.All(tiles, tile => Assert.Equal(256, tile.Hashes.Length));
        Assert.All(
            tiles.Where(tile => tile.Address.Level == 0),
            tile => Assert.Equal(Leaves[(int)(tile.Address.Index * 256)..][..256], tile.Hashes.ToArray()));
        Assert.All(tiles, tile => Assert.Equal(
            tile.Hashes.ToArray().Chunk(16).Select(group => Frontier.Empty.Append(group).Root()),
            tile.Middle.ToArray()));
        var upper = tiles.Single(tile => tile.Address.Level == 1);
        Assert.Equal(
            tiles.Where(tile => tile.Address is { Level: 0, Index: < 256 }).OrderBy(tile => tile.Address.Index)
                .Select(tile => tile.Root),
            upper.Hashes.ToArray());
        Assert.Equal(Frontier.Empty.Append(Leaves.AsSpan(0, 65536)).Root(), upper.Root);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(70_000)]
    public void It_is_restored_from_what_is_stored_of_it(int wanted)
    {
        var size = Math.Min(wanted, Most);
        var (edge, tiles) = Append(TreeEdge.Empty, Leaves[..size], 100);
        var partial = PartialOf(size, tiles);

        Assert.True(TreeEdge.TryRestore(edge.Frontier, partial, out var restored));
        var rest = Leaves[size..];
        Assert.Equal(
            edge.Append(rest).Edge.Frontier.ToBytes(), restored.Append(rest).Edge.Frontier.ToBytes());
    }

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        var (edge, tiles) = Append(TreeEdge.Empty, Leaves[..1000], 100);
        var partial = PartialOf(1000, tiles);

        Assert.True(TreeEdge.TryRestore(edge.Frontier, partial, out _));
        Assert.False(TreeEdge.TryRestore(edge.Frontier, [partial[0]], out _));
        Assert.False(TreeEdge.TryRestore(edge.Frontier, [partial[0][1..], partial[1]], out _));
        Assert.False(TreeEdge.TryRestore(edge.Frontier, [[.. partial[0][1..], default], partial[1]], out _));
        Assert.False(TreeEdge.TryRestore(edge.Frontier.Append(Leaves[0]), partial, out _));
    }

    static (TreeEdge Edge, List<FilledTile> Tiles) Append(TreeEdge edge, Hash[] leaves, int atOnce)
    {
        var tiles = new List<FilledTile>();
        foreach (var some in leaves.Chunk(atOnce))
        {
            (edge, var filled) = edge.Append(some);
            tiles.AddRange(filled);
        }

        return (edge, tiles);
    }

    static List<Hash[]> PartialOf(int size, List<FilledTile> tiles) =>
    [
        .. Enumerable.Range(0, TreeEdge.Levels(size)).Select(level => level == 0
            ? Leaves[(size & ~255)..size]
            : [.. tiles.Where(tile => tile.Address.Level == level - 1)
                .Where(tile => tile.Address.Index >= TreeEdge.FullTiles(size, level) << 8).Select(tile => tile.Root)]),
    ];
}
