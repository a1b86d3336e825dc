using System.Numerics;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// The part of a tree over the leaves of one range, tile by tile, from the entries; which stored tiles say other, and
/// what of the stored frontiers can be told without what lies before.
/// </summary>
sealed class TreeWalk(StoredRange stored, IReadOnlyList<long> sizes)
{
    readonly List<WalkedTile> tiles = [];
    readonly List<long> otherLeaves = [];
    readonly List<CommitPlace> otherFrontiers = [];
    readonly List<FrontierClaim> claims = [];
    readonly Dictionary<long, Frontier> edges = [];
    readonly List<Finding> findings = stored.Findings;
    Frontier end = Frontier.Empty;
    int nextCommit;
    int nextSize = FirstBehind(sizes, stored.FirstIndex);

    public WalkedTree Run()
    {
        for (var at = 0; at < stored.Count; at += TileAddress.WidthFull)
        {
            Walk(at, Math.Min(TileAddress.WidthFull, stored.Count - at));
        }

        return new(tiles, otherLeaves, otherFrontiers, claims, edges, end);
    }

    void Walk(int at, int width)
    {
        var number = (stored.FirstIndex + at) / TileAddress.WidthFull;
        var isFull = width == TileAddress.WidthFull;
        var tile = isFull ? FindTile(number, at) : null;
        var byEntries = new Hash[width];
        for (var leaf = 0; leaf < width; leaf++)
        {
            byEntries[leaf] = LeafOf(at + leaf, tile?.Hashes[leaf]);
        }

        var filled = isFull ? FilledTile.From(level: 0, number, byEntries) : null;
        if (tile is not null)
        {
            CompareAbove(tile, filled!, at);
        }

        tiles.Add(new(width, filled?.Root ?? default));
        Frontiers(at, byEntries);
        Edges(at, byEntries);
        end = isFull ? Frontier.Empty : Frontier.Empty.Append(byEntries);
    }

    Hash LeafOf(int at, Hash? inTile)
    {
        var entry = stored.Entry(at);
        if (entry.IsEmpty)
        {
            return inTile ?? default;
        }

        var leaf = MerkleTree.Leaf(entry);
        if (inTile is { } other && other != leaf)
        {
            otherLeaves.Add(stored.FirstPosition + at);
        }

        return leaf;
    }

    StoredTile? FindTile(long number, int at)
    {
        if (!stored.Tiles.TryGetValue(number, out var tile))
        {
            findings.Add(new(
                stored.FirstPosition + at, RecordClass.Missing, LogPart.Tile, "The tile that begins here is full."));
        }
        else if (tile.Hashes.Length == 0)
        {
            findings.Add(new(
                stored.FirstPosition + at, RecordClass.Tampered, LogPart.Tile, "The tile has not 256 hashes."));
        }

        return tile is { Hashes.Length: TileAddress.WidthFull } ? tile : null;
    }

    /// <summary>What stands beside a tile follows from its hashes, whether these are the entries' or not.</summary>
    void CompareAbove(StoredTile tile, FilledTile byEntries, int at)
    {
        var number = byEntries.Address.Index;
        var own = tile.Hashes.AsSpan().SequenceEqual(byEntries.Hashes.Span)
            ? byEntries
            : FilledTile.From(level: 0, number, tile.Hashes);
        if (own.Root != tile.Root)
        {
            findings.Add(new(
                stored.FirstPosition + at, RecordClass.Tampered, LogPart.Tile,
                $"The root beside tile {Spelling.NumberOf(number)} is not the root of its hashes."));
        }

        if (!own.Middle.Span.SequenceEqual(tile.Middle))
        {
            findings.Add(new(
                stored.FirstPosition + at, RecordClass.Tampered, LogPart.Tile,
                $"The middle beside tile {Spelling.NumberOf(number)} does not follow from its hashes."));
        }
    }

    /// <summary>
    /// Within a tile the smaller subtrees of a frontier are its own; the larger ones are those of all tiles before.
    /// </summary>
    void Frontiers(int at, Hash[] leaves)
    {
        var (local, walked) = (Frontier.Empty, 0);
        var end = stored.FirstPosition + at + leaves.Length;
        for (; nextCommit < stored.Commits.Count && stored.Commits[nextCommit].Last < end; nextCommit++)
        {
            var (first, position, bytes) = stored.Commits[nextCommit];
            var size = position - stored.Epoch.FirstPosition + 1;
            var width = (int)(position - stored.FirstPosition - at) + 1;
            local = local.Append(leaves.AsSpan(walked, width - walked));
            walked = width;
            var low = width == TileAddress.WidthFull ? [] : local.ToBytes();
            if (bytes.Length == BitOperations.PopCount((ulong)size) * Hash.Length && bytes.AsSpan().EndsWith(low))
            {
                Claim(first, position, size / TileAddress.WidthFull, bytes.AsSpan(..^low.Length));
            }
            else
            {
                otherFrontiers.Add(new(first, position));
            }
        }
    }

    void Claim(long first, long last, long tilesBefore, ReadOnlySpan<byte> high)
    {
        if (claims.Count == 0 || claims[^1].Tiles != tilesBefore || !high.SequenceEqual(claims[^1].High))
        {
            claims.Add(new(new(first, last), tilesBefore, high.ToArray()));
        }
    }

    void Edges(int at, Hash[] leaves)
    {
        var first = stored.FirstIndex + at;
        var (edge, walked) = (Frontier.Empty, 0);
        for (; nextSize < sizes.Count && sizes[nextSize] <= first + leaves.Length; nextSize++)
        {
            var width = (int)(sizes[nextSize] - first);
            edge = width == TileAddress.WidthFull ? Frontier.Empty : edge.Append(leaves.AsSpan(walked..width));
            edges[sizes[nextSize]] = edge;
            walked = width;
        }
    }

    /// <summary>Of sizes in ascending order; there may be very many.</summary>
    static int FirstBehind(IReadOnlyList<long> sizes, long size)
    {
        var (first, end) = (0, sizes.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = sizes[middle] <= size ? (middle + 1, end) : (first, middle);
        }

        return first;
    }
}

/// <summary>What a walk over a range saw.</summary>
/// <param name="Tiles">All of the range; only the last of a log may be partial.</param>
/// <param name="OtherLeaves">Positions whose leaf is another in the stored tile than the entry's.</param>
/// <param name="OtherFrontiers">Commits whose stored frontier does not fit the entries of its tile.</param>
/// <param name="Claims">What stored frontiers say of the tiles before theirs.</param>
/// <param name="Edges">The leaves of signed trees behind their last full tiles, by the sizes of those.</param>
/// <param name="End">The leaves behind the last full tile.</param>
sealed record WalkedTree(
    IReadOnlyList<WalkedTile> Tiles,
    IReadOnlyList<long> OtherLeaves,
    IReadOnlyList<CommitPlace> OtherFrontiers,
    IReadOnlyList<FrontierClaim> Claims,
    IReadOnlyDictionary<long, Frontier> Edges,
    Frontier End);

/// <summary>The positions of a commit, both included.</summary>
readonly record struct CommitPlace(long First, long Last);

/// <param name="Width">How many leaves.</param>
/// <param name="Root">Of a full tile.</param>
readonly record struct WalkedTile(int Width, Hash Root);

/// <param name="Commit">The first that says so.</param>
/// <param name="Tiles">How many full tiles lie before.</param>
/// <param name="High">The subtrees of the frontier that are made of them.</param>
sealed record FrontierClaim(CommitPlace Commit, long Tiles, byte[] High);
