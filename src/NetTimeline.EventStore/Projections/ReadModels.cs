using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>The read models of a database, whichever server keeps them.</summary>
public sealed class ReadModels : IReadModels, IAsyncDisposable
{
    static readonly int AttemptsMax = new ProjectionOptions().AttemptsMax;

    readonly NpgsqlDataSource source;

    /// <param name="connectionString">Names the database; whoever logs in must be a member of its app role.</param>
    public ReadModels(string connectionString) => source = Connections.ForReading(connectionString);

    /// <exception cref="EventStoreException">The database does not answer.</exception>
    public Task<ReadGeneration?> CurrentAsync(IProjection projection, CancellationToken cancellation)
    {
        const string sql = """
            select g.generation, g.rules, g.position,
                a.streams::integer, least(g.position, a.before)
            from read_models.generations g
            cross join lateral (
                select count(*) as streams, min(p.position) filter (where p.attempts < $3) - 1 as before
                from read_models.parked p where p.generation = g.generation) a
            where g.projection = $1 and g.format = $2 and g.state = 'live'
            order by g.generation desc limit 1
            """;
        return SqlStates.WithoutContentAsync(async () =>
        {
            await using var open = await source.OpenConnectionAsync(cancellation);
            var found = await open.RowsAsync(
                sql,
                row => new ReadGeneration(
                    ReadTableSql.Schema, ReadTableSql.Suffix(row.GetInt32(0)), row.GetInt64(1), row.GetInt64(2),
                    row.GetInt32(3), row.GetInt64(4)),
                cancellation, projection.Name, projection.Format, AttemptsMax);
            return found.SingleOrDefault();
        });
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
