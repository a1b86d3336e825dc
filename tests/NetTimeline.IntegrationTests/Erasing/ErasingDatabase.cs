using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>Asks and tells a database directly, as a superuser.</summary>
static class ErasingDatabase
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<T> AskAsync<T>(string database, string sql)
    {
        await using var source = Source(database);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    public static async Task DoAsync(string database, string sql)
    {
        await using var source = Source(database);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    static NpgsqlDataSource Source(string database) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false });
}
