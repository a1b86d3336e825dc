using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Server.Access;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>Whoever is shown something of a patient is recorded before he is shown it.</summary>
public sealed class RecordedReadsTests(RunningServer server) : AccessSpec(server)
{
    static readonly string[] Searches = ["/api/ledger/log", "/api/access", "/api/patients/changes"];

    const string Note = """{"key":"n","kind":"note","occurred":"2019","text":"canary4711"}""";

    [Fact]
    public void Every_route_says_what_it_does_with_patients_data()
    {
        var routes = Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .ToList();

        Assert.True(routes.Count > 40, $"Only {routes.Count} routes were found.");
        Assert.Empty(routes.Where(route => route.Metadata.GetMetadata<AccessPolicy>() is null)
            .Select(route => $"{route.RoutePattern.RawText} declares no AccessPolicy"));
        Assert.Empty(routes
            .Where(route => route.RoutePattern.RawText!.StartsWith("/api/patients", StringComparison.Ordinal)
                && route.Metadata.GetRequiredMetadata<AccessPolicy>() == AccessPolicy.ShowsNothing)
            .Select(route => route.RoutePattern.RawText));
    }

    [Theory]
    [InlineData("", "getPatient")]
    [InlineData("/timeline", "getTimeline")]
    [InlineData("/timeline?known=entry:n", "getTimeline")]
    [InlineData("/diff?from=entry:n", "getDifference")]
    [InlineData("/steps", "getSteps")]
    [InlineData("/backdated", "getBackdated")]
    [InlineData("/measures", "getMeasures")]
    [InlineData("/measures/age-at-diagnosis", "getMeasure")]
    [InlineData("/bounds?of=n", "getBounds")]
    [InlineData("/log", "getLog")]
    [InlineData("/entries/n", "getEntry")]
    public async Task A_patients_view_is_one_record_of_who_asked_for_whom(string view, string operation)
    {
        var patient = await PatientAsync(Note);
        var id = await IdAsync(patient);
        Reply? reply = null;

        var record = Assert.Single(await RecordedAsync(async () => reply = await GetAsync(
            $"/api/patients/{patient}{view}", "X-NetTimeline-Actor", "dr.tanaka", "User-Agent", "curl/8.5.0 (x)",
            "X-Purpose-Of-Use", "TREAT", "X-Request-Id", "r-7")));

        Assert.Equal(HttpStatusCode.OK, reply!.Status);
        Assert.Equal(
            (operation, "course", AccessOutcome.Success, id),
            (record.Operation, record.Category, record.Outcome, record.Stream));
        Assert.Equal(
            ("dr.tanaka", "curl/8.5.0", "TREAT", "r-7"), (record.Actor, record.Client, record.Purpose, record.Request));
        Assert.Equal("127.0.0.1", record.Source);
        Assert.Null(record.Query);
    }

