using System.Runtime.CompilerServices;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Folds ranges of streams and copies their rows, one portion after the other. Used by one thread.</summary>
sealed class RangeLoad(
    NpgsqlConnection reader, NpgsqlConnection writer, IReadOnlyList<ReadTable> tables, IProjectionRules rules,
    int generation, ProjectionOptions options, LoadProgress progress)
{
    /// <summary>So many streams are copied at once; less where their rows are many.</summary>
    const int StreamsPerCopyMax = 500;

    const int RowsPerCopyMax = 20_000;

    /// <summary>So many streams are folded at once: to watch over each alone costs more than many a fold.</summary>
    const int StreamsPerFoldMax = 32;

    const int EventsPerFoldMax = 2000;

    readonly List<StreamEvents> waiting = [];
    readonly List<StreamRows> rows = [];
    readonly List<Parked> failed = [];
    readonly Dictionary<Guid, StoredEvent> firsts = [];
    int eventsWaiting;
    int rowCount;

    public async Task RunAsync(StreamRange range, long upTo, CancellationToken cancellation)
    {
        await foreach (var events in StreamsAsync(range, upTo, cancellation))
        {
            waiting.Add(events);
            eventsWaiting += events.Count;
            if (waiting.Count >= StreamsPerFoldMax || eventsWaiting >= EventsPerFoldMax)
                await FoldAsync(cancellation);
            if (rows.Count >= StreamsPerCopyMax || rowCount >= RowsPerCopyMax)
                await CopyAsync(cancellation);
        }

        await FoldAsync(cancellation);
        await CopyAsync(cancellation);
    }

    /// <summary>All that wait together; where that takes too long, each alone.</summary>
    async Task FoldAsync(CancellationToken cancellation)
    {
        var streams = waiting.ToArray();
        waiting.Clear();
        var together = await FoldGuard.RunAsync(
            ending => Array.ConvertAll(streams, events => Fold(events, ending)), options.FoldBudget, cancellation);
        for (var place = 0; place < streams.Length; place++)
        {
            Take(streams[place], together.Value is { } folded
                ? folded[place]
                : await FoldAloneAsync(streams[place], cancellation));
        }

        progress.Add(streams.Length, eventsWaiting);
        eventsWaiting = 0;
    }

    async Task<StreamFolding> FoldAloneAsync(StreamEvents events, CancellationToken cancellation)
    {
        var alone = await FoldGuard.RunAsync(ending => Fold(events, ending), options.FoldBudget, cancellation);
        return alone.Value ?? new(null, [], alone.Fault);
    }

    StreamFolding Fold(StreamEvents events, CancellationToken cancellation) => events.Fault is { } tooLarge
        ? new(null, [], tooLarge)
        : StreamFolding.OfWhole(rules, tables, events.Events, options.StreamBytesMax, cancellation);

    void Take(StreamEvents events, StreamFolding folded)
    {
        var first = events.Events[0];
        if (folded.Fault is { } fault)
        {
            failed.Add(BatchFolder.Failure(first, fault));
        }
        else if (folded.Fold is not null)
        {
            rows.Add(new(first.Stream, folded.Rows));
            firsts.Add(first.Stream, first);
            rowCount += folded.Rows.Count;
        }
    }

    /// <summary>All that waits, in one transaction; a stream whose rows the database refuses is set aside.</summary>
    async Task CopyAsync(CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(rows, failed, cancellation);
        }
        catch (PostgresException error) when (error.LiesWithTheData())
        {
            foreach (var stream in rows)
                await CopyAloneAsync(stream, cancellation);
            await WriteAsync([], failed, cancellation);
        }

        rows.Clear();
        failed.Clear();
        firsts.Clear();
        rowCount = 0;
        FailPoint.Reach("rebuild.copied");
    }

    async Task CopyAloneAsync(StreamRows stream, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync([stream], [], cancellation);
        }
        catch (PostgresException error) when (error.LiesWithTheData())
        {
            failed.Add(BatchFolder.Failure(firsts[stream.Stream], FoldFault.Of(error.WithoutContent())));
        }
    }

    async Task WriteAsync(
        IReadOnlyList<StreamRows> streams, IReadOnlyCollection<Parked> parked, CancellationToken cancellation)
    {
        await using var transaction = await writer.BeginTransactionAsync(cancellation);
        await RowWriter.CopyAsync(writer, tables, generation, streams);
        if (parked.Count > 0)
            await writer.DoAsync(ParkedSql.Park, cancellation, ParkedSql.Values(generation, parked));
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The events of each stream of the range. Of a stream that is too large only the beginning.</summary>
    async IAsyncEnumerable<StreamEvents> StreamsAsync(
        StreamRange range, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Query(range, upTo);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var from = EventReader.EventsFrom();
        StreamEvents? current = null;
        while (await row.ReadAsync(cancellation))
        {
            if (current is not null && !current.IsOf(row.GetGuid(1)))
            {
                yield return current;
                current = null;
            }

            current ??= new(options);
            current.Add(row, from);
        }

        if (current is not null)
            yield return current;
    }

    NpgsqlCommand Query(StreamRange range, long upTo)
    {
        var command = new NpgsqlCommand(EventReader.EventQuery + "where seq_id <= $1", reader);
        command.Parameters.Add(new() { Value = upTo });
        if (range.After is { } after)
        {
            command.Parameters.Add(new() { Value = after });
            command.CommandText += $" and stream_id > ${command.Parameters.Count}";
        }

        if (range.To is { } to)
        {
            command.Parameters.Add(new() { Value = to });
            command.CommandText += $" and stream_id <= ${command.Parameters.Count}";
        }

        command.CommandText += " order by stream_id, version";
        return command;
    }
}
