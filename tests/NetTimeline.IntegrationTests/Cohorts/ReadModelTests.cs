using Microsoft.Extensions.DependencyInjection;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.Projections;
using NetTimeline.Server;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Cohorts;

/// <summary>What is asked of read models that follow the log, are not made yet, or cannot read an event.</summary>
public sealed class ReadModelTests(RunningServer server, PostgresFixture postgres) : HttpSpec(server)
{
    [Fact]
    public async Task Whoever_names_the_position_of_a_post_finds_what_was_posted()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = $"own-write-{round}";
            var posted = Created(await PostAsync("/api/patients", $$"""{"registryKey":"{{key}}","birthYear":1950}"""));
            var position = posted.Json.GetProperty("lastPosition").GetInt64();

            var found = await GetAsync($"/api/patients?q={key}&born=1950&minPosition={position}");

            Assert.Equal([key], Keys(found));
            Assert.True(found.Json.GetProperty("asOfPosition").GetInt64() >= position);
        }
    }

    [Fact]
    public async Task Beyond_the_log_there_is_no_answer_yet()
    {
        foreach (var path in new[] { "/api/patients?", "/api/cohorts/count?", "/api/cohorts/measures/albi-score?" })
        {
            var reply = await GetAsync($"{path}minPosition=999999999");

            IsProblem(reply, ServiceUnavailable, "not-yet-there");
            Assert.Equal("2", reply.Header("Retry-After"));
        }
    }

    [Fact]
    public async Task Where_nobody_keeps_read_models_single_patients_are_answered_and_searches_are_not_yet()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using var app = await TimelineServer.StartAsync(
            RunningServer.OptionsFor(database, Server.Log) with { KeepsReadModels = false }, Cancellation);
        using var client = RunningServer.ClientOf(app);
        using var enrolment = JsonOf("""{"registryKey":"p"}""");
        using var posted = await client.PostAsync("/api/patients", enrolment, Cancellation);

        using var found = await client.GetAsync("/api/patients", Cancellation);
        using var single = await client.GetAsync("/api/patients/p/timeline", Cancellation);

        IsProblem(await Reply.OfAsync(found, Cancellation), ServiceUnavailable, "not-yet-there");
        Assert.Equal(OK, single.StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_longer_than_an_index_takes_hinders_no_read_model_and_is_found_by_its_beginning()
    {
        var name = string.Join(' ', Enumerable.Range(0, 2000).Select(number => $"{Guid.NewGuid():n}"[..8]));
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using (var writer = await TimelineServer.StartAsync(
            RunningServer.OptionsFor(database, Server.Log) with { KeepsReadModels = false }, Cancellation))
        {
            using var client = RunningServer.ClientOf(writer);
            using var enrolment = JsonOf("""{"registryKey":"p"}""");
            using var enrolled = await client.PostAsync("/api/patients", enrolment, Cancellation);
            using var entry = JsonOf(
                $$"""{"key":"op","kind":"procedure","name":"{{name}}","standing":"performed","occurred":"2020"}""");
            using var posted = await client.PostAsync("/api/patients/p/entries", entry, Cancellation);
            Created(await Reply.OfAsync(posted, Cancellation));
        }

        // The index is made of rows that are there already.
        await using var app = await TimelineServer.StartAsync(
            RunningServer.OptionsFor(database, Server.Log), Cancellation);
        using var reader = RunningServer.ClientOf(app);
        var found = await ProjectionSpec.UntilAsync(
            () => FindAsync($"/api/patients?minPosition=2&procedure={name[..128]}"), reply => reply.Status == OK);
        Assert.Equal(["p"], Keys(found));

        async Task<Reply> FindAsync(string path)
        {
            using var response = await reader.GetAsync(path, Cancellation);
            return await Reply.OfAsync(response, Cancellation);
        }
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_sets_its_patient_aside_and_no_other()
    {
        var (broken, sound) = (await PatientAsync(), await PatientAsync());
        var store = Server.App.Services.GetRequiredService<IEventStore>();
        var head = await store.FindStreamAsync(broken, Cancellation);
        await store.AppendAsync(
            new Append(
                Guid.CreateVersion7(), head!.Stream, null, head.Version,
                [
                    new NewEvent(
                        Guid.CreateVersion7(), "written_by_a_newer_one", 1, "{}"u8.ToArray(),
                        new Act("test", null, "creation", null, null, null, null)),
                ], null),
            Cancellation);

        var posted = Created(await PostEntriesAsync(
            sound, """{"key":"op","kind":"procedure","name":"right hemicolectomy","standing":"performed","occurred":"2020-01-01"}"""));
        var position = posted.Json.GetProperty("lastPosition").GetInt64();
        var found = await GetAsync($"/api/patients?procedure=colectomy&q={sound}&minPosition={position}");

        Assert.Equal([sound], Keys(found));
        Assert.Equal(1, found.Json.GetProperty("setAside").GetInt32());
        Assert.Equal([broken], Keys(await GetAsync($"/api/patients?q={broken}&entries=0")));
    }

    [Theory]
    [InlineData("/api/patients?sites=ileum", "sites")]
    [InlineData("/api/patients?born=1960..1950", "born")]
    [InlineData("/api/patients?ageAtDiagnosis=old", "ageAtDiagnosis")]
    [InlineData("/api/patients?sex=f", "sex")]
    [InlineData("/api/patients?certainty=sure", "certainty")]
    [InlineData("/api/patients?site=%20", "site")]
    [InlineData("/api/patients?possible=perhaps", "possible")]
    [InlineData("/api/patients?synthetic=perhaps", "synthetic")]
    [InlineData("/api/patients?minPosition=-1", "minPosition")]
    [InlineData("/api/cohorts/count?by=shoe-size", "by")]
    [InlineData("/api/cohorts/measures/albi-score?explain=true", "explain")]
    [InlineData("/api/cohorts/measures/albi-score?limit=1001", "limit")]
    public async Task What_is_misspelt_is_named(string path, string parameter)
    {
        var reply = await GetAsync(path);

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task A_measure_that_there_is_not_is_told_apart_from_one_whose_values_are_being_made()
    {
        IsProblem(await GetAsync("/api/cohorts/measures/no-such"), NotFound, "unknown-measure");
        Created(await PostAsync("/api/measures", DefinitionTests.Definition("of-a-cohort")));

        var values = await GetAsync("/api/cohorts/measures/of-a-cohort");
        for (var attempt = 0; attempt < 100 && values.Status is ServiceUnavailable; attempt++)
        {
            IsProblem(values, ServiceUnavailable, "not-yet-there");
            await Task.Delay(200, Cancellation);
            values = await GetAsync("/api/cohorts/measures/of-a-cohort");
        }

        Assert.True(values.Status is OK, values.Text);
        Assert.Equal(1, values.Json.GetProperty("version").GetInt32());
        Assert.Equal(
            values.Json.GetProperty("definitionsNow").GetInt64(), values.Json.GetProperty("definitions").GetInt64());
    }

    static IEnumerable<string?> Keys(Reply page) =>
        page.Json.TryGetProperty("patients", out var patients)
            ? patients.EnumerateArray().Select(patient => patient.GetProperty("registryKey").GetString())
            : [];
}
