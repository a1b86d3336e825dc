using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.LocalPostgres;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>
/// PostgreSQL is killed under load again and again, while events are applied and generations are made. Every event has
/// done its work once.
/// </summary>
public sealed class CrashTests
{
    const int Writers = 4;
    const int AppendsBetweenKills = 150;

    static readonly int Kills = Volume.Of(4, 50);

    readonly CountingProjection projection = new();
    int told;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kills_of_the_database_the_rows_are_those_of_a_replay()
    {
        using var folder = new TemporaryFolder();
        await using var server = await LocalPostgresServer.StartAsync(new(folder.Below("data")), Cancellation);
        await SchemaMigration.ApplyAsync(server.ConnectionString, Cancellation);
        await using var store = new PostgresEventStore(server.ConnectionString, new ManualClock(), new());
        await using var engine = new ProjectionEngine(
            server.ConnectionString, [projection], new() { LookEvery = NodaTime.Duration.FromMilliseconds(100) });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Task.WhenAll(
            Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteAsync(store, ending))));

        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill % 2 == 1)
                await AskForRebuildAsync(server.ConnectionString);
            for (var goal = told + AppendsBetweenKills; told < goal && !writing.IsCompleted;)
                await Task.Delay(1, Cancellation);
            await server.KillAsync();
            await server.RestartAsync(Cancellation);
        }

        await ending.CancelAsync();
        await writing;
        await AssertAppliedOnceAsync(server.ConnectionString, store);
    }

    async Task WriteAsync(PostgresEventStore store, CancellationTokenSource ending)
    {
        var stream = Guid.NewGuid();
        for (var version = 0; !ending.IsCancellationRequested; version++)
        {
            var append = version % 20 == 0
                ? Appends.Begin(stream = Guid.NewGuid())
                : Appends.Continue(stream, version % 20);
            Assert.IsType<AppendResult.Appended>(await store.AppendAsync(append, Cancellation));
            Interlocked.Increment(ref told);
        }
    }

    async Task AskForRebuildAsync(string database)
    {
        await using var controls = new ProjectionControls(database);
        await controls.RebuildAsync(projection, verify: false, Cancellation);
    }

    async Task AssertAppliedOnceAsync(string database, PostgresEventStore store)
    {
        await using var models = new ReadModels(database);
        var head = (await store.ReadAllAsync(0, int.MaxValue, Cancellation)).Count;
        var current = await ProjectionSpec.UntilAsync(
            () => models.CurrentAsync(projection, Cancellation), now => now?.Position == head);
        Assert.Equal(
            await ProjectionRows.ReplayedAsync(database, projection, 0, [], Cancellation),
            await ProjectionRows.OfAsync(database, projection, current!, [], Cancellation));
    }
}
