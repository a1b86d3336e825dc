using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Verification;

/// <summary>The tree of one epoch as it grows range by range, by the entries; without leaves at first.</summary>
/// <param name="epoch">Where it lies.</param>
/// <param name="signed">In ascending order of their sizes.</param>
sealed class EpochTree(EpochPlace epoch, IReadOnlyList<SignedTree> signed)
{
    readonly List<Hash> tileRoots = [];
    readonly List<(SignedTree Tree, bool Fits)> compared =
        [.. signed.TakeWhile(tree => tree.Size == 0).Select(tree => (tree, tree.Root == MerkleTree.EmptyRoot))];
    Frontier tiles = Frontier.Empty;
    int nextSigned = signed.TakeWhile(tree => tree.Size == 0).Count();

    public EpochPlace Epoch => epoch;

    public long Size { get; private set; }

    /// <summary>Of all leaves, by the entries.</summary>
    public Hash Root { get; private set; } = MerkleTree.EmptyRoot;

    /// <summary>
    /// Up to this size the entries are those that the log's key signed, with or without whom the policy asks for.
    /// </summary>
    public long Vouched { get; private set; }

    /// <summary>Up to this size they stand under a checkpoint that the policy lets count.</summary>
    public long Counted { get; private set; }

    /// <summary>When the first leaf behind that was recorded; null where there is none, or none that says so.</summary>
    public long? UncountedSinceUs { get; private set; }

    /// <summary>The largest size that was signed.</summary>
    public long Signed { get; } = signed is [.., var largest] ? largest.Size : 0;

    public IEnumerable<SignedTree> Fitting => compared.Where(each => each.Fits).Select(each => each.Tree);

    public IEnumerable<SignedTree> Unfitting => compared.Where(each => !each.Fits).Select(each => each.Tree);

    /// <summary>The largest that was signed, where there are not as many leaves.</summary>
    public SignedTree? Beyond => signed is [.., var largest] && largest.Size > Size ? largest : null;

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
        Frontier[] grown = [tiles, .. tree.Tiles.Select(Grow)];
        var tilesBefore = Size / TileAddress.WidthFull;
        foreach (var claim in tree.Claims)
        {
            if (!grown[claim.Tiles - tilesBefore].ToBytes().AsSpan().SequenceEqual(claim.High))
            {
                OtherFrontiers.Add(claim.Commit);
            }
        }

        for (; nextSigned < signed.Count && signed[nextSigned].Size <= Size + range.Count; nextSigned++)
        {
            var at = (signed[nextSigned].Size / TileAddress.WidthFull) - tilesBefore;
            Compare(signed[nextSigned], RootOf(grown[at], tree.Edges[signed[nextSigned].Size]));
        }

        if (Counted >= Size)
        {
            UncountedSinceUs = Counted - Size < range.Count ? range.RecordedUs((int)(Counted - Size)) : null;
        }

        tileRoots.AddRange(tree.Tiles.Where(tile => tile.Width == TileAddress.WidthFull).Select(tile => tile.Root));
        OtherLeaves.AddRange(tree.OtherLeaves);
        OtherFrontiers.AddRange(tree.OtherFrontiers);
        Size += range.Count;
        Root = RootOf(tiles, tree.End);
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
                var filled = FilledTile.From(
                    level, at, below.AsMemory(at * TileAddress.WidthFull, TileAddress.WidthFull));
                roots[at] = filled.Root;
                yield return filled;
            }

            below = roots;
        }
    }

    void Compare(SignedTree other, Hash root)
    {
        var fits = root == other.Root;
        compared.Add((other, fits));
        Vouched = fits ? other.Size : Vouched;
        Counted = fits && other.Counts ? other.Size : Counted;
    }

    Frontier Grow(WalkedTile tile) =>
        tiles = tile.Width == TileAddress.WidthFull ? tiles.Append(tile.Root) : tiles;

    static Hash RootOf(Frontier tiles, Frontier edge) => Frontier.RootOf([.. tiles.Subtrees, .. edge.Subtrees]);
}
