using System.Threading.Channels;
using NetTimeline.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.Benchmarks;

/// <summary>
/// Appends as the store does – whatever waits is committed together, by one call – but without leaves: by the function
/// of before there was a ledger, with nothing hashed. It keeps less than the store does: no other server, no lost
/// connection, no refusal is thought of.
/// </summary>
sealed class LeaflessAppender : IAppender, IAsyncDisposable
{
    const string Function = "NetTimeline.EventStore.Postgres.Schema.0007_append.sql";
    const int YieldsMax = 8;
    const int GroupMax = 512;

    /// <summary>When everything happens.</summary>
    const long AlwaysUs = 1_790_000_000_000_000;

    readonly BenchmarkStreams streams;
    readonly NpgsqlConnection connection;
    readonly NpgsqlCommand append = new("select outcome, last_position, recorded_us from timeline.append("
        + string.Join(", ", Enumerable.Range(1, 17).Select(number => $"${number}")) + ")");

    readonly Channel<(Append Append, TaskCompletionSource Done)> waiting =
        Channel.CreateUnbounded<(Append, TaskCompletionSource)>();

    readonly Task loop;

    LeaflessAppender(NpgsqlConnection connection, BenchmarkStreams streams)
    {
        (this.connection, this.streams, append.Connection) = (connection, streams, connection);
        loop = Task.Run(RunAsync);
    }

    /// <summary>With new streams, each of which has its first event.</summary>
    public static async Task<LeaflessAppender> StartAsync(string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(database)
        {
            Pooling = false,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 1,
        };
        settings.Options = $"-c role={settings.Database}_owner -c synchronous_commit=on -c jit=off";
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        using var text = new StreamReader(typeof(PostgresEventStore).Assembly.GetManifestResourceStream(Function)!);
        await using (var create = new NpgsqlCommand(await text.ReadToEndAsync(), connection))
            await create.ExecuteNonQueryAsync();
        var appender = new LeaflessAppender(connection, new());
        await Task.WhenAll(
            Enumerable.Range(0, appender.streams.Ids.Length).Select(stream => appender.AppendAsync(stream)));
        return appender;
    }

    public Task AppendAsync(int writer, int writers) => AppendAsync(streams.Next(writer, writers));

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await loop;
        await append.DisposeAsync();
        await connection.DisposeAsync();
    }

    async Task AppendAsync(int stream)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((streams.Append(stream), done));
        await done.Task;
    }

    async Task RunAsync()
    {
        var (position, recordedUs, last) = (0L, 0L, 0);
        while (await waiting.Reader.WaitToReadAsync())
        {
            // As the store does: those that were just answered come back.
            for (var yields = 0; yields < YieldsMax && waiting.Reader.Count < last; yields++)
                await Task.Yield();
            var group = new List<(Append Append, TaskCompletionSource Done)>();
            while (group.Count < GroupMax && waiting.Reader.TryRead(out var next))
                group.Add(next);
            last = group.Count;
            try
            {
                (position, recordedUs) =
                    await CommitAsync([.. group.Select(each => each.Append)], position, recordedUs);
                group.ForEach(each => each.Done.SetResult());
            }
            catch (Exception error)
            {
                // Whoever comes later is told as well: nothing is measured any more.
                group.ForEach(each => each.Done.SetException(error));
                waiting.Writer.TryComplete(error);
                while (waiting.Reader.TryRead(out var late))
                    late.Done.SetException(error);
                throw;
            }
        }
    }

    async Task<(long Position, long RecordedUs)> CommitAsync(Append[] group, long position, long recordedUs)
    {
        append.Parameters.Clear();
        foreach (var number in (long[])[position, recordedUs, AlwaysUs, AlwaysUs])
            Add(number);
        append.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = DBNull.Value });
        Add(Each(item => item.Id));
        Add(Each(item => item.Stream));
        Add(Each(item => item.StreamKey));
        Add(Each(item => item.ExpectedVersion));
        Add(Each(item => item.Events.Count));
        Add(Each(item => item.Command!.Scope));
        Add(Each(item => item.Command!.Key));
        Add(Each(item => item.Command!.BodySha256.ToArray()), NpgsqlDbType.Array | NpgsqlDbType.Bytea);
        Add(Each(item => item.Events[0].Id));
        Add(Each(item => item.Events[0].Type));
        Add(Each(item => item.Events[0].Payload), NpgsqlDbType.Array | NpgsqlDbType.Jsonb);
        Add(Each(item => PeerAppender.EnvelopeOf(item.Events[0])), NpgsqlDbType.Array | NpgsqlDbType.Jsonb);
        await using var row = await append.ExecuteReaderAsync();
        await row.ReadAsync();
        return row.GetString(0) == "appended"
            ? (row.GetInt64(1), row.GetInt64(2))
            : throw new InvalidOperationException($"An append was refused: {row.GetString(0)}.");

        T[] Each<T>(Func<Append, T> select) => [.. group.Select(select)];

        void Add<T>(T value, NpgsqlDbType? type = null)
        {
            var parameter = new NpgsqlParameter<T> { TypedValue = value };
            if (type is { } known)
                parameter.NpgsqlDbType = known;
            append.Parameters.Add(parameter);
        }
    }
}
