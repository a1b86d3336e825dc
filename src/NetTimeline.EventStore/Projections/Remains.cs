using System.Diagnostics;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Drops tables that nobody reads any more: of generations that were replaced a while ago or never finished, and of
/// formats that no server keeps any more. Beside everything else, and again later where somebody still reads them.
/// </summary>
sealed class Remains(
    NpgsqlDataSource source, IProjection projection, ProjectionOptions options, Func<string, Task> note)
    : IAsyncDisposable
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Where somebody keeps that format's place meanwhile, its generations stay.</summary>
    const string TakePlaceOfFormat = """
        select pg_try_advisory_xact_lock(hashtextextended(projection || '/' || format, 5642234187420127))
        from read_models.generations where generation = $1
        """;

    readonly CancellationTokenSource ending = new();
    readonly HashSet<int> undroppable = [];
    readonly long begun = Stopwatch.GetTimestamp();
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
            foreach (var unused in await UnusedAsync(connection, hasLive, cancellation))
                await DropAsync(connection, unused, cancellation);
        }
        catch (Exception error) when (error.IsOfTheConnection() || error is OperationCanceledException)
        {
            // It is done the next time, by whichever server.
        }
    }

    /// <summary>
    /// Other formats only where this one has tables that readers can use, and was kept for as long as those were not:
    /// while the database was away nobody could keep anything.
    /// </summary>
    Task<List<Unused>> UnusedAsync(
        NpgsqlConnection connection, bool hasLive, CancellationToken cancellation)
    {
        const string sql = """
            select g.generation, g.tables, g.format <> $2 from read_models.generations g
            left join read_models.keepers k on k.projection = g.projection and k.format = g.format
            where g.projection = $1 and (
                g.format = $2 and (g.state = 'abandoned' or g.state = 'retired' and g.state_since < now() - $3)
                or g.format <> $2 and $5 and coalesce(k.heartbeat, g.begun) < now() - $4)
            """;
        var unkeptAfter = options.DropUnkeptAfter.ToTimeSpan();
        return connection.RowsAsync(
            sql, row => new Unused(row.GetInt32(0), row.GetFieldValue<string[]>(1), row.GetBoolean(2)), cancellation,
            projection.Name, projection.Format, options.DropRetiredAfter.ToTimeSpan(), unkeptAfter,
            hasLive && Stopwatch.GetElapsedTime(begun) >= unkeptAfter);
    }

    /// <summary>
    /// Waits a little for readers and then leaves it for the next time. Where something else hangs on a table, such as
    /// a view, an operator is told, once.
    /// </summary>
    async Task DropAsync(NpgsqlConnection connection, Unused unused, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            if (unused.OfAnotherFormat && !await TryTakePlaceAsync(connection, unused.Generation, cancellation))
                return;
            var drop = string.Concat(unused.Tables.Select(
                table => $"drop table if exists {ReadTableSql.Name(table, unused.Generation)};"));
            await connection.DoAsync(
                $"{drop} delete from read_models.generations where generation = {unused.Generation}", cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException error) when (error.LeftNothingBehind())
        {
            await transaction.RollbackAsync(cancellation);
            if (!error.MayPass() && undroppable.Add(unused.Generation))
                await note($"Generation {unused.Generation} is not dropped. {error.WithoutContent().Message}");
        }
    }

    static async Task<bool> TryTakePlaceAsync(
        NpgsqlConnection connection, int generation, CancellationToken cancellation) =>
        await connection.RowsAsync(TakePlaceOfFormat, row => row.GetBoolean(0), cancellation, generation) is [true];

    sealed record Unused(int Generation, string[] Tables, bool OfAnotherFormat);
}
