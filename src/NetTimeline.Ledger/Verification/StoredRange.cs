using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// What a database keeps of neighbouring leaves of one epoch, beside the events: entries, nonces and tiles.
/// </summary>
public sealed class StoredRange
{
    readonly byte[] entries;
    readonly byte[] nonces;
    readonly bool[] hasEntry;
    readonly bool[] hasNonces;

    /// <param name="epoch">Where the positions belong.</param>
    /// <param name="firstPosition">The first leaf of a tile.</param>
    /// <param name="count">How many positions.</param>
    public StoredRange(EpochPlace epoch, long firstPosition, int count)
    {
        (Epoch, FirstPosition, Count) = (epoch, firstPosition, count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(FirstIndex % TileAddress.WidthFull, 0);
        entries = new byte[count * LedgerEntry.Length];
        nonces = new byte[count * RowCheck.OpeningLength];
        (hasEntry, hasNonces) = (new bool[count], new bool[count]);
    }

    public EpochPlace Epoch { get; }

    public long FirstPosition { get; }

    public int Count { get; }

    internal long FirstIndex => FirstPosition - Epoch.FirstPosition;

    /// <summary>In the order of their positions.</summary>
    internal List<StoredCommit> Commits { get; } = [];

    /// <summary>Level 0, by their numbers.</summary>
    internal Dictionary<long, StoredTile> Tiles { get; } = [];

    /// <summary>The log's heads within the range.</summary>
    internal Dictionary<long, long> Heads { get; } = [];

    internal List<Finding> Findings { get; } = [];

    /// <summary>The leaves of one commit.</summary>
    /// <param name="first">The commit's first position, which may lie before the range.</param>
    /// <param name="last">Its last, which may lie behind the range.</param>
    /// <param name="bytes">Its entries within the range.</param>
    /// <param name="frontier">Behind its last.</param>
    public void AddLeaves(long first, long last, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> frontier)
    {
        if (!Spread(first, last, bytes, LedgerEntry.Length, entries, hasEntry))
        {
            Findings.Add(new(
                Math.Max(first, 1), RecordClass.Tampered, LogPart.Entry, "The leaves of two commits overlap."));
        }

        if (last >= FirstPosition && last < FirstPosition + Count)
        {
            Commits.Add(new(first, last, frontier.ToArray()));
        }
    }

    /// <inheritdoc cref="AddLeaves"/>
    public void AddNonces(long first, long last, ReadOnlySpan<byte> bytes)
    {
        if (!Spread(first, last, bytes, RowCheck.OpeningLength, nonces, hasNonces))
        {
            Findings.Add(new(
                Math.Max(first, 1), RecordClass.Tampered, LogPart.Nonces, "The nonces of two commits overlap."));
        }
    }

    public void AddTile(
        long number, ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> root) =>
        Tiles[number] = StoredTile.From(hashes, middle, root);

    /// <summary>Where a commit ended, and when it was recorded.</summary>
    public void AddHead(long position, long recordedUs) => Heads[position] = recordedUs;

    /// <summary>Empty where there is none.</summary>
    internal ReadOnlySpan<byte> Entry(int at) =>
        hasEntry[at] ? entries.AsSpan(at * LedgerEntry.Length, LedgerEntry.Length) : [];

    /// <inheritdoc cref="Entry"/>
    internal ReadOnlySpan<byte> Opening(int at) =>
        hasNonces[at] ? nonces.AsSpan(at * RowCheck.OpeningLength, RowCheck.OpeningLength) : [];

    /// <returns>Whether nothing was there before.</returns>
    bool Spread(long first, long last, ReadOnlySpan<byte> bytes, int length, byte[] into, bool[] has)
    {
        var isFree = true;
        var (from, end) = (Math.Max(first, FirstPosition), Math.Min(last, FirstPosition + Count - 1));
        for (var position = from; position <= end && bytes.Length >= length; position++)
        {
            var at = (int)(position - FirstPosition);
            isFree &= !has[at];
            has[at] = true;
            bytes[..length].CopyTo(into.AsSpan(at * length));
            bytes = bytes[length..];
        }

        return isFree;
    }
}

/// <summary>A tree of a log and where it begins.</summary>
/// <param name="FirstPosition">Of the leaf with index 0.</param>
public sealed record EpochPlace(int Number, string Origin, long FirstPosition);

/// <summary>The positions of a commit and the frontier that it left.</summary>
sealed record StoredCommit(long First, long Last, byte[] Frontier);

/// <summary>A full tile as it is stored; no hashes where they are not as many as it has of them.</summary>
sealed record StoredTile(Hash[] Hashes, Hash[] Middle, Hash Root)
{
    public static StoredTile From(ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> root) => new(
        Read(hashes, TileAddress.WidthFull), Read(middle, LeafNodes.GroupWidth),
        Hash.TryRead(root, out var read) ? read : default);

    public bool Is(FilledTile filled) =>
        Hashes.AsSpan().SequenceEqual(filled.Hashes.Span) && Middle.AsSpan().SequenceEqual(filled.Middle.Span)
        && Root == filled.Root;

    static Hash[] Read(ReadOnlySpan<byte> bytes, int count) =>
        bytes.Length == count * Hash.Length ? Hash.ReadAll(bytes) : [];
}
