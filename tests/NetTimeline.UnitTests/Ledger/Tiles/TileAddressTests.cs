using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Tiles;

/// <summary>
/// Paths and arithmetic as C2SP's tlog-tiles gives them in examples, and as the tests of transparency-dev/tessera do
/// (api/layout, Apache-2.0, read at 739d816 and 20357ba).
/// </summary>
public sealed class TileAddressTests
{
    [Theory]
    [InlineData("tile/0/000", 0, 0, 256)]
    [InlineData("tile/0/000.p/255", 0, 0, 255)]
    [InlineData("tile/1/000.p/1", 1, 0, 1)]
    [InlineData("tile/1/000.p/4", 1, 0, 4)]
    [InlineData("tile/0/001", 0, 1, 256)]
    [InlineData("tile/15/x455/667", 15, 455_667, 256)]
    [InlineData("tile/3/x001/x234/567", 3, 1_234_567, 256)]
    [InlineData("tile/15/x123/x456/789", 15, 123_456_789, 256)]
    [InlineData("tile/0/x001/x234/067", 0, 1_234_067, 256)]
    [InlineData("tile/0/x001/x234/067.p/8", 0, 1_234_067, 8)]
    [InlineData("tile/0/x001/x234/067.p/89", 0, 1_234_067, 89)]
    [InlineData("tile/63/x999/x999/x999/x999/x999/999.p/255", 63, 999_999_999_999_999_999, 255)]
    public void A_path_and_a_tile_are_each_others(string path, int level, long index, int width)
    {
        var tile = new TileAddress(level, index, width);

        Assert.Equal(path, tile.Path);
        Assert.True(TileAddress.TryParse(path, out var read));
        Assert.Equal(tile, read);
    }

    [Theory]
    [InlineData("tile/entries/000", 0, 256)]
    [InlineData("tile/entries/000.p/8", 0, 8)]
    [InlineData("tile/entries/000.p/255", 0, 255)]
    [InlineData("tile/entries/001.p/1", 1, 1)]
    [InlineData("tile/entries/255.p/253", 255, 253)]
    [InlineData("tile/entries/256", 256, 256)]
    [InlineData("tile/entries/x001/x234/067.p/8", 1_234_067, 8)]
    [InlineData("tile/entries/x123/x456/789", 123_456_789, 256)]
    [InlineData("tile/entries/x123/x456/x789/000", 123_456_789_000, 256)]
    public void A_path_and_a_bundle_are_each_others(string path, long index, int width)
    {
        var bundle = new BundleAddress(index, width);

        Assert.Equal(path, bundle.Path);
        Assert.True(BundleAddress.TryParse(path, out var read));
        Assert.Equal(bundle, read);
    }

    [Theory]
    [InlineData(0, 256, "tile/entries/000")]
    [InlineData(255, 256, "tile/entries/000")]
    [InlineData(251, 255, "tile/entries/000.p/255")]
    [InlineData(256, 512, "tile/entries/001")]
    [InlineData(256, 257, "tile/entries/001.p/1")]
    [InlineData(123_456_789L * 256, 123_456_790L * 256, "tile/entries/x123/x456/789")]
    public void An_entry_is_in_the_bundle_that_is_as_wide_as_the_log_is_long(long entry, long size, string path) =>
        Assert.Equal(path, BundleAddress.Holding(entry, size).Path);

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile//000")]
    [InlineData("elit/0/000")]
    [InlineData("tile/0/x001/x234/067.p/")]
    [InlineData("tile/0/x001/x234/067.p")]
    [InlineData("tile/0/x001/x234/")]
    [InlineData("tile/0/x001/x234")]
    [InlineData("tile/0/x001/")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/1/x001/.p/abc")]
    [InlineData("tile/64/x001/002")]
    [InlineData("tile/-1/x001/002")]
    [InlineData("tile/abc/x001/002")]
    [InlineData("tile/00/001")]
    [InlineData("tile/8/001/002")]
    [InlineData("tile/8/x001/0002")]
    [InlineData("tile/8/x001/-002")]
    [InlineData("tile/8/x001/002.p/256")]
    [InlineData("tile/8/x001/002.p/0")]
    [InlineData("tile/8/x001/002.p/08")]
    [InlineData("tile/8/x001/002.p/8.p/8")]
    [InlineData("tile/8/x000/002")]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/٠٠١")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/entries/x000/002")]
    [InlineData("tile/entries/001.p/256")]
    public void Any_other_path_is_refused(string path)
    {
        Assert.False(TileAddress.TryParse(path, out _));
        Assert.False(BundleAddress.TryParse(path, out _));
    }

    [Fact]
    public void A_node_is_found_in_the_tile_that_is_published_for_it() => Assert.Equal(
        new TileAddress(1, 482_253, 256),
        TileAddress.Holding(new Subtree(8, 123_456_789), long.MaxValue));
}