    [Fact]
    public async Task An_answer_without_a_body_is_recorded_like_one_with_it()
    {
        var patient = await PatientAsync(Note);
        var (path, tag) = ($"/api/patients/{patient}", "\"2\"");

        var records = await RecordedAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.NotModified, (await GetAsync(path, "If-None-Match", tag)).Status);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Head, path, null)).Status);
        });

        Assert.Equal([2, 2], records.Select(record => record.Version));
    }

    [Fact]
    public async Task Whom_nobody_enrolled_somebody_looked_for_but_what_was_typed_is_not_kept()
    {
        var record = Assert.Single(await RecordedAsync(() => GetAsync("/api/patients/canary4711/timeline")));

        Assert.Equal((AccessOutcome.NotFound, null), (record.Outcome, record.Stream));
        Assert.DoesNotContain("canary4711", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_that_is_refused_about_a_patient_who_is_there_is_recorded_as_refused()
    {
        var patient = await PatientAsync(Note);
        var id = await IdAsync(patient);

        var records = await RecordedAsync(async () =>
        {
            await GetAsync($"/api/patients/{patient}/entries/other");
            await GetAsync($"/api/patients/{patient}/timeline?known=entry:other");
            await GetAsync($"/api/patients/{patient}/timeline?unknown=x");
        });

        Assert.Equal(
            [(AccessOutcome.NotFound, id), (AccessOutcome.Refused, id)],
            records.Select(record => (record.Outcome, record.Stream)));
    }

    [Fact]
    public async Task A_post_is_recorded_only_where_its_refusal_quotes_the_record()
    {
        var patient = await PatientAsync(Note);
        var id = await IdAsync(patient);

        var records = await RecordedAsync(async () =>
        {
            Created(await PostEntriesAsync(patient, """{"key":"m","kind":"note","occurred":"2020","text":"x"}"""));
            Assert.Equal(
                HttpStatusCode.UnprocessableEntity, (await PostEntriesAsync(patient, """{"kind":"x"}""")).Status);
            Assert.Equal(
                HttpStatusCode.Conflict,
                (await PostEntriesAsync(patient, Note.Replace("2019", "2018", StringComparison.Ordinal))).Status);
        });

        var refused = Assert.Single(records);
        Assert.Equal(("postEntries", AccessOutcome.Refused, id), (refused.Operation, refused.Outcome, refused.Stream));
    }

    [Fact]
    public async Task A_post_that_tells_what_is_there_is_recorded_too()
    {
        var patient = await PatientAsync(Note);
        var id = await IdAsync(patient);

        var records = await RecordedAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, (await PostEntriesAsync(patient, Note)).Status);
            Assert.Equal(
                HttpStatusCode.PreconditionFailed,
                (await PostEntriesAsync(patient, Note.Replace("2019", "2018", StringComparison.Ordinal)
                    .Replace("\"n\"", "\"o\"", StringComparison.Ordinal), "If-Match", "\"0\"")).Status);
        });

        Assert.Equal(
            [("postEntries", AccessOutcome.Success, id), ("postEntries", AccessOutcome.Refused, id)],
            records.Select(record => (record.Operation, record.Outcome, record.Stream)));
    }

    [Fact]
    public async Task That_a_patient_is_there_or_is_not_is_told_by_faults_too_and_recorded()
    {
        var patient = await PatientAsync(Note);
        var id = await IdAsync(patient);

        var records = await RecordedAsync(async () =>
        {
            foreach (var path in Searches)
            {
                Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"{path}?patient={patient}&wrong=x")).Status);
                Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"{path}?patient=nobody")).Status);
            }
        });

        Assert.Equal(
            Enumerable.Repeat<(AccessOutcome, Guid?)[]>(
                [(AccessOutcome.Refused, id), (AccessOutcome.NotFound, null)], 3).SelectMany(pair => pair),
            records.Select(record => (record.Outcome, record.Stream)));
    }

    [Fact]
    public async Task Moving_through_the_moments_of_a_course_is_one_record_a_minute()
    {
        var patient = await PatientAsync(Note);
        var path = $"/api/patients/{patient}/timeline?known=";

        var records = await RecordedAsync(async () =>
        {
            for (var day = 10; day < 30; day++)
            {
                Assert.Equal(HttpStatusCode.OK, (await GetAsync($"{path}2019-05-{day}")).Status);
            }

            await GetAsync($"{path}2019-05-10", "X-NetTimeline-Actor", "another");
            await GetAsync($"/api/patients/{patient}/timeline");
        });

        Assert.Equal([60, 60, null], records.Select(record => record.LastsSeconds));
    }

    [Fact]
    public async Task While_it_cannot_be_recorded_nothing_is_shown()
    {
        var patient = await PatientAsync(Note);
        string[] views = ["", "/timeline", "/log", "/entries/n", "/measures", "/entries/other"];
        var replies = new List<Reply>();

        await using (await UnwritableAsync())
        {
            foreach (var view in views)
            {
                replies.Add(await GetAsync($"/api/patients/{patient}{view}"));
            }

            replies.Add(await GetAsync($"/api/patients?q={patient}"));
            replies.Add(await GetAsync("/api/patients/changes?since=0", "Accept", "text/event-stream"));
            replies.Add(await GetAsync("/api/cohorts/count"));
        }

        Assert.All(replies, reply =>
        {
            IsProblem(reply, HttpStatusCode.ServiceUnavailable, "access-not-recorded");
            Assert.NotNull(reply.Header("Retry-After"));
            Assert.Null(reply.Tag);
            Assert.DoesNotContain(patient, reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("canary4711", reply.Text, StringComparison.Ordinal);
        });
        Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/api/patients/{patient}")).Status);
    }

    [Fact]
    public async Task A_purpose_that_is_none_is_refused()
    {
        var patient = await PatientAsync(Note);

        var records = await RecordedAsync(async () => IsProblem(
            await GetAsync($"/api/patients/{patient}", "X-Purpose-Of-Use", "CURIOSITY"), HttpStatusCode.BadRequest,
            "bad-request"));

        Assert.Empty(records);
    }
}
