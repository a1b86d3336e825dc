using System.Diagnostics;
using NetTimeline.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.Benchmarks;

/// <summary>
/// What the database allows: groups of the same rows on the same tables, keys and triggers, each in one transaction
/// of three inserts of many rows – events, appends, head – one after the other on one connection. Nothing is looked
/// up, compared or answered, and the versions are believed.
/// </summary>
sealed class MultiRowInsert : IAsyncDisposable
{
    const string InsertEvents = """
        insert into timeline.mt_events (
            seq_id, id, stream_id, version, data, type, correlation_id, headers, user_name)
        select $1 + place, id, stream, version, data, $2, $3, headers, $4
        from unnest($5, $6, $7, $8, $9) with ordinality as e (id, stream, version, data, headers, place)
        """;
    const string InsertAppends = """
        insert into timeline.appends (
            append_id, stream_id, first_version, last_version, first_position, last_position,
            recorded_us, command_scope, command_key, body_sha256)
        select id, stream, version, version, $1 + place, $1 + place, $2, $3, key, $4
        from unnest($5, $6, $7, $8) with ordinality as a (id, stream, version, key, place)
        """;
    const string InsertHead = "insert into timeline.heads (position, recorded_us) values ($1, $2)";

    readonly NpgsqlDataSource source;
    readonly BenchmarkStreams streams;
    int turn;
    long position;

    MultiRowInsert(NpgsqlDataSource source, BenchmarkStreams streams) =>
        (this.source, this.streams) = (source, streams);

    public static async Task<MultiRowInsert> StartAsync(string database)
    {
        var streams = await PeerAppender.PrepareAsync(database);
        var settings = new NpgsqlConnectionStringBuilder(database)
        {
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        settings.Options = $"-c role={settings.Database}_owner";
        return new(NpgsqlDataSource.Create(settings), streams);
    }

    /// <summary>Rows of events a second.</summary>
    /// <param name="group">In one transaction.</param>
    /// <param name="each">For so long.</param>
    public async Task<double> RateAsync(int group, TimeSpan each)
    {
        await using var connection = await source.OpenConnectionAsync();
        var start = Stopwatch.GetTimestamp();
        var rows = 0L;
        for (; Stopwatch.GetElapsedTime(start) < each; rows += group)
            await InsertAsync(connection, [.. Enumerable.Range(0, group).Select(_ => Next())]);
        return rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    Append Next() => streams.Append(turn++ % streams.Ids.Length);

    /// <summary>A batch without a transaction of its own is one.</summary>
    async Task InsertAsync(NpgsqlConnection connection, Append[] appends)
    {
        var recordedUs = 1_790_000_000_000_000 + position;
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Events(appends));
        batch.BatchCommands.Add(Appends(appends, recordedUs));
        position += appends.Length;
        batch.BatchCommands.Add(new(InsertHead) { Parameters = { Value(position), Value(recordedUs) } });
        await batch.ExecuteNonQueryAsync();
    }

    NpgsqlBatchCommand Events(Append[] appends)
    {
        var first = appends[0].Events[0];
        return new(InsertEvents)
        {
            Parameters =
            {
                Value(position), Value(first.Type), Value(first.Act.Request!), Value(first.Act.Actor),
                Each(appends, append => append.Events[0].Id), Each(appends, append => append.Stream),
                Each(appends, append => append.ExpectedVersion + 1),
                Json(appends, append => append.Events[0].Payload),
                Json(appends, append => PeerAppender.EnvelopeOf(append.Events[0])),
            },
        };
    }

    NpgsqlBatchCommand Appends(Append[] appends, long recordedUs)
    {
        var command = appends[0].Command!;
        return new(InsertAppends)
        {
            Parameters =
            {
                Value(position), Value(recordedUs), Value(command.Scope), Value(command.BodySha256.ToArray()),
                Each(appends, append => append.Id), Each(appends, append => append.Stream),
                Each(appends, append => append.ExpectedVersion + 1), Each(appends, append => append.Command!.Key),
            },
        };
    }

    static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    static NpgsqlParameter<T[]> Each<T>(Append[] appends, Func<Append, T> select) =>
        Value(appends.Select(select).ToArray());

    static NpgsqlParameter<ReadOnlyMemory<byte>[]> Json(Append[] appends, Func<Append, ReadOnlyMemory<byte>> select) =>
        new() { TypedValue = [.. appends.Select(select)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
}
