using System.Net;
using System.Text.Json;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>Who was shown what can be looked up, by whom it may concern; whoever looks is recorded too.</summary>
public sealed class ReviewTests(RunningServer server) : AccessSpec(server)
{
    [Fact]
    public async Task Who_looked_at_a_patient_is_told_with_when_from_where_and_what_for()
    {
        var (patient, other) = (await PatientAsync(), await PatientAsync());
        await GetAsync(
            $"/api/patients/{patient}/timeline", "X-NetTimeline-Actor", "dr.tanaka", "X-Purpose-Of-Use", "TREAT");
        await GetAsync($"/api/patients/{other}/timeline", "X-NetTimeline-Actor", "dr.tanaka");

        var reply = await GetAsync($"/api/patients/{patient}/access");

        var record = Assert.Single(reply.Json.GetProperty("records").EnumerateArray());
        Assert.Equal(
            ("dr.tanaka", "getTimeline", patient, "TREAT", "127.0.0.1", "success", 1),
            (Text(record, "actor"), Text(record, "operation"), Text(record, "patient"), Text(record, "purpose"),
                Text(record, "source"), Text(record, "outcome"), record.GetProperty("version").GetInt32()));
        var again = (await GetAsync($"/api/patients/{patient}/access")).Json.GetProperty("records");
        Assert.Equal(
            ["getTimeline", "getPatientAccess"], again.EnumerateArray().Select(each => Text(each, "operation")));
        Assert.Contains(
            "getTimeline · " + patient,
            (await GetAsync($"/api/patients/{patient}/access", "Accept", "text/plain")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_was_recorded_is_read_page_by_page_and_by_what_it_says()
    {
        var patient = await PatientAsync();
        var actor = $"actor-of-{patient}";
        for (var read = 0; read < 5; read++)
        {
            await GetAsync($"/api/patients/{patient}{(read == 4 ? "/entries/x" : "")}", "X-NetTimeline-Actor", actor);
        }

        var first = (await GetAsync($"/api/access?actor={actor}&limit=3")).Json;
        var next = first.GetProperty("next").GetInt64();
        var second = (await GetAsync($"/api/access?actor={actor}&limit=3&after={next}")).Json;
        var missed = (await GetAsync($"/api/access?actor={actor}&outcome=not-found&patient={patient}")).Json;

        Assert.Equal((3, 2), (Count(first), Count(second)));
        Assert.False(second.TryGetProperty("next", out _));
        Assert.Equal(1, Count(missed));
        Assert.Equal(0, Count((await GetAsync($"/api/access?actor={actor}&from=2200-01-01T00:00:00Z")).Json));
        Assert.Equal(0, Count((await GetAsync($"/api/access?actor={actor}&to=2000-01-01T00:00:00Z")).Json));
    }

    [Theory]
    [InlineData("/api/access?patient=nobody", HttpStatusCode.BadRequest)]
    [InlineData("/api/access?outcome=fine", HttpStatusCode.BadRequest)]
    [InlineData("/api/patients/nobody/access", HttpStatusCode.NotFound)]
    [InlineData("/fhir/AuditEvent?date=2026", HttpStatusCode.BadRequest)]
    [InlineData("/fhir/AuditEvent?patient=Patient/nobody", HttpStatusCode.BadRequest)]
    [InlineData("/fhir/AuditEvent?outcome=12", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_asked_is_told(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await GetAsync(path)).Status);

    static int Count(JsonElement page) =>
        page.TryGetProperty("records", out var records) ? records.GetArrayLength() : 0;

    static string? Text(JsonElement record, string name) => record.GetProperty(name).GetString();
}
