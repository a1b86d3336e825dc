using System.Collections.Concurrent;
using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Holds what is kept of appends against the events that were seen: each was appended once, by an append that says so.
/// The table is in no order of positions and is read page by page, by as many as there are.
/// </summary>
sealed class AppendsCheck(long last)
{
    const int PagesAtOnce = 1024;
    const int BitsEach = 8 * sizeof(int);

    readonly ConcurrentBag<Finding> findings = [];
    readonly int[] appended = new int[(last / BitsEach) + 1];
    long given = -1;

    /// <summary>When all events were seen.</summary>
    public async Task GoAsync(NpgsqlConnection connection, LogCheck check, CancellationToken cancellation)
    {
        var pages = await connection.NumberAsync(
            "select pg_relation_size('timeline.appends') / current_setting('block_size')::integer", cancellation);
        using var copies = new LedgerCopies(connection);
        while (Interlocked.Increment(ref given) * PagesAtOnce is var first && first < pages)
            Check((await copies.AppendsAsync(first, PagesAtOnce, cancellation)).Span, check);
    }

    public IEnumerable<Finding> Findings()
    {
        for (var position = 1L; position <= last; position++)
        {
            if ((appended[position / BitsEach] & Bit(position)) == 0)
                findings.Add(Wrong(position, "No append says that it appended this event."));
        }

        return findings;
    }

    void Check(ReadOnlySpan<byte> bytes, LogCheck check)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
        {
            var stream = rows.Id();
            var (firstVersion, lastVersion) = (rows.Number(), rows.Number());
            var (first, end) = (rows.Number(), rows.Number());
            var recordedUs = rows.Number();
            if (!IsFirst(first, end)
                || !check.HasEvent(first, stream, firstVersion, recordedUs)
                || !check.HasEvent(end, stream, lastVersion, recordedUs))
            {
                findings.Add(Wrong(Math.Max(1, first), "An append says other than the events that it appended."));
            }
        }
    }

    bool IsFirst(long first, long end)
    {
        if (first < 1 || end > last)
            return false;
        var isFirst = true;
        for (var position = first; position <= end; position++)
        {
            var before = Interlocked.Or(ref appended[position / BitsEach], Bit(position));
            isFirst &= (before & Bit(position)) == 0;
        }

        return isFirst;
    }

    static int Bit(long position) => 1 << (int)(position % BitsEach);

    static Finding Wrong(long position, string sentence) =>
        new(position, RecordClass.Tampered, LogPart.Bookkeeping, sentence);
}
