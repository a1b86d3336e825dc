using System.Net;
using System.Text.Json;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Who changed what, as it is asked over HTTP.</summary>
public sealed class ChangeLogTests(RunningServer server) : HttpSpec(server)
{
    const string Path = "/api/ledger/log";
    const string Note = """{"key":"n","kind":"note","text":"seen","occurred":"2019-05"}""";

    const string Amended = """
        {"correction":"amend","key":"c","nature":"transcription","reason":"a slip",
         "replacement":{"key":"n","kind":"note","text":"heard","occurred":"2019-05"}}
        """;

    [Fact]
    public async Task A_line_says_who_did_what_and_where_it_stands_in_the_ledger()
    {
        var patient = await PatientAsync(Note);
        Created(await CorrectAsync(patient, Amended, "X-NetTimeline-Actor", "dr.b", "User-Agent", "page/2.1"));

        var reply = await GetAsync($"{Path}?patient={patient}&change=amendment");
        var line = reply.Json.GetProperty("lines").EnumerateArray().Single();

        Assert.Equal(
            (patient, "dr.b", "page/2.1", "entry_amended", "c", "n", "a slip", 3L),
            (Text(line, "patient"), Text(line, "actor"), Text(line, "client"), Text(line, "type"), Text(line, "key"),
                Text(line, "corrects"), Text(line, "reason"), line.GetProperty("version").GetInt64()));
        Assert.Equal(line.GetProperty("position").GetInt64() - 1, line.GetProperty("index").GetInt64());
        Assert.Equal(
            """[{"of":"n","pointer":"/text","before":"seen","after":"heard"}]""",
            line.GetProperty("changed").GetRawText());
        var schema = new JsonSchema(
            (await GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas"));
        Assert.Null(schema.Misfit("ChangeLogView", reply.Json));
    }

    [Fact]
    public async Task Pages_over_all_patients_hang_together_and_come_newest_first_if_asked()
    {
        await PatientAsync(Note);
        var positions = new List<long>();
        for (long? after = null, next = 0; next is not null; after = next)
        {
            var reply = await GetAsync($"{Path}?order=newest&limit=2{(after is null ? "" : $"&after={after}")}");
            positions.AddRange(reply.Json.GetProperty("lines").EnumerateArray()
                .Select(line => line.GetProperty("position").GetInt64()));
            next = reply.Json.TryGetProperty("next", out var more) ? more.GetInt64() : null;
            await PatientAsync();
        }

        Assert.True(positions.Count >= 2);
        Assert.Equal(Enumerable.Range(1, positions.Count).Select(each => (long)each).Reverse(), positions);
    }

    [Fact]
    public async Task Acts_that_are_about_no_patient_are_lines_too()
    {
        Created(await PostAsync("/api/measures", DefinitionTests.Definition("own-log")));

        var line = (await GetAsync($"{Path}?type=measure_defined&order=newest&limit=1")).Json
            .GetProperty("lines").EnumerateArray().Single();

        Assert.False(line.TryGetProperty("patient", out _));
        Assert.Equal("own-log", line.GetProperty("changed")[0].GetProperty("after").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Drawn_for_a_terminal_it_says_what_was_there_before()
    {
        var patient = await PatientAsync(Note);
        Created(await CorrectAsync(patient, Amended));

        var drawn = (await GetAsync($"{Path}?patient={patient}&entry=n", "Accept", "text/plain")).Text;

        Assert.Contains("because: a slip", drawn, StringComparison.Ordinal);
        Assert.Contains("n /text: “seen” → “heard”", drawn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?patient=nobody", "patient")]
    [InlineData("?entry=n", "entry")]
    [InlineData("?patient=PATIENT&entry=2019-05-20", "entry")]
    [InlineData("?from=yesterday", "from")]
    [InlineData("?order=best", "order")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=1001", "limit")]
    [InlineData("?backdatedDays=-1", "backdatedDays")]
    [InlineData("?who=dr.b", "who")]
    public async Task A_question_that_is_none_is_not_guessed_at(string query, string parameter)
    {
        var patient = await PatientAsync();

        var reply = await GetAsync(Path + query.Replace("PATIENT", patient, StringComparison.Ordinal));

        IsProblem(reply, HttpStatusCode.BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
