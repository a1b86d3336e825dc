using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Short ways to do what a statement says. An array of references that is its only value is written in brackets, since
/// it would be taken for the values otherwise.
/// </summary>
static class Statements
{
    /// <summary>So many rows it concerned, or −1.</summary>
    public static async Task<int> DoAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<long> NumberAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellation, params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), provider: null);
    }

    public static async Task<List<T>> RowsAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> from, CancellationToken cancellation,
        params object?[] values)
    {
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(from(reader));
        return rows;
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
