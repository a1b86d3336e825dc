using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Reads one range after the other and looks at it, on a connection of its own.</summary>
sealed class RangeReader(
    NpgsqlConnection connection, VerifiedLog log, KnownStreams streams, SignedTrees signed, long seed) : IDisposable
{
    readonly LedgerCopies copies = new(connection);

    public async Task<RangeOutcome> ReadAsync(PositionRange range, CancellationToken cancellation)
    {
        var stored = new StoredRange(range.Epoch, range.First, range.Count);
        AddLeaves(stored, (await copies.LeavesAsync(log, range.First, range.End, cancellation)).Span);
        AddNonces(stored, (await copies.OpeningsAsync(log, range.First, range.End, cancellation)).Span);
        var tile = (range.First - range.Epoch.FirstPosition) / TileAddress.WidthFull;
        var tiles = range.Count / TileAddress.WidthFull;
        AddTiles(
            stored,
            (await copies.TilesAsync(log, range.Epoch.Number, tile, tile + tiles, cancellation)).Span);
        AddHeads(stored, (await copies.HeadsAsync(log, range.First, range.End, cancellation)).Span);
        var check = new RangeCheck(stored, streams, signed.SizesOf(range.Epoch), seed);
        AddRows(check, (await copies.RowsAsync(log, range.First, range.End, cancellation)).Span);
        return check.Finish();
    }

    public void Dispose() => copies.Dispose();

    static void AddLeaves(StoredRange stored, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            stored.AddLeaves(rows.Number(), rows.Number(), rows.Bytes(), rows.Bytes());
    }

    static void AddNonces(StoredRange stored, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            stored.AddNonces(rows.Number(), rows.Number(), rows.Bytes());
    }

    static void AddTiles(StoredRange stored, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            stored.AddTile(rows.Number(), rows.Bytes(), rows.Bytes(), rows.Bytes());
    }

    static void AddHeads(StoredRange stored, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            stored.AddHead(rows.Number(), rows.Number());
    }

    static void AddRows(RangeCheck check, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
        {
            check.Add(new EventRow
            {
                Position = rows.Number(),
                EventId = rows.Id(),
                Stream = rows.Id(),
                Version = rows.Number(),
                RecordedAtUs = rows.Microseconds(),
                Type = rows.Bytes(),
                Request = rows.Bytes(),
                Actor = rows.Bytes(),
                LeavesOthersAlone = rows.Flag(),
                Payload = rows.Json(),
                Envelope = rows.Json(),
            });
        }
    }
}

/// <summary>Neighbouring positions of one epoch, beginning with the first leaf of a tile.</summary>
sealed record PositionRange(EpochPlace Epoch, long First, int Count)
{
    /// <summary>So many positions are read at once, 16 tiles.</summary>
    const int CountMax = 16 * TileAddress.WidthFull;

    /// <summary>The first position that is not in it.</summary>
    public long End => First + Count;

    /// <summary>All positions up to the last, in their order.</summary>
    public static IEnumerable<PositionRange> All(IReadOnlyList<EpochPlace> epochs, long last)
    {
        for (var at = 0; at < epochs.Count; at++)
        {
            var end = at + 1 < epochs.Count ? Math.Min(epochs[at + 1].FirstPosition, last + 1) : last + 1;
            for (var first = epochs[at].FirstPosition; first < end; first += CountMax)
                yield return new(epochs[at], first, (int)Math.Min(CountMax, end - first));
        }
    }
}
