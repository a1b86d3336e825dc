using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// One verification: ranges are given out to whoever has a connection, and what was seen of them is put together in
/// their order.
/// </summary>
sealed class LedgerWalk
{
    /// <summary>Where somebody wrote a position without end, not much beyond the leaves that there are.</summary>
    const string Last = """
        select coalesce(least(max(last_position), 2 * sum(length(entries)) / 136 + 1000000), 0) from timeline.leaves
        """;

    readonly Lock gate = new();
    readonly KnownStreams streams;
    readonly SignedTrees signed;
    readonly LogCheck check;
    readonly IReadOnlyList<PositionRange> ranges;
    readonly Dictionary<int, RangeOutcome> early = [];
    readonly LedgerVerificationOptions options;
    readonly AppendsCheck appends;
    readonly long last;
    readonly long seed;
    int given = -1;
    int added;

    LedgerWalk(
        KnownStreams streams, SignedTrees signed, IReadOnlyList<EpochPlace> epochs, long last, long seed,
        LedgerVerificationOptions options)
    {
        (this.streams, this.signed, this.last, this.seed, this.options) = (streams, signed, last, seed, options);
        check = new(signed, streams, seed, Microseconds.From(options.Now));
        ranges = [.. PositionRange.All(epochs, last)];
        appends = new(last);
    }

    public static async Task<LedgerWalk> BeginAsync(
        NpgsqlConnection connection, LedgerVerificationOptions options, long seed, CancellationToken cancellation)
    {
        var epochs = await connection.RowsAsync(
            """
            select number, origin, first_position from timeline.epochs where log = 'events'
            order by first_position, number
            """,
            row => new EpochPlace(row.GetInt32(0), row.GetString(1), row.GetInt64(2)), cancellation);
        var stored = await connection.RowsAsync(
            "select epoch, size, root, note from timeline.checkpoints where log = 'events' order by epoch, size",
            row => new CheckpointClaim(
                row.GetInt32(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2),
                System.Text.Encoding.UTF8.GetBytes(row.GetString(3))),
            cancellation);
        var last = await connection.NumberAsync(Last, cancellation);
        var streams = new KnownStreams();
        using (var copies = new LedgerCopies(connection))
            AddSalts(streams, (await copies.SaltsAsync(cancellation)).Span);
        var signed = SignedTrees.From(epochs, options.Policy, stored, options.Outside);
        return new(streams, signed, epochs, last, seed, options);
    }

    /// <summary>Until no range is left.</summary>
    public async Task GoAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        using var reader = new RangeReader(connection, streams, signed, seed);
        while (Interlocked.Increment(ref given) is var number && number < ranges.Count)
            Add(number, await reader.ReadAsync(ranges[number], cancellation));
    }

    /// <summary>At the events' tables and triggers, while others go.</summary>
    public Task LookBesideAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new Bookkeeping(connection, last, change =>
        {
            lock (gate)
                change(check);
        }).CheckAsync(cancellation);

    /// <summary>When nobody goes any more, until no append is left.</summary>
    public Task CheckAppendsAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        appends.GoAsync(connection, check, cancellation);

    /// <summary>When nobody goes any more.</summary>
    public Task CheckErasedAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        ErasedCheck.GoAsync(connection, check, cancellation);

    /// <summary>When everything was looked at.</summary>
    public VerificationReport Finish()
    {
        foreach (var finding in appends.Findings())
            check.Add(finding);
        return check.Finish();
    }

    void Add(int number, RangeOutcome outcome)
    {
        lock (gate)
        {
            early.Add(number, outcome);
            while (early.Remove(added, out var next))
            {
                check.Add(next);
                added++;
                options.Progress?.Invoke(next.FirstPosition + next.Count - 1, last);
            }
        }
    }

    static void AddSalts(KnownStreams streams, ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
            streams.Add(rows.Id(), rows.Bytes());
    }
}
