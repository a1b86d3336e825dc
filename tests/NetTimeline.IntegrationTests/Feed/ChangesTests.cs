using System.Net;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>What a follower of the log is told, and what is refused.</summary>
public sealed class ChangesTests(PostgresFixture postgres) : FeedSpec(postgres)
{
    [Fact]
    public async Task A_follower_is_told_what_was_and_what_comes_and_nothing_of_what_was_said()
    {
        var (_, client) = await ServeAsync();
        await EnrolAsync(client, "p");
        await NoteAsync(client, "p", "n-1", "canary4711");
        await using var feed = await OpenAsync(client, "?since=0");

        var before = await feed.TakeAsync(2);
        var coming = feed.NextAsync();
        await NoteAsync(client, "p", "n-2");

        Assert.Equal([1, 2], before.Select(each => each.Id));
        Assert.Equal(3, (await coming)!.Id);
        var told = before[1];
        Assert.Equal(
            ["key", "kind", "patient", "position", "recordedAt", "registryKey", "version"],
            told.Data.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(
            ("p", "note_recorded", "n-1"), (told.Text("registryKey"), told.Text("kind"), told.Text("key")));
        Assert.DoesNotContain("canary4711", told.Data.GetRawText(), StringComparison.Ordinal);
        Assert.False(before[0].Data.TryGetProperty("key", out _));
    }

    [Fact]
    public async Task Corrections_name_what_they_correct()
    {
        var (_, client) = await ServeAsync();
        await EnrolAsync(client, "p");
        await NoteAsync(client, "p", "n");
        using var body = HttpSpec.JsonOf("""{"correction":"retract","key":"c","entry":"n","reason":"slip"}""");
        using var reply = await client.PostAsync("/api/patients/p/corrections", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        await using var feed = await OpenAsync(client, "?since=2");

        var told = (await feed.NextAsync())!;

        Assert.Equal(
            ("entry_retracted", "c", "n"), (told.Text("kind"), told.Text("key"), told.Text("corrects")));
    }

    [Fact]
    public async Task Without_a_position_a_follower_is_told_what_comes_from_now_on()
    {
        var (_, client) = await ServeAsync();
        await EnrolAsync(client, "p");
        await using var feed = await OpenAsync(client, "");

        await EnrolAsync(client, "q");

        Assert.Equal("q", (await feed.NextAsync())!.Text("registryKey"));
        Assert.Equal("1", feed.Response.Headers.GetValues("Last-Event-ID").Single());
    }

    [Fact]
    public async Task Own_definitions_are_no_patients_and_are_left_out()
    {
        var (_, client) = await ServeAsync();
        using var definition = HttpSpec.JsonOf("""
            {"name":"m","version":1,"title":"t","group":"own","per":"patient",
             "from":{"pick":"first","anyOf":[{"kinds":["procedure"]}]},
             "to":{"pick":"last","anyOf":[{"kinds":["encounter"]}]},
             "unit":"mo","rule":"r","citations":[{"text":"own"}]}
            """);
        using var reply = await client.PostAsync("/api/measures", definition, Cancellation);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
        await EnrolAsync(client, "p");
        await using var feed = await OpenAsync(client, "?since=0");

        Assert.Equal(2, (await feed.NextAsync())!.Id);
    }

    [Fact]
    public async Task A_follower_may_ask_for_some_kinds_and_some_patients_only()
    {
        var (_, client) = await ServeAsync();
        foreach (var patient in (string[])["p", "q", "r"])
        {
            await EnrolAsync(client, patient);
            await NoteAsync(client, patient, "n");
        }

        await using var notes = await OpenAsync(client, "?since=0&kind=note_recorded");
        await using var some = await OpenAsync(client, "?since=0&patient=q&patient=r&kind=patient_enrolled");

        Assert.Equal([2, 4, 6], (await notes.TakeAsync(3)).Select(each => each.Id));
        Assert.Equal([3, 5], (await some.TakeAsync(2)).Select(each => each.Id));
    }

    [Theory]
    [InlineData("?since=-1", null, "since")]
    [InlineData("?since=1.5", null, "since")]
    [InlineData("?from=1", null, "from")]
    [InlineData("?kind=nonsense", null, "kind")]
    [InlineData("?patient=nobody", null, "patient")]
    [InlineData("?since=0", "yesterday", "Last-Event-ID")]
    public async Task What_cannot_be_understood_is_named(string query, string? lastEventId, string place)
    {
        var (_, client) = await ServeAsync();

        var reply = await RefusedAsync(client, query, lastEventId);

        Assert.Equal((HttpStatusCode.BadRequest, "bad-request"), (reply.Status, reply.Problem));
        Assert.Equal([(place, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task A_position_of_another_database_is_recognised_where_it_lies_beyond_the_log()
    {
        var (_, client) = await ServeAsync();
        await EnrolAsync(client, "p");

        var reply = await RefusedAsync(client, "?since=0", "2");

        Assert.Equal((HttpStatusCode.Conflict, "beyond-the-log"), (reply.Status, reply.Problem));
        await using var atTheEnd = await OpenAsync(client, "?since=99", lastEventId: 1);
    }

    [Fact]
    public async Task One_follower_too_many_is_asked_to_come_again_and_may_once_another_left()
    {
        var (_, client) = await ServeAsync(options => options with { FollowersMax = 1 });
        await using (await OpenAsync(client, ""))
        {
            var reply = await RefusedAsync(client, "", null);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, "too-many-followers"), (reply.Status, reply.Problem));
            Assert.NotNull(reply.Header("Retry-After"));
        }

        await Eventually.HoldsAsync(async () =>
        {
            using var response = await client.GetAsync(
                "/api/patients/changes", HttpCompletionOption.ResponseHeadersRead, Cancellation);
            return response.StatusCode is HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Whoever_is_refused_before_the_feed_begins_holds_no_place_in_it()
    {
        var (_, client) = await ServeAsync(options => options with { FollowersMax = 1 });
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients/changes");
            request.Headers.Add("X-Purpose-Of-Use", "CURIOSITY");
            using var refused = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        await using var feed = await OpenAsync(client, "");
    }

    [Fact]
    public async Task Another_form_than_events_is_not_acceptable()
    {
        var (_, client) = await ServeAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients/changes");
        request.Headers.Add("Accept", "application/json");

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotAcceptable, response.StatusCode);
    }

    static async Task<Reply> RefusedAsync(HttpClient client, string query, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/patients/changes{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        return await Reply.OfAsync(response, Cancellation);
    }
}
