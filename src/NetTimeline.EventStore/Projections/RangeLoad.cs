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

    readonly List<StreamRows> rows = [];
    readonly List<Parked> failed = [];
    readonly Dictionary<Guid, StoredEvent> firsts = [];
    int rowCount;

    public async Task RunAsync(StreamRange range, long upTo, CancellationToken cancellation)
    {
        await foreach (var events in StreamsAsync(range, upTo, cancellation))
        {
            await FoldAsync(events, cancellation);
            progress.Add(1, (int)events.Count);
            if (rows.Count >= StreamsPerCopyMax || rowCount >= RowsPerCopyMax)
                await CopyAsync(cancellation);
        }

        await CopyAsync(cancellation);
    }

    async Task FoldAsync(StreamEvents events, CancellationToken cancellation)
    {
        if (events.Fault is { } tooLarge)
        {
            failed.Add(BatchFolder.Failure(events.Events[0], tooLarge));
            return;
        }

        var stream = events.Events[0].Stream;
        var done = await FoldGuard.RunAsync(
            ending => StreamFolding.Of(
                rules.Begin(stream) is { } begun ? new(stream, begun) : null,
                tables, [], events.Events, options.StreamBytesMax, ending),
            options.FoldPatience,
            cancellation);
        if ((done.Fault ?? done.Value?.Fault) is { } fault)
        {
            failed.Add(BatchFolder.Failure(events.Events[0], fault));
        }
        else if (done.Value!.Fold is not null)
        {
            rows.Add(new(stream, done.Value.Rows));
            firsts.Add(stream, events.Events[0]);
            rowCount += done.Value.Rows.Count;
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
        for (var place = 0; place < tables.Count; place++)
            await RowWriter.CopyAsync(writer, tables, place, generation, streams);
        if (parked.Count > 0)
        {
            await using var park = new NpgsqlCommand(ParkedSql.Park, writer);
            foreach (var value in ParkedSql.Values(generation, parked))
                park.Parameters.Add(new() { Value = value });
            await park.ExecuteNonQueryAsync(cancellation);
        }

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
