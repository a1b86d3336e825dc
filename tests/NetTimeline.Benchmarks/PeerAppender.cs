using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetTimeline.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The other side: one transaction per append from a pool, prepared – begin, read the version, insert event
/// and command row, commit. Written as well as we can: both inserts in one round trip, the beginning sent
/// with the first query, no reset between uses, a pool no larger than serves it. It acts as the owner of the
/// tables, so that the triggers let it in, but they run. It keeps less than we do: no head, no stream row, no
/// wake-up.
/// </summary>
sealed class PeerAppender : IAppender, IAsyncDisposable
{
    const string Lock = "select pg_advisory_xact_lock(1)";
    const string ReadVersion =
        "select version from timeline.mt_events where stream_id = $1 order by version desc limit 1";
    const string InsertEvent = """
        insert into timeline.mt_events (
            seq_id, id, stream_id, version, data, type, correlation_id, headers, user_name)
        values (nextval('timeline.mt_events_sequence'), $1, $2, $3, $4, $5, $6, $7, $8)
        """;
    const string InsertCommand = """
        insert into timeline.appends (
            append_id, stream_id, first_version, last_version, first_position, last_position,
            recorded_us, command_scope, command_key, body_sha256)
        select $1, $2, $3, $3, p, p, $4, $5, $6, $7
        from (select currval('timeline.mt_events_sequence') as p) as last
        """;

    static readonly JsonSerializerOptions WithoutNulls =
        new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    readonly BenchmarkStreams streams;
    readonly NpgsqlDataSource source;
    readonly bool underLock;

    public PeerAppender(string database, BenchmarkStreams streams, bool underLock)
    {
        (this.streams, this.underLock) = (streams, underLock);
        var settings = new NpgsqlConnectionStringBuilder(database)
        {
            // For each the best of 8, 16, 32, 64 and 128; beyond it connections wait for each other.
            MaxPoolSize = underLock ? 8 : 32,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        settings.Options = $"-c role={settings.Database}_owner";
        source = NpgsqlDataSource.Create(settings);
    }

    /// <summary>Makes the streams that all peers on this database append to.</summary>
    public static async Task<BenchmarkStreams> PrepareAsync(string database)
    {
        var streams = new BenchmarkStreams();
        var settings = new NpgsqlConnectionStringBuilder(database);
        settings.Options = $"-c role={settings.Database}_owner";
        await using var source = NpgsqlDataSource.Create(settings);
        await using var command = source.CreateCommand(
            "insert into timeline.mt_streams (id, version) select id, 0 from unnest($1) as s (id)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = streams.Ids });
        await command.ExecuteNonQueryAsync();
        return streams;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    public async Task AppendAsync(int writer, int writers)
    {
        var append = streams.Append(streams.Next(writer, writers));
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        var version = await ReadVersionAsync(connection, append.Stream);
        if (version != append.ExpectedVersion)
            throw new InvalidOperationException("The peer has lost an event.");
        await InsertAsync(connection, append);
        await transaction.CommitAsync();
    }

    async Task<long> ReadVersionAsync(NpgsqlConnection connection, Guid stream)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (underLock)
            batch.BatchCommands.Add(new(Lock));
        batch.BatchCommands.Add(new(ReadVersion) { Parameters = { Value(stream) } });
        await using var reader = await batch.ExecuteReaderAsync();
        if (underLock)
            await reader.NextResultAsync();
        return await reader.ReadAsync() ? reader.GetInt64(0) : 0;
    }

    static async Task InsertAsync(NpgsqlConnection connection, Append append)
    {
        var item = append.Events[0];
        var command = append.Command!;
        var version = append.ExpectedVersion + 1;
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(InsertEvent)
                {
                    Parameters =
                    {
                        Value(item.Id), Value(append.Stream), Value(version), Json(item.Payload),
                        Value(item.Type), Value(item.Act.Request!), Json(EnvelopeOf(item)),
                        Value(item.Act.Actor),
                    },
                },
                new(InsertCommand)
                {
                    Parameters =
                    {
                        Value(append.Id), Value(append.Stream), Value(version), Value(0L),
                        Value(command.Scope), Value(command.Key), Value(command.BodySha256.ToArray()),
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    public static ReadOnlyMemory<byte> EnvelopeOf(NewEvent item) => EnvelopeOf(item.Type, item.Schema, item.Act);

    public static ReadOnlyMemory<byte> EnvelopeOf(string type, int schema, Act act) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                actor = act.Actor,
                change = act.Change,
                client = act.Client,
                corrects = act.Corrects,
                reason = act.Reason,
                recordedAtUs = 1_790_000_000_000_000,
                request = act.Request,
                schema,
                source = act.Source,
                type,
            },
            WithoutNulls);

    static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    static NpgsqlParameter<ReadOnlyMemory<byte>> Json(ReadOnlyMemory<byte> utf8) =>
        new() { TypedValue = utf8, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
