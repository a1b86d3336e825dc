using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>Who changes who a patient is leaves a trace in both logs, and nothing of what was changed.</summary>
public sealed class KeptIdentityTests(PostgresFixture postgres) : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    string database = "";
    ErasingServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        server = await ErasingServer.StartAsync(database, folder.Below("ledger"));
        await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task It_is_an_event_of_the_patient_that_change_log_and_report_show()
    {
        Assert.Equal(NoContent, (await PutAsync("canary4711")).Status);
        Assert.Equal(NoContent, (await PutAsync("canary4712")).Status);

        var log = await server.GetAsync("/api/ledger/log?patient=p-1&type=identity_kept");
        var report = await server.GetAsync("/api/patients/p-1/audit-report");

        var lines = log.Json.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal([2L, 3], lines.Select(line => line.GetProperty("version").GetInt64()));
        Assert.All(lines, line => Assert.Equal(
            ("dr.registrar", "identity"),
            (line.GetProperty("actor").GetString(), line.GetProperty("change").GetString())));
        Assert.Contains("3 · identity kept", report.Text, StringComparison.Ordinal);
        Assert.Contains("dr.registrar", report.Text, StringComparison.Ordinal);
        Assert.All([log.Text, report.Text], shown => Assert.DoesNotContain("canary", shown, StringComparison.Ordinal));
        Assert.Equal(0, await ErasingDatabase.AskAsync<long>(
            database, "select count(*) from timeline.mt_events e where e::text like '%canary%'"));
    }

    [Fact]
    public async Task It_is_a_record_of_access_since_what_was_kept_before_is_gone()
    {
        await PutAsync("4711");

        var records = (await server.GetAsync("/api/patients/p-1/access")).Json.GetProperty("records");

        var record = Assert.Single(records.EnumerateArray());
        Assert.Equal(("dr.registrar", "putIdentity", "identity", "success"), (
            record.GetProperty("actor").GetString(), record.GetProperty("operation").GetString(),
            record.GetProperty("category").GetString(), record.GetProperty("outcome").GetString()));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_event()
    {
        Assert.Equal(UnprocessableEntity, (await server.SendAsync(
            HttpMethod.Put, "/api/patients/p-1/identity", """{"surname":"x"}""")).Status);
        Assert.Equal(NotFound, (await server.SendAsync(
            HttpMethod.Put, "/api/patients/nobody/identity", """{"name":"x"}""")).Status);
        Assert.Equal(BadRequest, (await server.SendAsync(
            HttpMethod.Put, "/api/patients/p-1/identity", """{"name":"x"}""", "If-Match", "\"1\"")).Status);

        Assert.Equal(1, await ErasingDatabase.AskAsync<long>(database, "select count(*) from timeline.mt_events"));
    }

    [Fact]
    public async Task Those_who_keep_it_at_the_same_time_are_all_recorded()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => PutAsync($"{number}")));

        Assert.All(replies, reply => Assert.Equal(NoContent, reply.Status));
        Assert.Equal(8, await ErasingDatabase.AskAsync<long>(
            database, "select count(*) from timeline.mt_events where type = 'identity_kept'"));
    }

    /// <summary>Who kept it goes with the rest: the actor is somebody too.</summary>
    [Fact]
    public async Task It_is_erased_with_the_patient()
    {
        await PutAsync("4711");
        await server.PostAsync(
            "/api/patients/p-1/erasure", """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""");

        Assert.Equal(0, await ErasingDatabase.AskAsync<long>(
            database, "select count(*) from timeline.mt_events e where e::text like '%dr.registrar%'"));
    }

    /// <summary>A number that was put right may still be somebody's who asks to be forgotten.</summary>
    [Theory]
    [InlineData("4711")]
    [InlineData("4712")]
    public async Task Who_was_erased_is_recognised_by_every_number_that_was_ever_kept_even_if_it_cannot_be_opened(
        string number)
    {
        await PutAsync("4711");
        await PutAsync("4712");
        await ErasingDatabase.DoAsync(database, """
            alter table timeline.identities disable trigger all;
            update timeline.identities set sealed = 'broken';
            alter table timeline.identities enable always trigger identities_change_by_our_functions;
            """);
        Assert.Equal(Created, (await server.PostAsync(
            "/api/patients/p-1/erasure", """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}"""))
            .Status);
        await server.PostAsync("/api/patients", """{"registryKey":"p-2"}""");
        await Eventually.HoldsAsync(async () => (await server.SendAsync(
            HttpMethod.Put, "/api/patients/p-2/identity",
            $$$"""{"numbers":[{"system":"hospital","value":"{{{number}}}"}]}""")).Status == Gone);
    }

    Task<Http.Reply> PutAsync(string number) => server.SendAsync(
        HttpMethod.Put, "/api/patients/p-1/identity",
        $$$"""{"name":"Erika","numbers":[{"system":"hospital","value":"{{{number}}}"}]}""",
        "X-NetTimeline-Actor", "dr.registrar");
}
