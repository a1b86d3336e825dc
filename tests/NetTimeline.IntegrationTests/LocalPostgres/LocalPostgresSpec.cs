using NetTimeline.LocalPostgres;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

/// <summary>A data folder of the test's own, and the questions these tests ask a server.</summary>
public abstract class LocalPostgresSpec : IDisposable
{
    readonly TemporaryFolder temporary = new();

    protected string Folder => temporary.Below("data");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        temporary.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<LocalPostgresServer> StartAsync() => StartAsync(new LocalPostgresOptions(Folder));

    protected static Task<LocalPostgresServer> StartAsync(LocalPostgresOptions options) =>
        LocalPostgresServer.StartAsync(options, Cancellation);

    protected static Task<T> AskAsync<T>(LocalPostgresServer server, string sql) =>
        AskAsync<T>(server.ConnectionString, sql);

    /// <summary>
    /// One value over a connection of its own, so that no pool outlives a server that is killed.
    /// </summary>
    protected static async Task<T> AskAsync<T>(string connectionString, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var source = NpgsqlDataSource.Create(unpooled);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    protected static Task WriteNoteAsync(LocalPostgresServer server, string text) => AskAsync<int>(
        server,
        $"""
         create table if not exists notes (text text not null);
         insert into notes values ('{text}');
         select 1
         """);

    protected static Task<string> NotesAsync(LocalPostgresServer server) =>
        AskAsync<string>(server, "select string_agg(text, ', ' order by text) from notes");

    /// <summary>A line of /proc/[pid]/status, such as Uid.</summary>
    protected static string[] StatusOf(int process, string field) =>
        File.ReadLines($"/proc/{process}/status")
            .Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))
            .Split('\t', StringSplitOptions.RemoveEmptyEntries)[1..];
}
