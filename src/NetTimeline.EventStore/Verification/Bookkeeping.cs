using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// What a log keeps beside its records and leaves: where it ends, and its upper tiles; that of events its streams too.
/// </summary>
/// <param name="connection">Reads.</param>
/// <param name="log">Which one.</param>
/// <param name="last">The last position that has a leaf.</param>
/// <param name="tell">Takes what was found, when nobody else tells anything.</param>
sealed class Bookkeeping(
    NpgsqlConnection connection, VerifiedLog log, long last, Action<Action<LogCheck>> tell)
{
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
        where log = $2 and level = 0 and number >= (
            select coalesce(
                (select min(first_position) from timeline.epochs n where n.log = $2 and n.number > t.epoch),
                $1 + 1) - e.first_position
            from timeline.epochs e where e.log = $2 and e.number = t.epoch) / 256
        """;

    public async Task CheckAsync(CancellationToken cancellation)
    {
        foreach (var (position, id) in await connection.RowsAsync(
            log.Beyond, row => (row.GetInt64(0), row.GetGuid(1)), cancellation, last))
        {
            tell(check => check.AddBeyond(position, id));
        }

        var head = await connection.NumberAsync(
            $"select coalesce(max(position), 0) from {log.Heads}", cancellation);
        if (head != last)
            Add(Math.Max(1, Math.Min(head, last)), "The newest commit does not end where the leaves do.");
        using var copies = new LedgerCopies(connection);
        var upper = await copies.UpperTilesAsync(log, cancellation);
        tell(check => AddUpperTiles(check, upper.Span));
        if (await connection.NumberAsync(TilesBehind, cancellation, last, log.Log.Name) is > 0 and var tiles)
            Add(new(0, RecordClass.Extra, LogPart.Tile, $"{tiles} full tiles are of no tree."));
        if (log == VerifiedLog.Events)
            await CheckStreamsAsync(cancellation);
    }

    async Task CheckStreamsAsync(CancellationToken cancellation)
    {
        foreach (var position in await connection.RowsAsync(
            Streams, row => row.IsDBNull(0) ? 0 : row.GetInt64(0), cancellation))
        {
            Add(position, "What is kept of its stream does not fit its events.");
        }

        using var copies = new LedgerCopies(connection);
        var keys = await copies.StreamKeysAsync(cancellation);
        tell(check => AddStreamKeys(check, keys.Span));
    }

    static void AddUpperTiles(LogCheck check, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
        {
            check.AddUpperTile(
                (int)rows.Number(), (int)rows.Number(), rows.Number(), rows.Bytes(), rows.Bytes(), rows.Bytes());
        }
    }

    static void AddStreamKeys(LogCheck check, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            check.AddStreamKey(rows.Id(), rows.Bytes());
    }

    void Add(long position, string sentence) =>
        Add(new(position, RecordClass.Tampered, LogPart.Bookkeeping, sentence));

    void Add(Finding finding) => tell(check => check.Add(finding));
}
