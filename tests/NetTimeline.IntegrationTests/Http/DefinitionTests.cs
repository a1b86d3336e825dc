using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Users' own measures over HTTP: defined, versioned, tried over a cohort.</summary>
public sealed class DefinitionTests(RunningServer server) : HttpSpec(server)
{
    static int names;

    [Fact]
    public async Task A_measure_that_was_defined_measures()
    {
        var (name, patient) = (NewName(), await OperatedAsync());
        IsProblem(await GetAsync($"/api/patients/{patient}/measures/{name}"), NotFound, "unknown-measure");
        var before = (await GetAsync($"/api/patients/{patient}/measures")).Tag;

        Created(await PostAsync("/api/measures", Definition(name)));

        var value = (await GetAsync($"/api/patients/{patient}/measures/{name}"))
            .Json.GetProperty("measures")[0].GetProperty("values")[0];
        Assert.Equal(31, value.GetProperty("point").GetDecimal());
        Assert.NotEqual(before, (await GetAsync($"/api/patients/{patient}/measures")).Tag);
    }

    [Fact]
    public async Task A_definition_says_where_it_is_and_can_be_read_there()
    {
        var name = NewName();

        var posted = Created(await PostAsync("/api/measures", Definition(name), "X-NetTimeline-Actor", "dr.tanaka"));

        var read = await GetAsync(posted.Headers.Location!.OriginalString);
        var version = Assert.Single(read.Json.GetProperty("versions").EnumerateArray());
        Assert.Equal("dr.tanaka", version.GetProperty("definedBy").GetString());
        Assert.Equal(name, version.GetProperty("written").GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_list_has_what_comes_with_the_product_and_what_was_defined()
    {
        var name = NewName();
        Created(await PostAsync("/api/measures", Definition(name)));

        var measures = (await GetAsync("/api/measures")).Json.GetProperty("measures").EnumerateArray().ToList();

        Assert.Contains(measures, each => each.GetProperty("name").GetString() == "hepatectomy-to-primary-detection"
            && each.TryGetProperty("written", out _));
        Assert.Contains(measures, each => each.GetProperty("name").GetString() == "survival-months.seer"
            && !each.TryGetProperty("written", out _));
        Assert.Equal(name, measures[^1].GetProperty("name").GetString());
        Assert.All(measures, each => Assert.NotEmpty(each.GetProperty("citations").EnumerateArray()));
    }

    [Fact]
    public async Task The_same_again_is_recognised_with_and_without_a_key()
    {
        var name = NewName();
        var first = Created(await PostAsync("/api/measures", Definition(name), "Idempotency-Key", name));

        Assert.Equal(OK, (await PostAsync("/api/measures", Definition(name))).Status);
        var replayed = await PostAsync("/api/measures", Definition(name), "Idempotency-Key", name);
        Assert.Equal((System.Net.HttpStatusCode.Created, first.Text, "true"),
            (replayed.Status, replayed.Text, replayed.Header("Idempotency-Replayed")));
        IsProblem(
            await PostAsync("/api/measures", Definition(name, unit: "a"), "Idempotency-Key", name),
            UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_definition_in_use_cannot_be_edited_only_superseded()
    {
        var (name, patient) = (NewName(), await OperatedAsync());
        Created(await PostAsync("/api/measures", Definition(name)));

        var edited = await PostAsync("/api/measures", Definition(name, unit: "wk"));
        IsProblem(edited, Conflict, "conflict");
        Assert.Equal([("/version", "not-next-version")], edited.Faults);
        Created(await PostAsync("/api/measures", Definition(name, version: 2, unit: "wk")));

        var path = $"/api/patients/{patient}/measures/{name}";
        Assert.Equal("wk", await UnitAsync(path));
        Assert.Equal("d", await UnitAsync($"{path}@1"));
        IsProblem(await GetAsync($"{path}@3"), NotFound, "unknown-measure");
    }

    [Fact]
    public async Task A_name_of_the_product_is_taken()
    {
        var reply = await PostAsync("/api/measures", Definition("survival-months.seer"));

        IsProblem(reply, Conflict, "conflict");
        Assert.Equal([("/name", "name-taken")], reply.Faults);
    }

    [Fact]
    public async Task Every_fault_of_a_definition_is_named()
    {
        var reply = await PostAsync("/api/measures", """
            {"name":"Wrong Name","version":0,"title":"x","group":"own","per":"patient","unit":"mo","rule":"x",
             "from":{"pick":"first","anyOf":[{"kinds":["moon"]}]},"to":{"pick":"last"},"colour":"red"}
            """);

        IsProblem(reply, UnprocessableEntity, "refused");
        Assert.Contains(("/from/anyOf/0/kinds/0", "malformed"), reply.Faults);
        Assert.Contains(("/colour", "malformed"), reply.Faults);
    }

    [Theory]
    [InlineData("?dryRun=perhaps", "dryRun")]
    [InlineData("?max=5", "max")]
    [InlineData("?dryRun=true&max=0", "max")]
    [InlineData("?dryrun=true", "dryrun")]
    public async Task What_cannot_be_understood_is_named(string query, string parameter)
    {
        var reply = await PostAsync($"/api/measures{query}", Definition(NewName()));

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task Too_many_selectors_and_too_deep_a_body_are_refused()
    {
        IsProblem(
            await PostAsync("/api/measures", Definition(NewName(), from: Wide(1000))), UnprocessableEntity, "refused");
        IsProblem(
            await PostAsync("/api/measures", Definition(NewName(), from: Wide(10_000))),
            RequestEntityTooLarge, "too-large");

        var deep = """{"pick":"first","anyOf":[{"kinds":["note"]}]}""";
        for (var depth = 0; depth < 30; depth++)
        {
            deep = $$"""{"pick":"first","anyOf":[{"kinds":["note"],"after":{{deep}}}]}""";
        }

        IsProblem(
            await PostAsync("/api/measures", Definition(NewName(), from: deep)), UnprocessableEntity, "refused");
    }

    [Fact]
    public async Task A_dry_run_says_what_would_move_and_records_nothing()
    {
        var (name, patient) = (NewName(), await OperatedAsync());
        Created(await PostAsync("/api/measures", Definition(name)));

        var dry = await PostAsync(
            $"/api/measures?dryRun=true&keyContains={patient}", Definition(name, version: 2, unit: "wk"));

        Assert.Equal(OK, dry.Status);
        Assert.Equal((1, 1), (dry.Json.GetProperty("patients").GetInt32(), dry.Json.GetProperty("moved").GetInt32()));
        var change = dry.Json.GetProperty("changes")[0];
        Assert.Equal(patient, change.GetProperty("patient").GetString());
        Assert.Equal("d", change.GetProperty("change").GetProperty("before").GetProperty("unit").GetString());
        Assert.Equal("wk", change.GetProperty("change").GetProperty("after").GetProperty("unit").GetString());
        Assert.Single((await GetAsync($"/api/measures/{name}")).Json.GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public async Task A_dry_run_says_when_there_are_more_patients_than_it_compared()
    {
        await OperatedAsync();
        await OperatedAsync();

        var dry = await PostAsync("/api/measures?dryRun=true&max=1", Definition(NewName()));

        Assert.Equal((1, true), (
            dry.Json.GetProperty("patients").GetInt32(), dry.Json.GetProperty("more").GetBoolean()));
    }

    [Fact]
    public async Task A_dry_run_is_refused_as_the_definition_would_be() => IsProblem(
        await PostAsync("/api/measures?dryRun=true", Definition("survival-months.seer")), Conflict, "conflict");

    [Fact]
    public async Task Definitions_are_no_patient()
    {
        var name = NewName();
        Created(await PostAsync("/api/measures", Definition(name)));

        var patients = (await GetAsync("/api/patients?limit=200")).Json.GetProperty("patients").EnumerateArray();

        Assert.DoesNotContain(patients, each => each.GetProperty("id").GetString()!.StartsWith(
            "6d656173", StringComparison.Ordinal));
        IsProblem(
            await GetAsync("/api/patients/6d656173-7572-4573-8000-000000000001/timeline"), NotFound,
            "unknown-patient");
    }

    static string Wide(int alternatives) =>
        $$"""{"pick":"first","anyOf":[{{string.Join(',', Enumerable.Repeat("{\"kinds\":[\"note\"]}", alternatives))}}]}""";

    static string NewName() => $"own-{Interlocked.Increment(ref names)}";

    Task<string> OperatedAsync() => PatientAsync(
        """
        {"key":"operation","kind":"procedure","occurred":"2019-03-04","name":"low anterior resection",
         "standing":"performed"}
        """,
        """{"key":"visit","kind":"encounter","occurred":"2019-04-04","type":"visit"}""");

    async Task<string?> UnitAsync(string path) =>
        (await GetAsync(path)).Json.GetProperty("measures")[0].GetProperty("unit").GetString();

    internal static string Definition(
        string name, int version = 1, string unit = "d",
        string from = """{"pick":"first","anyOf":[{"kinds":["procedure"]}]}""") => $$"""
        {"name":"{{name}}","version":{{version}},{{(version > 1 ? $"\"supersedes\":{version - 1}," : "")}}
         "title":"From the first procedure to the last visit","group":"own","per":"patient","from":{{from}},
         "to":{"pick":"last","anyOf":[{"kinds":["encounter"]}]},"unit":"{{unit}}","rule":"As the title says.",
         "citations":[{"text":"own definition"}]}
        """;
}
