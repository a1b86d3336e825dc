using System.Collections.Concurrent;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Fills the tables of a new generation with what the log was up to a position: all streams, folded on as many
/// threads as there are, each on ranges of streams. Nothing of it shows before the switch, so it needs no
/// transaction over all of it and no lock.
/// </summary>
sealed class GenerationLoad(
    NpgsqlDataSource source, IProjection projection, IProjectionRules rules, int generation, ProjectionOptions options)
{
    /// <summary>
    /// So many ranges for each thread: none waits long for the last. Not more, since the events of a range lie all over
    /// the log, so that reading one reads most of it.
    /// </summary>
    const int RangesPerThread = 2;

    /// <summary>So that a small log is not read in many small pieces.</summary>
    const int StreamsPerRangeMin = 200;

    /// <summary>What there is to do, once that is known.</summary>
    public LoadProgress? Progress { get; private set; }

    /// <summary>The position up to which the tables will hold everything.</summary>
    public long UpTo { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var ranges = new ConcurrentQueue<StreamRange>(await RangesAsync(cancellation));
        // The first to fail stops the others.
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Range(0, Math.Max(1, options.RebuildersMax)).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await FillAsync(ranges, failing.Token);
                }
                catch
                {
                    await failing.CancelAsync();
                    throw;
                }
            },
            CancellationToken.None)));
        FailPoint.Reach("rebuild.filled");
        await FinishAsync(cancellation);
        FailPoint.Reach("rebuild.indexed");
    }

    async Task FillAsync(ConcurrentQueue<StreamRange> ranges, CancellationToken cancellation)
    {
        await using var reader = await source.OpenConnectionAsync(cancellation);
        await using var writer = await source.OpenConnectionAsync(cancellation);
        var filling = new RangeLoad(reader, writer, projection.Tables, rules, generation, options, Progress!);
        while (ranges.TryDequeue(out var range))
        {
            await filling.RunAsync(range, UpTo, cancellation);
            FailPoint.Reach("rebuild.range-filled");
        }
    }

    /// <summary>Indexes are made of rows that are there; then the planner is told what is in them.</summary>
    async Task FinishAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        foreach (var table in projection.Tables)
        {
            foreach (var sql in ReadTableSql.Indexes(table, generation)
                .Append($"analyze {ReadTableSql.Name(table, generation)}"))
            {
                await connection.DoAsync(sql, cancellation);
            }
        }
    }

    async Task<IEnumerable<StreamRange>> RangesAsync(CancellationToken cancellation)
    {
        // In this order: a stream that is begun in between is read by whoever catches up.
        UpTo = await AskAsync<long>("select max(position) from timeline.heads", cancellation);
        var streams = await AskAsync<long>("select count(*) from timeline.mt_streams", cancellation);
        Progress = new(streams, UpTo);
        var count = (int)Math.Clamp(
            streams / StreamsPerRangeMin, 1, Math.Max(1, options.RebuildersMax) * RangesPerThread);
        var bounds = count == 1 ? [] : await AskAsync<Guid[]>(
            """
            select percentile_disc($1) within group (order by id) from timeline.mt_streams
            """,
            cancellation,
            Enumerable.Range(1, count - 1).Select(number => (double)number / count).ToArray());
        Guid?[] ends = [null, .. bounds.Distinct().Cast<Guid?>(), null];
        return ends.Zip(ends.Skip(1), (from, to) => new StreamRange(from, to));
    }

    async Task<T> AskAsync<T>(string sql, CancellationToken cancellation, params object[] values)
    {
        await using var open = await source.OpenConnectionAsync(cancellation);
        return (await open.RowsAsync(sql, row => row.GetFieldValue<T>(0), cancellation, values)).Single();
    }
}

/// <summary>Streams after the first of these ids, up to the second, included; open where there is none.</summary>
readonly record struct StreamRange(Guid? After, Guid? To);
