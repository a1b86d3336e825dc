using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>
/// A database is restored to how it was before an erasure, by dump and restore: what was erased is erased again before
/// anything is served, and whoever follows the log goes on where he was.
/// </summary>
public sealed class RestoredDatabaseTests(PostgresFixture postgres) : IAsyncLifetime
{
    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";

    readonly TemporaryFolder folder = new();
    string database = "";
    DumpedDatabase dump = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        dump = new(database, folder.Below("dump"));
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_erased_is_erased_again_before_anything_is_served()
    {
        await using (var server = await StartAsync())
        {
            await EnrolAsync(server, "p-1", "p-2", "p-3");
            await dump.MakeAsync();
            await EnrolAsync(server, "p-4");
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/erasure", Order)).Status);
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-2/entries/n/erasure", Order)).Status);
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-4/erasure", Order)).Status);
        }

        await dump.RestoreAsync();
        Assert.Equal(6, await CanariesAsync());
        await using var again = await StartAsync();

        Assert.Contains(
            "Erased again, since the database did not have it: 3", again.Log.Text, StringComparison.Ordinal);
        Assert.Equal(Gone, (await again.GetAsync("/api/patients/p-1")).Status);
        Assert.Equal(Gone, (await again.GetAsync("/api/patients/p-2/entries/n")).Status);
        Assert.Equal(OK, (await again.GetAsync("/api/patients/p-3/entries/n")).Status);
        Assert.Equal(Gone, (await again.PostAsync("/api/patients", """{"registryKey":"p-4"}""")).Status);
        Assert.Equal(3, await CanariesAsync());
        Assert.Equal(Created, (await again.PostAsync("/api/patients", """{"registryKey":"p-5"}""")).Status);
    }

    /// <summary>The control: it is the folder that knows.</summary>
    [Fact]
    public async Task Without_the_ledger_folder_of_before_it_would_be_back()
    {
        await using (var server = await StartAsync())
        {
            await EnrolAsync(server, "p-1");
            await dump.MakeAsync();
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/erasure", Order)).Status);
        }

        await dump.RestoreAsync();
        await using var again = await ErasingServer.StartAsync(database, folder.Below("another"));

        Assert.Equal(OK, (await again.GetAsync("/api/patients/p-1")).Status);
    }

    [Fact]
    public async Task A_dump_made_after_an_erasure_is_restored_as_it_was_and_positions_hold()
    {
        string before;
        await using (var server = await StartAsync())
        {
            await EnrolAsync(server, "p-1", "p-2");
            await server.PostAsync("/api/patients/p-1/erasure", Order);
            before = await server.ChangesAsync(5);
            await dump.MakeAsync();
        }

        await dump.RestoreAsync();
        await using var again = await StartAsync();

        Assert.Equal(before, await again.ChangesAsync(5));
        Assert.DoesNotContain("p-1", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Erased again", again.Log.Text, StringComparison.Ordinal);
        Assert.Equal(Gone, (await again.GetAsync("/api/patients/p-1")).Status);
        Assert.Equal(Created, (await again.PostAsync("/api/patients/p-2/entries", Note("m"))).Status);
        Assert.Equal(2, await ErasingDatabase.AskAsync<long>(
            database, "select count(*) from timeline.mt_events where seq_id > 4"));
    }

    Task<ErasingServer> StartAsync() => ErasingServer.StartAsync(database, folder.Below("ledger"));

    static async Task EnrolAsync(ErasingServer server, params string[] keys)
    {
        foreach (var key in keys)
        {
            Assert.Equal(Created, (await server.PostAsync("/api/patients", $$"""{"registryKey":"{{key}}"}""")).Status);
            Assert.Equal(Created, (await server.PostAsync($"/api/patients/{key}/entries", Note("n"))).Status);
        }
    }

    static string Note(string key) => $$"""{"key":"{{key}}","kind":"note","text":"canary4711"}""";

    /// <summary>Rows of events, and of what their commands were.</summary>
    async Task<long> CanariesAsync() => await ErasingDatabase.AskAsync<long>(database, """
        select count(*) from timeline.mt_events where headers <> '{"erased": true}' and type like '%_recorded'
            or type = 'patient_enrolled'
        """);
}
