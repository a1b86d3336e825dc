using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.EventStore;

/// <summary>One stream folded: its rows; or why there are none; or, with no fold, that it is none of the read
/// model's.</summary>
sealed record StreamFolding(FoldedStream? Fold, IReadOnlyList<ReadRow> Rows, FoldFault? Fault)
{
    static readonly StreamFolding NotHeld = new(null, [], null);

    /// <summary>From its first event; whatever it throws is what is wrong with it.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "A fold may throw anything; all of it is the stream's fault.")]
    public static StreamFolding OfWhole(
        IProjectionRules rules, IReadOnlyList<ReadTable> tables, List<StoredEvent> events, long bytesMax,
        CancellationToken cancellation)
    {
        try
        {
            var fold = FoldedStream.Begin(rules, events[0].Stream);
            return Of(fold, tables, [], events, bytesMax, cancellation);
        }
        catch (Exception error)
        {
            return new(null, [], FoldFault.Of(error));
        }
    }

    /// <summary>
    /// Applies events in two parts, since the first may have to be read from the log, and makes the rows.
    /// </summary>
    public static StreamFolding Of(
        FoldedStream? fold, IReadOnlyList<ReadTable> tables, List<StoredEvent> before, List<StoredEvent> events,
        long bytesMax, CancellationToken cancellation)
    {
        if (fold is null)
            return NotHeld;
        if (before.Count > 0)
            fold.Apply(before);
        fold.Apply(events);
        if (fold.Bytes > bytesMax)
            return new(fold, [], FoldFault.TooLarge(bytesMax));
        var rows = fold.Rows(cancellation);
        foreach (var row in rows)
            RowWriter.Check(tables, row);
        return new(fold, rows, null);
    }
}
