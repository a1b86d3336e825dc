using System.Net;
using System.Text.Json;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>What operators see of the read models over HTTP, and ask of them.</summary>
public sealed class EndpointTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task All_read_models_are_listed_and_are_healthy_once_they_are_made()
    {
        await CaughtUpAsync("patient_index");
        await CaughtUpAsync("measure_values");

        var all = (await GetAsync("/api/projections")).Json;

        Assert.Equal("healthy", all.GetProperty("status").GetString());
        Assert.Equal(
            ["patient_index", "measure_values"],
            all.GetProperty("projections").EnumerateArray().Select(each => each.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task A_person_at_a_terminal_reads_a_line_for_each()
    {
        await CaughtUpAsync("patient_index");

        var text = await GetAsync("/api/projections/patient_index", "Accept", "text/plain");

        Assert.Equal("text/plain", text.MediaType);
        Assert.StartsWith("patient_index     healthy, following; position ", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_posted_shows_in_the_position()
    {
        await PatientAsync();

        var view = await CaughtUpAsync("patient_index");

        Assert.Equal(view.GetProperty("head").GetInt64(), view.GetProperty("position").GetInt64());
        Assert.Equal(0, view.GetProperty("lag").GetDecimal());
    }

    [Fact]
    public async Task A_read_model_is_made_anew_on_demand()
    {
        var before = (await CaughtUpAsync("patient_index")).GetProperty("generation").GetInt64();

        var asked = await PostAsync("/api/projections/patient_index/rebuild?verify=true", "");

        Assert.Equal(HttpStatusCode.Accepted, asked.Status);
        Assert.True(asked.Json.GetProperty("rebuildAsked").GetBoolean());
        await UntilAsync("patient_index", view => view.GetProperty("generation").GetInt64() > before);
    }

    [Fact]
    public async Task A_read_model_is_held_and_let_go()
    {
        await CaughtUpAsync("measure_values");

        await PostAsync("/api/projections/measure_values/pause", "");
        await UntilAsync("measure_values", view => view.GetProperty("state").GetString() == "paused");
        await PostAsync("/api/projections/measure_values/resume", "");

        await UntilAsync("measure_values", view => view.GetProperty("state").GetString() == "following");
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("parked/01939a5c-0000-7000-8000-000000000001/unpark")]
    public async Task Where_there_is_nothing_to_do_it_is_said(string asked)
    {
        await CaughtUpAsync("measure_values");

        IsProblem(
            await PostAsync($"/api/projections/measure_values/{asked}", ""), HttpStatusCode.Conflict, "nothing-to-do");
    }

    [Fact]
    public async Task A_stream_is_named_by_a_uuid() => IsProblem(
        await PostAsync("/api/projections/measure_values/parked/somebody/unpark", ""), HttpStatusCode.NotFound,
        "unknown-stream");

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/rebuild")]
    public async Task A_read_model_that_there_is_not_is_named(string method, string asked)
    {
        var reply = await SendAsync(new(method), $"/api/projections/patients{asked}", null);

        IsProblem(reply, HttpStatusCode.NotFound, "unknown-projection");
        Assert.Contains("patient_index", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "?verify=true")]
    [InlineData("POST", "/pause?verify=true")]
    [InlineData("POST", "/rebuild?verify=yes")]
    public async Task What_cannot_be_asked_is_refused(string method, string asked) => IsProblem(
        await SendAsync(new(method), $"/api/projections/patient_index{asked}", null), HttpStatusCode.BadRequest,
        "bad-request");

    Task<JsonElement> CaughtUpAsync(string name) => UntilAsync(
        name,
        view => view.GetProperty("state").GetString() == "following" && view.GetProperty("behind").GetInt64() == 0);

    Task<JsonElement> UntilAsync(string name, Func<JsonElement, bool> willDo) => ProjectionSpec.UntilAsync(
        async () => (await GetAsync($"/api/projections/{name}")).Json, willDo);
}
