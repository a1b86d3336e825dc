using System.Buffers;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using NetTimeline.UnitTests.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Tiles;

public sealed class TreeTilesTests
{
    static readonly NaiveTree Naive = new();

    [Fact]
    public void Seventy_thousand_leaves_are_the_tiles_of_the_specification()
    {
        var tiles = TreeTiles.Of(70_000).ToList();

        Assert.Equal(273, tiles.Count(tile => tile is { Level: 0, IsFull: true }));
        Assert.Equal(1, tiles.Count(tile => tile is { Level: 1, IsFull: true }));
        Assert.Equal(
            ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"],
            tiles.Where(tile => !tile.IsFull).Select(tile => tile.Path));
        Assert.Equal(277, tiles.Count);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "tile/0/000.p/1")]
    [InlineData(256, "tile/0/000 tile/1/000.p/1")]
    [InlineData(257, "tile/0/000 tile/0/001.p/1 tile/1/000.p/1")]
    public void Small_trees_have_these_tiles(long size, string paths) =>
        Assert.Equal(paths, string.Join(' ', TreeTiles.Of(size).Select(tile => tile.Path)));

    [Fact]
    public void What_becomes_full_is_what_was_not_full_before()
    {
        long[] sizes = [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 131_072, 200_000];
        foreach (var from in sizes)
        {
            foreach (var to in sizes.Where(size => size >= from))
            {
                Assert.Equal(
                    TreeTiles.Of(to).Where(tile => tile.IsFull).Except(TreeTiles.Of(from)),
                    TreeTiles.Full(from, to));
            }
        }
    }

    [Fact]
    public void A_tile_comes_after_those_whose_roots_it_holds() => Assert.Equal(
        ["tile/0/255", "tile/1/000"],
        TreeTiles.Full(65_535, 65_536).Select(tile => tile.Path));

    [Fact]
    public void The_largest_tree_has_tiles_at_eight_levels() => Assert.Equal(
        [255, 255, 255, 255, 255, 255, 255, 127],
        TreeTiles.Partial(long.MaxValue).Select(tile => tile.Width));

    [Theory]
    [InlineData(70_000)]
    [InlineData(65_536)]
    [InlineData(1000)]
    [InlineData(256)]
    [InlineData(1)]
    public void Proofs_from_tiles_are_those_of_the_definition(int size)
    {
        var hashes = new TileHashes(size, NodesOf);
        for (var index = 0; index < size; index += 1 + (size / 50))
        {
            Assert.Equal(Naive.Path(index, 0, size), InclusionProof.Make(index, size, hashes));
            Assert.Equal(Naive.Proof(index + 1, size), ConsistencyProof.Make(index + 1, size, hashes));
        }
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(65_536)]
    [InlineData(256)]
    public void Of_the_tile_of_its_leaf_a_proof_takes_sixteen_hashes_and_the_middle(int size)
    {
        for (var index = 0; index < size / 256 * 256; index += 1 + (size / 300))
        {
            var hashes = new TileHashes(size, tile => tile is { Level: 0, IsFull: true } && tile.Index == index / 256
                ? LeafNodesOf(tile, index % 256 / 16)
                : NodesOf(tile));
            Assert.Equal(Naive.Path(index, 0, size), InclusionProof.Make(index, size, hashes));
        }
    }

    [Fact]
    public void What_is_had_for_one_leaf_says_nothing_below_the_middle_of_others()
    {
        var tile = new TileAddress(0, 0, 256);
        ITileNodes nodes = LeafNodesOf(tile, 3);

        Assert.Equal(NodesOf(tile).Of(3, 7), nodes.Of(3, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => nodes.Of(3, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => nodes.Of(0, 64));
        Assert.Throws<InvalidDataException>(() => new LeafNodes(0, new byte[512], new byte[480]));
    }

    [Fact]
    public void No_tile_is_read_for_a_proof_but_those_that_were_announced()
    {
        const int Size = 70_000;
        var ranges = InclusionProof.Ranges(12_345, Size);
        var read = new HashSet<TileAddress>();
        var hashes = new TileHashes(Size, tile =>
        {
            read.Add(tile);
            return NodesOf(tile);
        });

        InclusionProof.Make(12_345, Size, hashes);

        Assert.Equal(
            TreeTiles.For(ranges, Size).Order(ByPath),
            read.Order(ByPath));
    }

    [Fact]
    public void A_full_tile_is_one_hash_of_the_level_above()
    {
        Assert.Equal(Naive.Root(256), TreeTiles.RootOf(TileOf(new TileAddress(0, 0, 256)).Span));
        Assert.Throws<ArgumentException>(() => TreeTiles.RootOf(TileOf(new TileAddress(0, 0, 255)).Span));
    }

    [Fact]
    public void A_tile_of_another_length_is_no_tile()
    {
        var hashes = new TileHashes(300, tile => new TileNodes(tile, TileOf(tile).Span[1..]));

        Assert.Throws<InvalidDataException>(() => InclusionProof.Make(0, 300, hashes));
    }

    [Fact]
    public void Entries_are_bundled_behind_their_lengths_and_read_again()
    {
        var bundle = new ArrayBufferWriter<byte>();
        EntryBundle.Write(bundle, "one"u8);
        EntryBundle.Write(bundle, []);
        EntryBundle.Write(bundle, new byte[256]);

        Assert.Equal("00036f6e65" + "0000" + "0100", Convert.ToHexStringLower(bundle.WrittenSpan[..9]));
        Assert.True(EntryBundle.TryRead(bundle.WrittenMemory, 3, out var entries));
        Assert.Equal([3, 0, 256], entries.Select(entry => entry.Length));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("00", 0)]
    [InlineData("00", 1)]
    [InlineData("0001", 1)]
    [InlineData("0000", 0)]
    [InlineData("0000", 2)]
    [InlineData("000000", 1)]
    [InlineData("00016f6e", 1)]
    public void A_bundle_of_other_than_its_entries_is_refused(string bytes, int width) =>
        Assert.False(EntryBundle.TryRead(Convert.FromHexString(bytes), width, out _));

    [Fact]
    public void An_entry_too_long_for_a_bundle_is_a_bug() => Assert.Throws<OverflowException>(
        () => EntryBundle.Write(new ArrayBufferWriter<byte>(), new byte[65_536]));

    static TileNodes NodesOf(TileAddress tile) => new(tile, TileOf(tile).Span);

    static LeafNodes LeafNodesOf(TileAddress tile, int group) => new(
        group,
        TileOf(tile).Span.Slice(group * 512, 512),
        [.. Enumerable.Range(0, 16)
            .SelectMany(node => Naive.Of(new Subtree(4, (tile.Index * 16) + node)).Bytes.ToArray())]);

    static Comparer<TileAddress> ByPath { get; } =
        Comparer<TileAddress>.Create((one, other) => string.CompareOrdinal(one.Path, other.Path));

    static ReadOnlyMemory<byte> TileOf(TileAddress tile) => Enumerable.Range(0, tile.Width)
        .Select(i => Naive.Of(new Subtree(tile.Level * 8, (tile.Index * 256) + i)))
        .SelectMany(hash => hash.Bytes.ToArray())
        .ToArray();
}
