using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>
/// Whoever does not know whether a request arrived sends it again, and nothing is recorded twice.
/// </summary>
public sealed class RepetitionTests(RunningServer server) : HttpSpec(server)
{
    const string Note = """{"key":"n","kind":"note","occurred":"2019-04-01","text":"Ruhig."}""";
    const string Other = """{"key":"m","kind":"note","occurred":"2019-04-01","text":"Ruhig."}""";

    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_and_one_effect()
    {
        var patient = await PatientAsync();
        var first = Created(await PostEntriesAsync(patient, Note, "Idempotency-Key", "k-1"));
        Created(await PostEntriesAsync(patient, Other));

        var again = Created(await PostEntriesAsync(patient, Note, "Idempotency-Key", "k-1"));
        var respelt = Created(await PostEntriesAsync(
            patient, """{ "text": "\u0052uhig.", "key": "n", "kind": "note", "occurred": "2019-04-01" }""",
            "Idempotency-Key", "k-1"));

        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.Equal((first.Text, first.Tag, "true"), (again.Text, again.Tag, again.Header("Idempotency-Replayed")));
        Assert.Equal(first.Text, respelt.Text);
        Assert.Equal(3, await VersionAsync(patient));
    }

    [Fact]
    public async Task A_key_means_one_body_for_ever()
    {
        var patient = await PatientAsync();
        Created(await PostEntriesAsync(patient, Note, "Idempotency-Key", "k-1"));

        var reply = await PostEntriesAsync(patient, Other, "Idempotency-Key", "k-1");

        await RefusedAsync(
            patient, 2, reply, UnprocessableEntity, "idempotency-key-reused", ("Idempotency-Key", "malformed"));
    }

    [Fact]
    public async Task A_key_is_the_same_under_both_addresses_of_a_patient()
    {
        var patient = await PatientAsync();
        var first = Created(await PostEntriesAsync(patient, Note, "Idempotency-Key", "k-1"));

        var again = Created(await PostEntriesAsync(
            first.Json.GetProperty("patient").GetString()!, Note, "Idempotency-Key", "k-1"));

        Assert.Equal(first.Text, again.Text);
    }

    [Fact]
    public async Task A_key_means_something_else_for_another_actor_route_or_patient()
    {
        var (patient, stranger) = (await PatientAsync(), await PatientAsync());
        Created(await PostEntriesAsync(patient, Note, "Idempotency-Key", "k-1"));

        Created(await PostEntriesAsync(patient, Other, "Idempotency-Key", "k-1", "X-NetTimeline-Actor", "dr.tanaka"));
        Created(await PostEntriesAsync(stranger, Other, "Idempotency-Key", "k-1"));
        Created(await CorrectAsync(
            patient, """{"correction":"retract","key":"r","entry":"n","reason":"twice"}""", "Idempotency-Key", "k-1"));

        Assert.Equal(4, await VersionAsync(patient));
    }

    [Fact]
    public async Task Sixteen_at_once_are_one()
    {
        var patient = await PatientAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            PostEntriesAsync(patient, Note, "Idempotency-Key", "k-16")));

        Assert.Single(replies.Select(reply => (Created(reply).Text, reply.Tag)).Distinct());
        Assert.Single(replies, reply => reply.Header("Idempotency-Replayed") is null);
        Assert.Equal(2, await VersionAsync(patient));
    }

    [Fact]
    public async Task Sixteen_enrolments_at_once_are_one()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            PostAsync("/api/patients", """{"registryKey":"sixteen"}""", "Idempotency-Key", "k-16")));

        Assert.Single(replies.Select(reply => Created(reply).Text).Distinct());
        Assert.All(replies, reply => Assert.Equal("/api/patients/sixteen", reply.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task Sixteen_different_posts_at_once_are_all_recorded()
    {
        var patient = await PatientAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(at => PostEntriesAsync(
            patient, $$"""{"key":"n-{{at}}","kind":"note","occurred":"2019","text":"Ruhig."}""")));

        Assert.Equal(16, replies.Select(reply => Created(reply).Tag).Distinct().Count());
        Assert.Equal(17, await VersionAsync(patient));
    }

    [Fact]
    public async Task Without_a_key_a_retry_is_recognised_by_the_keys_of_its_entries()
    {
        var patient = await PatientAsync();
        Created(await PostEntriesAsync(patient, $"[{Note},{Other}]"));

        var again = await PostEntriesAsync(patient, $"[{Other},{Note}]");
        var more = await PostEntriesAsync(
            patient, $$"""[{{Note}},{"key":"new","kind":"note","occurred":"2019","text":"x"}]""");

        Assert.Equal(OK, again.Status);
        Assert.Equal("\"3\"", again.Tag);
        Assert.Equal(3, again.Json.GetProperty("version").GetInt64());
        Assert.False(again.Json.TryGetProperty("firstPosition", out _));
        Assert.Equal(4, Created(more).Json.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task A_retry_is_recognised_before_its_version_is_called_stale()
    {
        var patient = await PatientAsync();
        var first = Created(await PostEntriesAsync(patient, Note, "If-Match", "\"1\"", "Idempotency-Key", "k-1"));

        var byKey = await PostEntriesAsync(patient, Note, "If-Match", "\"1\"", "Idempotency-Key", "k-1");
        var byEntry = await PostEntriesAsync(patient, Note, "If-Match", "\"1\"");
        var weakly = await PostEntriesAsync(patient, Note, "If-Match", "W/\"1\"");

        Assert.Equal(first.Text, Created(byKey).Text);
        Assert.Equal((OK, OK), (byEntry.Status, weakly.Status));
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        var patient = await PatientAsync();
        const string about = """{"key":"a","kind":"note","occurred":"2019","about":["n"],"text":"x"}""";
        var reply = await PostEntriesAsync(patient, about, "Idempotency-Key", "k-1");
        Assert.Equal([("/about/0", "unknown-reference")], reply.Faults);
        Created(await PostEntriesAsync(patient, Note));

        Created(await PostEntriesAsync(patient, about, "Idempotency-Key", "k-1"));
    }

    [Fact]
    public async Task A_key_whose_request_was_nothing_new_is_not_kept_and_that_is_said()
    {
        var patient = await PatientAsync();
        Created(await PostEntriesAsync(patient, Note));
        Assert.Equal(OK, (await PostEntriesAsync(patient, Note, "Idempotency-Key", "k-1")).Status);

        Created(await PostEntriesAsync(patient, Other, "Idempotency-Key", "k-1"));

        Assert.Contains(
            "or turned out to be nothing new, is not kept",
            (await GetAsync("/problems/idempotency-key-reused")).Text, StringComparison.Ordinal);
        Assert.Contains(
            "where it was refused or nothing new, it is not kept",
            (await GetAsync("/openapi/v1.json")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("ümlaut")]
    public async Task A_key_is_visible_ascii(string key)
    {
        var patient = await PatientAsync();

        var reply = await PostEntriesAsync(patient, Note, "Idempotency-Key", key);

        await RefusedAsync(patient, 1, reply, BadRequest, "bad-request", ("Idempotency-Key", "malformed"));
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        var patient = await PatientAsync();

        Created(await PostEntriesAsync(patient, Note, "Idempotency-Key", new string('k', 255)));
        var reply = await PostEntriesAsync(patient, Other, "Idempotency-Key", new string('k', 256));

        await RefusedAsync(patient, 2, reply, BadRequest, "bad-request", ("Idempotency-Key", "malformed"));
    }
}
