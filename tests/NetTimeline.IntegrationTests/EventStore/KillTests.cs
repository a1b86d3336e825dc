using System.Collections.Concurrent;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.LocalPostgres;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>
/// PostgreSQL is killed under load again and again; the oracle is what the writers were told.
/// </summary>
public sealed class KillTests
{
    const int Kills = 20;
    const int Writers = 16;
    const int AppendsBetweenKills = 300;

    readonly ConcurrentDictionary<Guid, AppendResult.Appended> acknowledged = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_acknowledged_event_outlives_twenty_kills_exactly_once()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LocalPostgresServer.StartAsync(
            new(folder.Below("data")), Cancellation);
        await SchemaMigration.ApplyAsync(server.ConnectionString, Cancellation);
        await using var store = new PostgresEventStore(server.ConnectionString, new ManualClock(), new());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.WhenAll(
            Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(store, ending))));

        for (var kill = 1; kill <= Kills; kill++)
        {
            var goal = acknowledged.Count + AppendsBetweenKills;
            while (acknowledged.Count < goal && !writing.IsCompleted)
                await Task.Delay(1, Cancellation);
            await server.KillAsync();
            await server.RestartAsync(Cancellation);
        }

        await ending.CancelAsync();
        await writing;
        await AssertStoredAsync(store);
    }

    /// <summary>
    /// The control: the same kills lose rows that were acknowledged without waiting for the disk.
    /// </summary>
    [Fact]
    public async Task Without_durable_commits_the_same_kills_lose_what_was_acknowledged()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LocalPostgresServer.StartAsync(
            new(folder.Below("data")), Cancellation);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync("create table plain (n bigint)");

        var lost = 0L;
        for (var kill = 1; kill <= Kills && lost == 0; kill++)
        {
            var told = await InsertUntilKilledAsync(server, source);
            await server.RestartAsync(Cancellation);
            lost = told - (long)(await RunAsync("select count(*) from plain"))!;
            await RunAsync("truncate plain");
        }

        Assert.True(lost > 0);

        async Task<object?> RunAsync(string sql)
        {
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync(Cancellation);
        }
    }

    static async Task<long> InsertUntilKilledAsync(LocalPostgresServer server, NpgsqlDataSource source)
    {
        NpgsqlConnection.ClearPool(source.CreateConnection());
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var insert = new NpgsqlCommand("set synchronous_commit = off", connection);
        await insert.ExecuteNonQueryAsync(Cancellation);
        insert.CommandText = "insert into plain values (1)";
        Task? killing = null;
        for (var told = 0L; ; told++)
        {
            try
            {
                await insert.ExecuteNonQueryAsync(Cancellation);
            }
            catch (NpgsqlException)
            {
                await killing!;
                return told;
            }

            if (told == AppendsBetweenKills)
                killing = server.KillAsync();
        }
    }

    async Task WriteAsync(PostgresEventStore store, CancellationTokenSource ending)
    {
        var stream = Guid.NewGuid();
        for (var version = 0; !ending.IsCancellationRequested; version++)
        {
            var append = version == 0 ? Appends.Begin(stream) : Appends.Continue(stream, version);
            var answer = await store.AppendAsync(append, Cancellation);
            acknowledged[append.Events[0].Id] = Assert.IsType<AppendResult.Appended>(answer);
        }
    }

    async Task AssertStoredAsync(PostgresEventStore store)
    {
        var log = await store.ReadAllAsync(0, int.MaxValue, Cancellation);
        Assert.Equal(PostgresSpec.FromOne(log.Count), log.Select(item => item.Position));
        Assert.Equal(acknowledged.Keys.Order(), log.Select(item => item.Id).Order());
        Assert.All(log, item =>
        {
            var told = acknowledged[item.Id];
            Assert.Equal(
                (told.Stream, told.FirstVersion, told.FirstPosition, told.RecordedAt),
                (item.Stream, item.Version, item.Position, item.RecordedAt));
        });
    }
}
