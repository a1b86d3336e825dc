using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Compares the rows of two generations as they are when it is opened, stream by stream, without regard to the order
/// of rows.
/// </summary>
sealed class Comparison
{
    /// <summary>More are counted and not named.</summary>
    const int NamedMax = 1000;

    readonly NpgsqlConnection connection;
    readonly NpgsqlTransaction snapshot;
    readonly IReadOnlyList<ReadTable> tables;
    readonly int one;
    readonly int other;

    Comparison(
        NpgsqlConnection connection, NpgsqlTransaction snapshot, IReadOnlyList<ReadTable> tables, int one, int other)
    {
        (this.connection, this.snapshot, this.tables) = (connection, snapshot, tables);
        (this.one, this.other) = (one, other);
    }

    /// <summary>Whoever opens it knows that both are at the same position, and lets neither go on meanwhile.</summary>
    public static async Task<Comparison> OpenAsync(
        NpgsqlDataSource source, IReadOnlyList<ReadTable> tables, int one, int other,
        CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var snapshot = await connection.BeginTransactionAsync(
                System.Data.IsolationLevel.RepeatableRead, cancellation);
            // The first statement takes the snapshot.
            await using var first = new NpgsqlCommand("select 1", connection, snapshot);
            await first.ExecuteScalarAsync(cancellation);
            return new(connection, snapshot, tables, one, other);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Which streams differ; then it is closed.</summary>
    public async Task<Differences> RunAsync(CancellationToken cancellation)
    {
        await using (connection)
        {
            await using var compare = new NpgsqlCommand(Sql(), connection, snapshot)
            {
                Parameters = { new() { Value = NamedMax } },
            };
            await using var row = await compare.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            return new(row.GetInt64(0), row.GetFieldValue<Guid[]>(1));
        }
    }

    string Sql() => $"""
        with differing as (
            {string.Join(" union ", tables.Select(Differing))}
        )
        select count(*), array(select stream_id from differing order by stream_id limit $1) from differing
        """;

    /// <summary>Rows that one has oftener than the other.</summary>
    string Differing(ReadTable table)
    {
        var (left, right) = (ReadTableSql.Name(table, one), ReadTableSql.Name(table, other));
        return $"""
            select stream_id from (select * from {left} except all select * from {right}) as gone
            union select stream_id from (select * from {right} except all select * from {left}) as come
            """;
    }
}

/// <summary>The streams of which two generations have other rows.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Named">Not all, if there are many.</param>
sealed record Differences(long Count, Guid[] Named);
