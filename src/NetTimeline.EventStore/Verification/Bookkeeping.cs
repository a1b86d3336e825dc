using System.Collections;
using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// What a log keeps beside its events and leaves: where it ends, its appends, its streams, its upper tiles, and the
/// triggers that guard all of them.
/// </summary>
sealed class Bookkeeping(NpgsqlConnection connection, LogCheck check, long last)
{
    const string Behind = "select seq_id, id from timeline.mt_events where seq_id > $1 order by seq_id limit 1000";

    const string Streams = """
        select e.seq_id, s.id is null
        from timeline.mt_streams s
        left join lateral (
            select version, seq_id from timeline.mt_events where stream_id = s.id order by version desc limit 1) e
            on true
        where e.version is null or s.version is null or s.version < 1 or s.version > e.version
        limit 1000
        """;

    const string TilesBehind = """
        select count(*) from timeline.tiles t
        where log = 'events' and level = 0 and number >= (
            select coalesce(
                (select min(first_position) from timeline.epochs n where n.log = 'events' and n.number > t.epoch),
                $1 + 1) - e.first_position
            from timeline.epochs e where e.log = 'events' and e.number = t.epoch) / 256
        """;

    public async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var (position, id) in await connection.RowsAsync(
            Behind, row => (row.GetInt64(0), row.GetGuid(1)), cancellation, last))
        {
            check.AddBehind(position, id);
        }

        var head = await connection.NumberAsync(
            "select coalesce(max(position), 0) from timeline.heads", cancellation);
        if (head != last)
            Add(Math.Max(1, Math.Min(head, last)), "The newest commit does not end where the leaves do.");
        using var copies = new LedgerCopies(connection);
        AddUpperTiles((await copies.UpperTilesAsync(cancellation)).Span);
        if (await connection.NumberAsync(TilesBehind, cancellation, last) is > 0 and var tiles)
            check.Add(new Finding(0, RecordClass.Extra, LogPart.Tile, $"{tiles} full tiles are of no tree."));
        CheckAppends((await copies.AppendsAsync(cancellation)).Span);
        foreach (var position in await connection.RowsAsync(
            Streams, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), cancellation))
        {
            Add(position, "What is kept of its stream does not fit its events.");
        }

        foreach (var missing in await Guards.MissingAsync(connection, cancellation))
            check.Add(new Finding(0, RecordClass.Tampered, LogPart.Guard, $"The trigger {missing} is not on guard."));
    }

    void AddUpperTiles(ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
        {
            check.AddUpperTile(
                (int)rows.Number(), (int)rows.Number(), rows.Number(), rows.Bytes(), rows.Bytes());
        }
    }

    /// <summary>Each event was appended once.</summary>
    void CheckAppends(ReadOnlySpan<byte> bytes)
    {
        var appended = new BitArray(checked((int)last));
        for (var rows = new CopiedRows(bytes); rows.Next();)
        {
            var stream = rows.Id();
            var (firstVersion, lastVersion) = (rows.Number(), rows.Number());
            var (first, end) = (rows.Number(), rows.Number());
            var recordedUs = rows.Number();
            if (!IsFirst(appended, first, end)
                || !check.HasEvent(first, stream, firstVersion, recordedUs)
                || !check.HasEvent(end, stream, lastVersion, recordedUs))
            {
                Add(Math.Max(1, first), "An append says other than the events that it appended.");
            }
        }

        for (var at = 0; at < appended.Count; at++)
        {
            if (!appended[at])
                Add(at + 1, "No append says that it appended this event.");
        }
    }

    static bool IsFirst(BitArray appended, long first, long end)
    {
        if (first < 1 || end > appended.Count)
            return false;
        var isFirst = true;
        for (var at = (int)first - 1; at < end; at++)
        {
            isFirst &= !appended[at];
            appended[at] = true;
        }

        return isFirst;
    }

    void Add(long position, string sentence) =>
        check.Add(new Finding(position, RecordClass.Tampered, LogPart.Bookkeeping, sentence));
}
