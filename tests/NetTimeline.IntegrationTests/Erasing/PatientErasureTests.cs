using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>A patient, or an entry, is erased over HTTP: it is gone for whoever asks, and does not come back.</summary>
public sealed class PatientErasureTests(PostgresFixture postgres) : IAsyncLifetime
{
    const string Order = """
        {"authority":"data protection officer","legalBasis":"GDPR Art. 17","reason":"consent withdrawn"}
        """;

    const string Report = """
        {"key":"report","kind":"note","text":"seen","source":{"authority":"pathology","id":"P-2019-1"}}
        """;

    readonly TemporaryFolder folder = new();
    string database = "";
    ErasingServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        server = await ErasingServer.StartAsync(database, folder.Below("ledger"));
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Whatever_is_asked_of_a_patient_who_was_erased_the_answer_is_that()
    {
        var id = await EnrolledAsync("p-1", Report);

        var erased = await server.PostAsync("/api/patients/p-1/erasure", Order, "X-NetTimeline-Actor", "dr.officer");

        Assert.True(erased.Status == Created, erased.Text);
        Assert.Equal((id, 3L, 2), (
            erased.Json.GetProperty("patient").GetString(), erased.Json.GetProperty("version").GetInt64(),
            erased.Json.GetProperty("events").GetInt32()));
        foreach (var address in new[] { "p-1", id })
        {
            foreach (var what in new[]
            {
                "", "/timeline", "/log", "/entries/report", "/measures", "/steps", "/identity",
            })
            {
                var gone = await server.GetAsync($"/api/patients/{address}{what}");
                IsErased(gone);
                Assert.Contains("by dr.officer", gone.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("consent", gone.Text, StringComparison.Ordinal);
            }

            IsErased(await server.PostAsync($"/api/patients/{address}/entries", Report));
        }

        Assert.Empty((await server.GetAsync("/api/patients")).Json.EnumerateObject()
            .SelectMany(each => each.Value.ValueKind is System.Text.Json.JsonValueKind.Array
                ? each.Value.EnumerateArray() : []));
    }

    [Fact]
    public async Task Erasing_again_changes_nothing_and_says_so()
    {
        var id = await EnrolledAsync("p-1");
        var first = await server.PostAsync("/api/patients/p-1/erasure", Order, "Idempotency-Key", "once");

        foreach (var again in new[]
        {
            await server.PostAsync("/api/patients/p-1/erasure", Order, "Idempotency-Key", "once"),
            await server.PostAsync($"/api/patients/{id}/erasure", Order),
        })
        {
            Assert.Equal(OK, again.Status);
            Assert.Equal(
                first.Json.GetProperty("position").GetInt64(), again.Json.GetProperty("position").GetInt64());
        }

        var byKey = await server.PostAsync("/api/patients/p-1/erasure", Order);
        IsErased(byKey);
        Assert.DoesNotContain(id, byKey.Text, StringComparison.Ordinal);
        var records = (await server.GetAsync("/api/access")).Json.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(
            ["erasePatient success", "erasePatient success", "erasePatient refused"],
            records.Select(record => $"{record.GetProperty("operation")} {record.GetProperty("outcome")}"));

        var other = await server.PostAsync(
            "/api/patients/p-1/erasure", Order.Replace("consent", "all", StringComparison.Ordinal),
            "Idempotency-Key", "once");
        Assert.Equal("idempotency-key-reused", other.Problem);
    }

    [Fact]
    public async Task Whoever_was_erased_is_not_recorded_again()
    {
        await EnrolledAsync("p-1", Report);
        var other = await EnrolledAsync("p-2");
        await server.SendAsync(HttpMethod.Put, "/api/patients/p-1/identity", Identity("4711"));
        await server.PostAsync("/api/patients/p-1/erasure", Order);

        IsErased(await server.PostAsync("/api/patients", """{"registryKey":"p-1"}"""));
        IsErased(await server.PostAsync("/api/patients/p-2/entries", Report), "/source");
        IsErased(await server.SendAsync(
            HttpMethod.Put, $"/api/patients/{other}/identity", Identity("4711")), "/numbers/0");
        Assert.Equal(NoContent, (await server.SendAsync(
            HttpMethod.Put, $"/api/patients/{other}/identity", Identity("4712"))).Status);
        var imported = await ImportAsync($$$"""
            {"patient":"p-1","enrol":{"registryKey":"p-1"}}
            {"patient":"p-2","entry":{{{Report.Trim()}}}}
            {"patient":"p-3","enrol":{"registryKey":"p-3"}}
            """);
        Assert.Equal(2, imported.Split("\"code\":\"erased\"").Length - 1);
        Assert.Contains("\"line\":3,\"patient\":\"p-3\",\"outcome\":\"recorded\"", imported, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_is_erased_alone_and_the_rest_is_shown_without_it()
    {
        var id = await EnrolledAsync(
            "p-1", Report, """{"key":"other","kind":"note","text":"stays","about":["report"]}""");
        await server.PostAsync(
            "/api/patients/p-1/corrections",
            """
            {"correction":"amend","key":"c1","nature":"transcription","reason":"slip",
             "replacement":{"key":"report","kind":"note","text":"seen twice"}}
            """);

        var erased = await server.PostAsync("/api/patients/p-1/entries/report/erasure", Order);

        Assert.True(erased.Status == Created, erased.Text);
        Assert.Equal(2, erased.Json.GetProperty("events").GetInt32());
        IsErased(await server.GetAsync("/api/patients/p-1/entries/report"));
        IsErased(await server.PostAsync("/api/patients/p-1/entries", Report), "/key", "/source");
        Assert.Equal(OK, (await server.PostAsync("/api/patients/p-1/entries/report/erasure", Order)).Status);
        var timeline = await server.GetAsync($"/api/patients/{id}/timeline");
        Assert.Equal(OK, timeline.Status);
        Assert.DoesNotContain("seen", timeline.Text, StringComparison.Ordinal);
        var log = await server.GetAsync("/api/patients/p-1/log");
        Assert.DoesNotContain("seen", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("slip", log.Text, StringComparison.Ordinal);
        Assert.Equal(2, log.Text.Split("\"type\":\"erased\"").Length - 1);
        await EnrolledAsync("p-2", Report);
        Assert.Equal(NotFound, (await server.PostAsync("/api/patients/p-2/entries/none/erasure", Order)).Status);
    }

    [Fact]
    public async Task An_order_names_every_fault_of_it()
    {
        await EnrolledAsync("p-1");

        var refused = await server.PostAsync("/api/patients/p-1/erasure", """{"authority":" ","why":1}""");

        Assert.Equal((UnprocessableEntity, "refused"), (refused.Status, refused.Problem));
        Assert.Equal(
            ["/authority", "/legalBasis", "/reason", "/why"], refused.Faults.Select(fault => fault.Place).Order());
        Assert.Equal(NotFound, (await server.PostAsync("/api/patients/nobody/erasure", Order)).Status);
        Assert.Equal(OK, (await server.GetAsync("/api/patients/p-1")).Status);
    }

    [Fact]
    public async Task Who_a_patient_is_is_told_to_whoever_asks_for_it_and_lies_sealed()
    {
        await EnrolledAsync("p-1");
        Assert.Equal("unknown-identity", (await server.GetAsync("/api/patients/p-1/identity")).Problem);

        await server.SendAsync(HttpMethod.Put, "/api/patients/p-1/identity", Identity("1"));
        await server.SendAsync(HttpMethod.Put, "/api/patients/p-1/identity", Identity("4711"));

        var identity = await server.GetAsync("/api/patients/p-1/identity");
        Assert.Equal("Erika Mustermann", identity.Json.GetProperty("name").GetString());
        Assert.Equal("4711", identity.Json.GetProperty("numbers")[0].GetProperty("value").GetString());
        Assert.False(await ErasingDatabase.AskAsync<bool>(
            database, "select exists (select from timeline.identities where position('Erika'::bytea in sealed) > 0)"));
        Assert.DoesNotContain("Erika", (await server.GetAsync("/api/patients/p-1/log")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_ledger_folder_nothing_is_erased_and_nothing_sealed()
    {
        await EnrolledAsync("p-1");
        await using var without = await ErasingServer.StartAsync(database, folder: null);

        Assert.Equal("no-ledger-folder", (await without.PostAsync("/api/patients/p-1/erasure", Order)).Problem);
        Assert.Equal("no-ledger-folder", (await without.SendAsync(
            HttpMethod.Put, "/api/patients/p-1/identity", Identity("1"))).Problem);
        Assert.Equal("no-ledger-folder", (await without.GetAsync("/api/patients/p-1/identity")).Problem);
    }

    [Fact]
    public async Task A_server_whose_folder_is_not_the_one_of_the_database_says_so_and_erases_nothing()
    {
        await EnrolledAsync("p-1");
        await using var foreign = await ErasingServer.StartAsync(database, folder.Below("another"));

        Assert.Equal("no-ledger-folder", (await foreign.PostAsync("/api/patients/p-1/erasure", Order)).Problem);
        Assert.Contains("is not the one of this database", foreign.Log.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Below("another"), "vault.key")));
    }

    [Fact]
    public async Task Another_server_has_forgotten_within_a_second_or_so()
    {
        await using var other = await ErasingServer.StartAsync(database, folder.Below("ledger"));
        var id = await EnrolledAsync("p-1", Report);
        await other.GetAsync("/api/patients/p-1/timeline");

        await server.PostAsync("/api/patients/p-1/erasure", Order);

        IsErased(await other.GetAsync($"/api/patients/{id}/timeline"));
        await Eventually.HoldsAsync(async () =>
            (await other.PostAsync("/api/patients", """{"registryKey":"p-1"}""")).Status == Gone);
    }

    static string Identity(string number) =>
        $$$"""
        {"name":"Erika Mustermann","numbers":[{"system":"hospital","value":"{{{number}}}"}],"bornOn":"1953-08-12"}
        """;

    static void IsErased(Reply reply, params string[] places)
    {
        Assert.True(reply.Status == Gone, $"{reply.Status}: {reply.Text}");
        Assert.Equal("erased", reply.Problem);
        if (places.Length > 0)
        {
            Assert.Equal(places, reply.Faults.Select(fault => fault.Place));
        }
    }

    async Task<string> EnrolledAsync(string key, params string[] entries)
    {
        var enrolled = await server.PostAsync("/api/patients", $$"""{"registryKey":"{{key}}"}""");
        Assert.True(enrolled.Status == Created, enrolled.Text);
        foreach (var entry in entries)
        {
            var posted = await server.PostAsync($"/api/patients/{key}/entries", entry);
            Assert.True(posted.Status == Created, posted.Text);
        }

        return enrolled.Json.GetProperty("patient").GetString()!;
    }

    async Task<string> ImportAsync(string lines)
    {
        using var content = new StringContent(lines, System.Text.Encoding.UTF8, "application/x-ndjson");
        using var response = await server.Client.PostAsync("/api/import", content, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
