using System.Diagnostics;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Drops tables that nobody reads any more: of generations that were replaced a while ago or never finished, and of
/// formats that no server keeps any more. Beside everything else, and again later where somebody still reads them.
/// </summary>
sealed class Remains(NpgsqlDataSource source, IProjection projection, ProjectionOptions options) : IAsyncDisposable
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    readonly CancellationTokenSource ending = new();
    Task dropping = Task.CompletedTask;
    long lastLook;

    /// <summary>Begins where it is time; returns at once.</summary>
    public void Look(bool hasLive)
    {
        if (!dropping.IsCompleted || (lastLook != 0 && Stopwatch.GetElapsedTime(lastLook) < Every))
            return;
        lastLook = Stopwatch.GetTimestamp();
        dropping = Task.Run(() => DropAsync(hasLive, ending.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await dropping;
        ending.Dispose();
    }

    async Task DropAsync(bool hasLive, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            foreach (var (generation, tables) in await UnusedAsync(connection, hasLive, cancellation))
                await DropAsync(connection, generation, tables, cancellation);
        }
        catch (Exception error) when (error.IsOfTheConnection() || error is OperationCanceledException)
        {
            // It is done the next time, by whichever server.
        }
    }

    /// <summary>Other formats only where this one has tables that readers can use.</summary>
    async Task<List<(int Generation, string[] Tables)>> UnusedAsync(
        NpgsqlConnection connection, bool hasLive, CancellationToken cancellation)
    {
        const string sql = """
            select g.generation, g.tables from read_models.generations g
            left join read_models.keepers k on k.projection = g.projection and k.format = g.format
            where g.projection = $1 and (
                g.format = $2 and (g.state = 'abandoned' or g.state = 'retired' and g.state_since < now() - $3)
                or g.format <> $2 and $5 and coalesce(k.heartbeat, g.begun) < now() - $4)
            """;
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                new() { Value = projection.Name },
                new() { Value = projection.Format },
                new() { Value = options.DropRetiredAfter.ToTimeSpan() },
                new() { Value = options.DropUnkeptAfter.ToTimeSpan() },
                new() { Value = hasLive },
            },
        };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var unused = new List<(int, string[])>();
        while (await row.ReadAsync(cancellation))
            unused.Add((row.GetInt32(0), row.GetFieldValue<string[]>(1)));
        return unused;
    }

    /// <summary>Waits a little for readers and then leaves it for the next time.</summary>
    static async Task DropAsync(
        NpgsqlConnection connection, int generation, string[] tables, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var drop = string.Concat(tables.Select(
            table => $"drop table if exists {ReadTableSql.Name(table, generation)};"));
        await using var command = new NpgsqlCommand(
            $"{drop} delete from read_models.generations where generation = {generation}", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException error) when (error.MayPass())
        {
            await transaction.RollbackAsync(cancellation);
        }
    }
}
