using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.LocalPostgres;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>PostgreSQL is killed under load again and again.</summary>
public sealed class KillTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 16;

    static readonly int Kills = Volume.Of(8, 50);
    static readonly int StoredBetweenKills = Volume.Of(300, 4000);

    [Fact]
    public async Task Every_acknowledged_event_outlives_kills_exactly_once()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LocalPostgresServer.StartAsync(new(folder.Below("data")), Cancellation);
        await SchemaMigration.ApplyAsync(server.ConnectionString, Cancellation);
        await using var store = new PostgresEventStore(server.ConnectionString, new ManualClock(), new());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Writers.RunAsync([store], Writing, TimeSpan.Zero, ending.Token);

        var slowest = TimeSpan.Zero;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await UntilStoredAsync(StoredBetweenKills, writing);
            var start = Stopwatch.GetTimestamp();
            await server.KillAsync();
            await server.RestartAsync(Cancellation);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
        }

        await UntilStoredAsync(Writing, writing);
        await ending.CancelAsync();
        await writing;
        Chance.Say($"{Kills} kills; the slowest took {slowest.TotalSeconds:F1} s until PostgreSQL was ready.");
        await AssertNoFaultAsync(store);
    }

    /// <summary>
    /// The control: the same kills lose rows that were acknowledged without waiting for the disk.
    /// </summary>
    [Fact]
    public async Task Without_durable_commits_the_same_kills_lose_what_was_acknowledged()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LocalPostgresServer.StartAsync(new(folder.Below("data")), Cancellation);
        await using var plain = await PlainTable.CreateAsync(server.ConnectionString, Cancellation);

        var lost = 0L;
        for (var kill = 1; kill <= Kills && lost == 0; kill++)
        {
            var told = await InsertUntilKilledAsync(server, plain);
            await server.RestartAsync(Cancellation);
            lost = told - await plain.CountAsync(Cancellation);
            await plain.ClearAsync(Cancellation);
        }

        Chance.Say($"The control lost {lost}.");
        Assert.True(lost > 0);
    }

    static async Task<long> InsertUntilKilledAsync(LocalPostgresServer server, PlainTable plain)
    {
        Task? killing = null;
        var told = await plain.InsertUntilItFailsAsync(
            "set synchronous_commit = off", "insert into plain values (1)", count =>
            {
                if (count == 300)
                    killing = server.KillAsync();
            });
        await killing!;
        return told;
    }
}
