using Npgsql;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>What controls write to: a table that a program of no great care would have.</summary>
sealed class PlainTable : IAsyncDisposable
{
    readonly NpgsqlDataSource source;

    PlainTable(string connectionString) => source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });

    public static async Task<PlainTable> CreateAsync(string connectionString, CancellationToken cancellation)
    {
        var table = new PlainTable(connectionString);
        await table.RunAsync("create table if not exists plain (n bigint)", cancellation);
        return table;
    }

    public async Task<long> CountAsync(CancellationToken cancellation) =>
        (long)(await RunAsync("select count(*) from plain", cancellation))!;

    public Task ClearAsync(CancellationToken cancellation) => RunAsync("truncate plain", cancellation);

    /// <summary>One value of whatever is said, on a connection of its own.</summary>
    public async Task<object?> RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>Inserts a row in a connection of its own.</summary>
    public Task InsertAsync(long n, CancellationToken cancellation) =>
        RunAsync($"insert into plain values ({n})", cancellation);

    /// <summary>One row after the other on one connection, until it fails.</summary>
    /// <param name="setting">Done first.</param>
    /// <param name="insert">Inserts one row.</param>
    /// <param name="inserted">Called with how many were acknowledged, after each.</param>
    /// <returns>How many were acknowledged.</returns>
    public async Task<long> InsertUntilItFailsAsync(string setting, string insert, Action<long> inserted)
    {
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(setting, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        command.CommandText = insert;
        for (var told = 0L; ; inserted(told))
        {
            try
            {
                await command.ExecuteNonQueryAsync(CancellationToken.None);
                told++;
            }
            catch (NpgsqlException)
            {
                return told;
            }
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
