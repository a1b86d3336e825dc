using System.Text.Json;
using System.Text.Json.Nodes;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>What was recorded goes out as FHIR AuditEvents that are what they claim to be.</summary>
public sealed class AuditEventTests(RunningServer server) : AccessSpec(server)
{
    const string FhirJson = "application/fhir+json";

    [Fact]
    public async Task Each_event_keeps_what_its_profile_asks_for()
    {
        // Others read from the same server.
        var actor = $"dr-{Guid.NewGuid():N}";
        await ReadAllSortsAsync(actor);

        var events = await EventsAsync($"?agent-name={actor}");

        Assert.Equal(
            ["PatientQuery", "PatientRead", "Query"],
            events.Select(BasicAudit.ProfileOf).OfType<string>().Select(profile => profile.Split('.')[^1]).Distinct()
                .Order());
        Assert.Contains(events, each => BasicAudit.ProfileOf(each) is null);
        Assert.All(events, each => Assert.Empty(BasicAudit.Faults(each)));
        Assert.DoesNotContain(
            "canary4711", string.Concat(events.Select(each => each.ToString())), StringComparison.Ordinal);
    }

    /// <summary>The control: the same check finds what is missing, whichever of these it is.</summary>
    [Theory]
    [InlineData("recorded")]
    [InlineData("action")]
    [InlineData("subtype")]
    [InlineData("source")]
    [InlineData("agent")]
    [InlineData("entity")]
    [InlineData("agent/0/network")]
    [InlineData("agent/1/who")]
    [InlineData("agent/2/requestor")]
    [InlineData("entity/0/what")]
    [InlineData("entity/1/role")]
    public async Task An_event_that_lacks_something_is_found(string place)
    {
        var patient = await PatientAsync();
        var whole = (await ReadOneAsync(patient)).GetRawText();
        Assert.Empty(BasicAudit.Faults(JsonElement.Parse(whole)));
        var broken = JsonNode.Parse(whole)!;
        var path = place.Split('/');
        var parent = path[..^1].Aggregate(
            broken, (node, name) => int.TryParse(name, out var at) ? node[at]! : node[name]!);

        ((JsonObject)parent).Remove(path[^1]);

        Assert.NotEmpty(BasicAudit.Faults(JsonElement.Parse(broken.ToJsonString())));
    }

    [Fact]
    public async Task They_are_found_by_patient_actor_time_and_outcome_and_page_by_page()
    {
        var patient = await PatientAsync();
        var id = await IdAsync(patient);
        await GetAsync($"/api/patients/{patient}/entries/x", "X-NetTimeline-Actor", "nurse");

        Assert.Equal(2, (await EventsAsync($"?patient=Patient/{id}")).Count);
        Assert.Single(await EventsAsync($"?patient={patient}&agent-name=nurse"));
        Assert.Single(await EventsAsync($"?patient={patient}&outcome=4"));
        Assert.Empty(await EventsAsync($"?patient={patient}&date=lt2001-01-01T00:00:00Z"));
        var first = (await GetAsync($"/fhir/AuditEvent?patient={patient}&_count=1", "Accept", FhirJson)).Json;
        var next = first.GetProperty("link")[1].GetProperty("url").GetString()!;
        var second = (await GetAsync(new Uri(next).PathAndQuery, "Accept", FhirJson)).Json;
        Assert.NotEqual(IdOf(first), IdOf(second));
    }

    [Fact]
    public async Task As_lines_each_event_is_one()
    {
        var patient = await PatientAsync();
        await IdAsync(patient);

        var reply = await GetAsync($"/fhir/AuditEvent?patient={patient}", "Accept", "application/fhir+ndjson");

        Assert.Equal("application/fhir+ndjson", reply.MediaType);
        var line = Assert.Single(reply.Text.TrimEnd('\n').Split('\n'));
        Assert.Empty(BasicAudit.Faults(JsonElement.Parse(line)));
    }

    static string IdOf(JsonElement bundle) =>
        bundle.GetProperty("entry")[0].GetProperty("resource").GetProperty("id").GetString()!;

    async Task ReadAllSortsAsync(string actor)
    {
        var patient = await PatientAsync("""{"key":"n","kind":"note","occurred":"2019","text":"canary4711"}""");
        foreach (var view in new[] { "", "/timeline", "/timeline?known=2019", "/log", "/entries/other", "/access" })
        {
            await GetAsync(
                $"/api/patients/{patient}{view}", "X-NetTimeline-Actor", actor, "X-Purpose-Of-Use", "TREAT");
        }

        var position = Created(await PostEntriesAsync(
            patient, """{"key":"m","kind":"note","text":"x"}""")).Json.GetProperty("lastPosition").GetInt64();
        foreach (var path in new[]
        {
            $"/api/patients?q={patient}&minPosition={position}",
            "/api/patients?q=canary4711", "/api/patients/canary4711",
            $"/api/cohorts/count?minPosition={position}", "/api/access",
        })
        {
            await GetAsync(path, "X-NetTimeline-Actor", actor);
        }
    }

    async Task<JsonElement> ReadOneAsync(string patient)
    {
        await GetAsync($"/api/patients/{patient}");
        return Assert.Single(await EventsAsync($"?patient={patient}"));
    }

    async Task<IReadOnlyList<JsonElement>> EventsAsync(string query)
    {
        var reply = await GetAsync($"/fhir/AuditEvent{query}", "Accept", FhirJson);
        Assert.Equal(FhirJson, reply.MediaType);
        return [.. reply.Json.GetProperty("entry").EnumerateArray().Select(entry => entry.GetProperty("resource"))];
    }
}
