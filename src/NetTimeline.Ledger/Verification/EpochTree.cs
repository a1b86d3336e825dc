using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// The tree of one epoch as it grows range by range: by the entries, and as far as they are stored by the tiles.
/// </summary>
sealed class EpochTree(EpochPlace epoch, IReadOnlyList<SignedTree> signed)
{
    readonly List<Hash> tileRoots = [];
    readonly List<(SignedTree Tree, bool FitsEntries, bool FitsTiles)> compared =
        [.. signed.Where(tree => tree.Size == 0).Select(tree => (tree, IsEmptyRoot(tree), IsEmptyRoot(tree)))];
    Frontier byEntries = Frontier.Empty;
    Frontier byTiles = Frontier.Empty;

    public EpochPlace Epoch => epoch;

    public long Size { get; private set; }

    /// <summary>Up to this size the entries are those that were signed.</summary>
    public long Vouched => Fitting.Select(each => each.Size).DefaultIfEmpty().Max();

    /// <summary>The largest size that was signed.</summary>
    public long Signed => signed.Select(tree => tree.Size).DefaultIfEmpty().Max();

    public IEnumerable<SignedTree> Fitting => compared.Where(each => each.FitsEntries).Select(each => each.Tree);

    public IEnumerable<SignedTree> Unfitting => compared.Where(each => !each.FitsEntries).Select(each => each.Tree);

    public IEnumerable<SignedTree> Beyond => signed.Where(tree => tree.Size > Size);

    public List<long> OtherLeaves { get; } = [];

    /// <summary>Commits that say of the tree what its entries do not, in their order.</summary>
    public List<CommitPlace> OtherFrontiers { get; } = [];

    /// <summary>Full tiles that are not stored as they follow from the entries; whether there is one at all.</summary>
    public List<(FilledTile Filled, bool IsThere)> OtherUpperTiles { get; } = [];

    public bool Has(long position) => position >= epoch.FirstPosition && position < epoch.FirstPosition + Size;

    public bool Vouches(long position) => position - epoch.FirstPosition < Vouched;

    public bool IsSigned(long position) => position - epoch.FirstPosition < Signed;

    /// <summary>
    /// The largest tree below one that does not fit of which the entries are still those that were signed. Where the
    /// key signed two logs, only what was kept elsewhere tells.
    /// </summary>
    public long VouchedBelow(SignedTree other)
    {
        var signedTwo = Fitting.Any(each => each.Size >= other.Size);
        return Fitting.Where(each => each.Size < other.Size && (each.IsOutside || !signedTwo))
            .Select(each => each.Size).DefaultIfEmpty().Max();
    }

    public void Add(RangeOutcome range)
    {
        var tree = range.Tree;
        Frontier[] entries = [byEntries, .. tree.Tiles.Select(tile => Grow(ref byEntries, tile.Width, tile.ByEntries))];
        Frontier[] tiles = [byTiles, .. tree.Tiles.Select(tile => Grow(ref byTiles, tile.Width, tile.ByTiles))];
        var tilesBefore = Size / TileAddress.WidthFull;
        foreach (var claim in tree.Claims)
        {
            if (!entries[claim.Tiles - tilesBefore].ToBytes().AsSpan().SequenceEqual(claim.High))
            {
                OtherFrontiers.Add(claim.Commit);
            }
        }

        foreach (var each in signed)
        {
            if (tree.Edges.TryGetValue(each.Size, out var edge))
            {
                var at = (each.Size / TileAddress.WidthFull) - tilesBefore;
                compared.Add((
                    each, Root(entries[at], edge.ByEntries) == each.Root, Root(tiles[at], edge.ByTiles) == each.Root));
            }
        }

        tileRoots.AddRange(
            tree.Tiles.Where(tile => tile.Width == TileAddress.WidthFull).Select(tile => tile.ByEntries));
        OtherLeaves.AddRange(tree.OtherLeaves);
        OtherFrontiers.AddRange(tree.OtherFrontiers);
        Size += range.Count;
    }

    /// <summary>The full tiles above those of leaves, as they follow from the entries.</summary>
    public IEnumerable<FilledTile> UpperTiles()
    {
        var below = tileRoots.ToArray();
        for (var level = 1; below.Length >= TileAddress.WidthFull; level++)
        {
            var roots = new Hash[below.Length / TileAddress.WidthFull];
            for (var at = 0; at < roots.Length; at++)
            {
                var hashes = below.AsMemory(at * TileAddress.WidthFull, TileAddress.WidthFull);
                roots[at] = MerkleTree.PerfectRoot(hashes.Span);
                yield return new(new TileAddress(level, at, TileAddress.WidthFull), hashes, roots[at]);
            }

            below = roots;
        }
    }

    static bool IsEmptyRoot(SignedTree tree) => tree.Root == MerkleTree.EmptyRoot;

    static Frontier Grow(ref Frontier frontier, int width, Hash root) =>
        frontier = width == TileAddress.WidthFull ? frontier.Append(root) : frontier;

    static Hash Root(Frontier tiles, Frontier edge) => Frontier.RootOf([.. tiles.Subtrees, .. edge.Subtrees]);
}
