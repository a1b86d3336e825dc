using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>
/// The database under a running server is an older one from one moment to the next, and has back what was erased.
/// </summary>
public sealed class OlderDatabaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";

    const string NothingIsErased = """
        create function timeline.fail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
        create trigger fail before insert on timeline.erasures for each row execute function timeline.fail();
        alter table timeline.erasures enable always trigger fail;
        """;

    readonly TemporaryFolder folder = new();
    string database = "";
    DumpedDatabase dump = null!;
    ErasingServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        dump = new(database, folder.Below("dump"));
        server = await ErasingServer.StartAsync(database, folder.Below("ledger"));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_erased_again_within_seconds_though_nobody_starts_anything()
    {
        await EraseAfterDumpAsync();
        Assert.Equal(Created, (await server.PostAsync("/api/patients", """{"registryKey":"p-3"}""")).Status);

        await dump.PutInPlaceAsync();

        await Eventually.HoldsAsync(async () => await ErasingDatabase.AskAsync<long>(
            database, "select count(*) from timeline.erasures") == 2);
        await Eventually.HoldsAsync(async () => (await server.GetAsync("/api/patients/p-1")).Status == Gone);
        Assert.Equal(Gone, (await server.GetAsync("/api/patients/p-2/entries/n")).Status);
        Assert.Equal(NotFound, (await server.GetAsync("/api/patients/p-3")).Status);
        Assert.Contains("The database is older than before", server.Log.Text, StringComparison.Ordinal);
        Assert.Equal(Created, (await server.PostAsync("/api/patients", """{"registryKey":"p-4"}""")).Status);
    }

    [Fact]
    public async Task Until_it_is_nothing_is_told_of_anybody_and_nothing_recorded()
    {
        var id = await EraseAfterDumpAsync();

        await dump.PutInPlaceAsync(NothingIsErased);

        await Eventually.HoldsAsync(async () =>
            await server.GetAsync("/api/patients/p-2/entries/n")
                is { Status: ServiceUnavailable, Problem: "erasing-again" });
        Assert.Equal("erasing-again", (await server.GetAsync($"/api/patients/{id}/timeline")).Problem);
        Assert.Equal("erasing-again", (await server.PostAsync("/api/patients", """{"registryKey":"p-5"}""")).Problem);
        Assert.Equal(ServiceUnavailable, (await server.GetAsync("/health/ready")).Status);
        await ErasingDatabase.DoAsync(database, "drop trigger fail on timeline.erasures");
        await Eventually.HoldsAsync(async () => (await server.GetAsync($"/api/patients/{id}")).Status == Gone);
        await Eventually.HoldsAsync(async () => (await server.GetAsync("/health/ready")).Status == OK);
    }

    /// <summary>Before it notices; what it keeps itself is asked before the database.</summary>
    [Fact]
    public async Task A_patient_is_not_shown_even_in_the_first_moment()
    {
        var id = await EraseAfterDumpAsync();
        await dump.PutInPlaceAsync(NothingIsErased);

        for (var look = 0; look < 20; look++)
        {
            Assert.NotEqual(OK, (await server.GetAsync($"/api/patients/{id}")).Status);
            Assert.NotEqual(OK, (await server.GetAsync("/api/patients/p-1")).Status);
        }
    }

    /// <summary>One patient, and an entry of another; the id of the patient.</summary>
    async Task<string> EraseAfterDumpAsync()
    {
        var id = "";
        foreach (var key in new[] { "p-2", "p-1" })
        {
            id = (await server.PostAsync("/api/patients", $$"""{"registryKey":"{{key}}"}""")).Json
                .GetProperty("patient").GetString()!;
            await server.PostAsync($"/api/patients/{key}/entries", """{"key":"n","kind":"note","text":"said"}""");
        }

        await dump.MakeAsync();
        Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/erasure", Order)).Status);
        Assert.Equal(Created, (await server.PostAsync("/api/patients/p-2/entries/n/erasure", Order)).Status);
        return id;
    }
}
