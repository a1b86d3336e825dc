using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Versions as entity tags: writing only to what was read, and reading only what is new.</summary>
public sealed class PreconditionTests(RunningServer server) : HttpSpec(server)
{
    const string Note = """{"key":"n","kind":"note","occurred":"2019-04-01","text":"Ruhig."}""";
    const string Next = """{"key":"m","kind":"note","occurred":"2019-04-01","text":"Ruhig."}""";

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("\"99\"")]
    [InlineData("W/\"2\"")]
    [InlineData("\"2-text\"")]
    [InlineData("\"02\"")]
    [InlineData("\"1\", \"3\"")]
    [InlineData("\"1\", W/\"2\"")]
    public async Task Another_version_is_stale_and_the_current_one_is_told(string ifMatch)
    {
        var patient = await PatientAsync(Note);

        var reply = await PostEntriesAsync(patient, Next, "If-Match", ifMatch);

        Assert.Equal("\"2\"", reply.Tag);
        Assert.Equal(2, reply.Json.GetProperty("version").GetInt64());
        await RefusedAsync(patient, 2, reply, PreconditionFailed, "stale-version");
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("*")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("\"x\", W/\"1\", \"2\"")]
    public async Task The_current_version_or_any_is_written_to(string ifMatch)
    {
        var patient = await PatientAsync(Note);

        Created(await PostEntriesAsync(patient, Next, "If-Match", ifMatch));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("\"2")]
    [InlineData("")]
    public async Task A_tag_without_its_quotes_is_no_tag(string ifMatch)
    {
        var patient = await PatientAsync(Note);

        var reply = await PostEntriesAsync(patient, Next, "If-Match", ifMatch);

        await RefusedAsync(patient, 2, reply, BadRequest, "bad-request", ("If-Match", "malformed"));
    }

    [Fact]
    public async Task Nobody_is_enrolled_at_a_version()
    {
        var reply = await PostAsync("/api/patients", """{"registryKey":"no-version"}""", "If-Match", "\"1\"");

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([("If-Match", "malformed")], reply.Faults);
        IsProblem(await GetAsync("/api/patients/no-version"), NotFound, "unknown-patient");
    }

    [Fact]
    public async Task A_fault_of_the_body_is_told_whatever_the_version()
    {
        var patient = await PatientAsync(Note);

        var reply = await PostEntriesAsync(patient, """{"key":"m","kind":"palm-reading"}""", "If-Match", "\"1\"");

        await RefusedAsync(patient, 2, reply, UnprocessableEntity, "refused", ("/kind", "malformed"));
    }

    [Fact]
    public async Task One_of_two_who_write_to_the_same_version_is_told_of_the_other()
    {
        var patient = await PatientAsync();

        var replies = await Task.WhenAll(
            PostEntriesAsync(patient, Note, "If-Match", "\"1\""),
            PostEntriesAsync(patient, Next, "If-Match", "\"1\""));

        Assert.Equal([201, 412], replies.Select(reply => (int)reply.Status).Order());
        Assert.All(replies, reply => Assert.Equal("\"2\"", reply.Tag));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/timeline")]
    [InlineData("/timeline?known=2019-05-01")]
    [InlineData("/log")]
    [InlineData("/entries/n")]
    public async Task What_is_held_already_is_not_sent_again(string view)
    {
        var patient = await PatientAsync(Note);
        var path = $"/api/patients/{patient}{view}";
        var first = await GetAsync(path);
        Assert.Equal("\"2\"", first.Tag);
        Assert.True(first.Headers.CacheControl is { Private: true, NoCache: true });

        var again = await GetAsync(path, "If-None-Match", first.Tag!);
        var weakly = await GetAsync(path, "If-None-Match", "\"7\", W/\"2\"");
        var older = await GetAsync(path, "If-None-Match", "\"1\"");
        Created(await PostEntriesAsync(patient, Next));
        var changed = await GetAsync(path, "If-None-Match", first.Tag!);

        Assert.Equal((NotModified, "", "\"2\""), (again.Status, again.Text, again.Tag));
        Assert.Equal(NotModified, weakly.Status);
        Assert.Equal((OK, first.Text), (older.Status, older.Text));
        Assert.Equal((OK, "\"3\""), (changed.Status, changed.Tag));
    }

    [Fact]
    public async Task The_drawing_and_the_json_are_not_taken_for_each_other()
    {
        var patient = await PatientAsync(Note);

        var json = await GetAsync($"/api/patients/{patient}/timeline");
        var text = await GetAsync(
            $"/api/patients/{patient}/timeline", "Accept", "text/plain", "If-None-Match", json.Tag!);

        Assert.Equal((OK, "Accept"), (text.Status, text.Header("Vary")));
        Assert.NotEqual(json.Tag, text.Tag);
    }
}
