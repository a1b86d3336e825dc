using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The verification of one log: ranges are given out to whoever has a connection, and what was seen of them is put
/// together in their order.
/// </summary>
sealed class LedgerWalk
{
    readonly Lock gate = new();
    readonly VerifiedLog log;
    readonly KnownStreams streams;
    readonly SignedTrees signed;
    readonly IReadOnlyList<PositionRange> ranges;
    readonly Dictionary<int, RangeOutcome> early = [];
    readonly LedgerVerificationOptions options;
    readonly long seed;
    int given = -1;
    int added;

    LedgerWalk(
        VerifiedLog log, KnownStreams streams, SignedTrees signed, LogCheck check,
        IReadOnlyList<PositionRange> ranges, long last, long seed, LedgerVerificationOptions options)
    {
        (this.log, this.streams, this.signed, Check, this.ranges) = (log, streams, signed, check, ranges);
        (Last, this.seed, this.options) = (last, seed, options);
    }

    /// <summary>What was seen; to be asked when nobody goes any more.</summary>
    public LogCheck Check { get; }

    /// <summary>The last position that has a leaf.</summary>
    public long Last { get; }

    /// <param name="epochs">Of this log, in the order of their positions.</param>
    /// <param name="about">See <see cref="LogCheck"/>.</param>
    public static async Task<LedgerWalk> BeginAsync(
        NpgsqlConnection connection, VerifiedLog log, IReadOnlyList<EpochPlace> epochs, KnownStreams streams,
        LogCheck? about, LedgerVerificationOptions options, long seed, CancellationToken cancellation)
    {
        // To ask the function for each of very many that nobody cosigned takes longer than to read them.
        var stored = await connection.RowsAsync(
            """
            select epoch, size, root, note || case
                when exists (
                    select from timeline.cosignatures s
                    where s.log = c.log and s.epoch = c.epoch and s.size = c.size)
                then timeline.cosignature_lines(log, epoch, size)
                else ''
            end
            from timeline.checkpoints c where log = $1 order by epoch, size
            """,
            row => new CheckpointClaim(
                row.GetInt32(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2),
                System.Text.Encoding.UTF8.GetBytes(row.GetString(3))),
            cancellation, log.Log.Name);
        // Where somebody wrote a position without end, not much beyond the leaves that there are.
        var last = await connection.NumberAsync(
            $"""
            select coalesce(least(max(last_position), 2 * sum(length(entries)) / 136 + 1000000), 0)
            from {log.Log.Leaves}
            """, cancellation);
        var signed = SignedTrees.From(epochs, options.Policy, stored, options.Outside);
        var check = new LogCheck(
            signed, streams, seed, Microseconds.From(options.Now), log.Label, about);
        if (last > 0 && epochs.Count == 0)
            check.Add(new Finding(1, RecordClass.Tampered, LogPart.Epoch, "There are leaves, and no tree of them."));
        return new(log, streams, signed, check, [.. PositionRange.All(epochs, last)], last, seed, options);
    }

    /// <summary>Until no range is left.</summary>
    public async Task GoAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        using var reader = new RangeReader(connection, log, streams, signed, seed);
        while (Interlocked.Increment(ref given) is var number && number < ranges.Count)
            Add(number, await reader.ReadAsync(ranges[number], cancellation));
    }

    /// <summary>At what is kept beside records and leaves, while others go.</summary>
    public Task LookBesideAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new Bookkeeping(connection, log, Last, Tell).CheckAsync(cancellation);

    public void Add(Finding finding) => Tell(check => check.Add(finding));

    void Tell(Action<LogCheck> change)
    {
        lock (gate)
            change(Check);
    }

    void Add(int number, RangeOutcome outcome)
    {
        lock (gate)
        {
            early.Add(number, outcome);
            while (early.Remove(added, out var next))
            {
                Check.Add(next);
                added++;
                options.Progress?.Invoke(next.FirstPosition + next.Count - 1, Last);
            }
        }
    }
}
