using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Server.Erasing;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>A server that has not the folder of its database would recognise nobody who was erased.</summary>
public sealed class ForeignFolderTests(PostgresFixture postgres) : IAsyncLifetime
{
    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";

    readonly TemporaryFolder folder = new();
    string database = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task It_records_nothing_and_is_red(string? other)
    {
        await using (var server = await StartAsync("ledger"))
        {
            await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""");
            await server.PostAsync("/api/patients", """{"registryKey":"p-2"}""");
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/erasure", Order)).Status);
        }

        await using var stranger = await StartAsync(other);

        var refused = new[]
        {
            await stranger.PostAsync("/api/patients", """{"registryKey":"p-1"}"""),
            await stranger.PostAsync("/api/patients", """{"registryKey":"p-3"}"""),
            await stranger.PostAsync("/api/patients/p-2/entries", """{"key":"n","kind":"note","text":"x"}"""),
        };
        Assert.All(refused, reply => Assert.Equal(
            (ServiceUnavailable, "foreign-ledger-folder"), (reply.Status, reply.Problem)));
        Assert.Equal(OK, (await stranger.GetAsync("/api/patients/p-2")).Status);
        foreach (var health in new[] { "/health/ready", "/health/audit" })
        {
            var red = await stranger.GetAsync(health);
            Assert.Equal(ServiceUnavailable, red.Status);
            Assert.Contains(
                "{\"name\":\"erased-recognised\",\"status\":\"unhealthy\"}", red.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_without_a_folder_records_until_the_database_is_used_with_one()
    {
        await using var without = await StartAsync(null);
        Assert.Equal(Created, (await without.PostAsync("/api/patients", """{"registryKey":"p-1"}""")).Status);

        await using var with = await StartAsync("ledger");

        var number = 1;
        await Eventually.HoldsAsync(async () =>
            await without.PostAsync("/api/patients", $$"""{"registryKey":"q-{{number++}}"}""")
                is { Status: ServiceUnavailable, Problem: "foreign-ledger-folder" });
        Assert.Equal(Created, (await with.PostAsync("/api/patients", """{"registryKey":"p-2"}""")).Status);
    }

    [Fact]
    public async Task Of_servers_that_start_at_once_for_the_first_time_with_folders_of_their_own_one_belongs_to_it()
    {
        await using (await StartAsync(null))
        {
        }

        var secrets = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Secret.FindAsync(
            RunningServer.OptionsFor(database, new CapturedLog()) with
            {
                LedgerFolder = folder.Below($"ledger-{number}"),
            },
            Cancellation)));

        Assert.Single(secrets, secret => secret is not null);
        Assert.Equal(1, await ErasingDatabase.AskAsync<long>(
            database, "select count(*) from timeline.tombstones where position = 0"));
    }

    Task<ErasingServer> StartAsync(string? name) =>
        ErasingServer.StartAsync(database, name is null ? null : folder.Below(name));
}
