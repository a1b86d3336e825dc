using Npgsql;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>
/// What a projection must not be: it adds up, notes its checkpoint without asking where it was, and may do so in a
/// transaction of its own.
/// </summary>
sealed class NaiveCounter : IAsyncDisposable
{
    readonly NpgsqlDataSource source;
    readonly CancellationToken cancellation;

    NaiveCounter(NpgsqlDataSource source, CancellationToken cancellation) =>
        (this.source, this.cancellation) = (source, cancellation);

    public static async Task<NaiveCounter> CreateAsync(string database, CancellationToken cancellation)
    {
        var naive = new NaiveCounter(NpgsqlDataSource.Create(database), cancellation);
        await using var create = naive.source.CreateCommand(
            """
            create table naive_counts (stream_id uuid primary key, applied bigint not null);
            create table naive_checkpoint (position bigint not null);
            insert into naive_checkpoint values (0);
            """);
        await create.ExecuteNonQueryAsync(cancellation);
        return naive;
    }

    /// <summary>Reads how far it is, and what comes next.</summary>
    public async Task<Batch> BeginAsync()
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        await using var read = new NpgsqlCommand(
            """
            select stream_id, count(*), max(seq_id) from timeline.mt_events
            where seq_id > (select position from naive_checkpoint) group by stream_id
            """,
            connection);
        await using var row = await read.ExecuteReaderAsync(cancellation);
        var counts = new Dictionary<Guid, long>();
        var position = 0L;
        while (await row.ReadAsync(cancellation))
        {
            counts.Add(row.GetGuid(0), row.GetInt64(1));
            position = Math.Max(position, row.GetInt64(2));
        }

        return new(connection, counts, position);
    }

    public async Task CommitAsync(Batch batch)
    {
        await CommitWithoutCheckpointAsync(batch);
        await ExecuteAsync(batch.Connection, "update naive_checkpoint set position = $1", batch.Position);
    }

    public async Task CommitWithoutCheckpointAsync(Batch batch)
    {
        foreach (var (stream, count) in batch.Counts)
        {
            await ExecuteAsync(
                batch.Connection,
                """
                insert into naive_counts values ($1, $2)
                on conflict (stream_id) do update set applied = naive_counts.applied + excluded.applied
                """,
                stream, count);
        }
    }

    public Task<List<(Guid, long)>> CountsAsync() =>
        AskAsync("select stream_id, applied from naive_counts order by stream_id");

    public Task<List<(Guid, long)>> EventsPerStreamAsync() =>
        AskAsync("select stream_id, count(*) from timeline.mt_events group by stream_id order by stream_id");

    public ValueTask DisposeAsync() => source.DisposeAsync();

    async Task<List<(Guid, long)>> AskAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var answer = new List<(Guid, long)>();
        while (await row.ReadAsync(cancellation))
            answer.Add((row.GetGuid(0), row.GetInt64(1)));
        return answer;
    }

    async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>What one of them has read and not written yet.</summary>
    public sealed record Batch(NpgsqlConnection Connection, Dictionary<Guid, long> Counts, long Position)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Connection.DisposeAsync();
    }
}
