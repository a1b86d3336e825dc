using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What a look at the database found.</summary>
/// <param name="Reachable">It answered, and can be written to.</param>
/// <param name="SchemaCurrent">It has the schema that this program needs, or a newer one that this program can
/// work with too.</param>
/// <param name="ClockWithinTolerance">This server's clock and the database's agree well enough to
/// record.</param>
public sealed record ReadinessFound(bool Reachable, bool SchemaCurrent, bool ClockWithinTolerance);

/// <summary>Looks whether a store could record now, without recording anything.</summary>
/// <remarks>Safe to use from many threads; has connections of its own, so that a busy store does not look
/// dead.</remarks>
public sealed class PostgresReadiness(string connectionString, IClock clock, Duration clockTolerance) : IAsyncDisposable
{
    const int TimeoutSeconds = 3;

    const string Sql = """
        select (extract(epoch from clock_timestamp()) * 1000000)::bigint, not pg_is_in_recovery(),
            (select max(version) from timeline.schema_versions),
            (select max(coalesce(compatible_from, version)) from timeline.schema_versions where version > $1)
        """;

    readonly NpgsqlDataSource source = Connections.ForReading(new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "nettimeline health",
        Timeout = TimeoutSeconds,
        CommandTimeout = TimeoutSeconds,
        MaxPoolSize = 2,
    }.ConnectionString);

    /// <summary>Answers within a few seconds; a database that does not is not reachable.</summary>
    public async Task<ReadinessFound> LookAsync(CancellationToken cancellation)
    {
        try
        {
            var known = SchemaFile.All.Count;
            var command = source.CreateCommand(Sql);
            await using var _ = command.ConfigureAwait(false);
            command.Parameters.Add(new() { Value = known });
            var row = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using var __ = row.ConfigureAwait(false);
            await row.ReadAsync(cancellation).ConfigureAwait(false);
            var off = clock.GetCurrentInstant() - Microseconds.ToInstant(row.GetInt64(0));
            return new(
                Reachable: row.GetBoolean(1),
                SchemaCurrent: !row.IsDBNull(2) && row.GetInt32(2) >= known
                    && (row.IsDBNull(3) || row.GetInt32(3) <= known),
                ClockWithinTolerance: off <= clockTolerance && off >= -clockTolerance);
        }
        catch (PostgresException error)
            when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            return new(Reachable: true, SchemaCurrent: false, ClockWithinTolerance: false);
        }
        catch (Exception error)
            when (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return new(Reachable: false, SchemaCurrent: false, ClockWithinTolerance: false);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
