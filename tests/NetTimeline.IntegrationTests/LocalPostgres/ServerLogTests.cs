using System.Diagnostics;
using NetTimeline.LocalPostgres;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

/// <summary>A statement's text and values are what patients are made of.</summary>
public sealed class ServerLogTests : LocalPostgresSpec
{
    const string Canary = "canary4711";

    static readonly string[] Failing =
    [
        $"select '{Canary}'::int",
        $$"""select '{"a": {{Canary}}'::jsonb""",
        $"select {Canary}",
        $"create table twice (v text primary key); insert into twice values ('{Canary}'), ('{Canary}')",
        $"create table short (v text check (length(v) < 3)); insert into short values ('{Canary}')",
        $"do $$ begin raise warning '{Canary}'; end $$",
        $"do $$ begin raise exception '{Canary}'; end $$",
        $"set statement_timeout = 100; select pg_sleep(9), '{Canary}'",
        $"select pg_terminate_backend(pg_backend_pid()), '{Canary}'",
    ];

    [Fact]
    public async Task No_statement_and_no_value_reaches_the_servers_log()
    {
        await using var server = await StartAsync();

        foreach (var sql in Failing)
        {
            await FailAsync(server, sql);
        }

        var log = await LogAsync(server);
        Assert.Contains("ready to accept connections", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_even_the_statement_of_a_session_that_was_killed()
    {
        await using var server = await StartAsync();
        var sleeping = FailAsync(server, $"select pg_sleep(60), '{Canary}'");
        var session = 0;
        while (session == 0)
        {
            session = await AskAsync<int>(
                server,
                """
                select coalesce(max(pid), 0) from pg_stat_activity
                where query like 'select pg_sleep%' and wait_event = 'PgSleep'
                """);
        }

        Process.GetProcessById(session).Kill();
        await sleeping;
        await server.RestartAsync(Cancellation);

        var log = await LogAsync(server);
        Assert.Contains("terminated by signal 9", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log, StringComparison.Ordinal);
    }

    static async Task<string> LogAsync(LocalPostgresServer server)
    {
        var texts = Directory.EnumerateFiles(Path.Combine(server.DataFolder, "log"))
            .Select(file => File.ReadAllTextAsync(file, Cancellation));
        return string.Concat(await Task.WhenAll(texts));
    }

    static async Task FailAsync(LocalPostgresServer server, string sql)
    {
        try
        {
            await AskAsync<object>(server, sql);
        }
        catch (NpgsqlException)
        {
        }
    }
}
