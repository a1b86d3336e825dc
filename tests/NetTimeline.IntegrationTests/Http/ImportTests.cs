using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Lines are recorded as they come, and each is told what became of it.</summary>
public sealed class ImportTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task Each_line_gets_a_line_and_the_last_one_sums_up()
    {
        var answer = await ImportAsync(Enrol("each"), Note("each", "n1"), "", Note("each", "n2"));

        Assert.Equal(["1 recorded 1", "2 recorded 2", "4 recorded 3"], answer.Outcomes);
        Assert.Equal("3 0 0 0", answer.Summary);
        var positions = answer.Results.Select(line => line.GetProperty("position").GetInt64()).ToList();
        Assert.Equal([positions[0], positions[0] + 1, positions[0] + 2], positions);
        Assert.Equal(3, await VersionAsync("each"));
    }

    [Fact]
    public async Task What_was_imported_before_is_recognised_line_by_line()
    {
        await ImportAsync(Enrol("again"), Note("again", "n1"));

        var answer = await ImportAsync(Enrol("again"), Note("again", "n2"), Note("again", "n1"));

        Assert.Equal(["1 already-recorded 3", "2 recorded 3", "3 already-recorded 3"], answer.Outcomes);
        Assert.Equal("1 2 0 0", answer.Summary);
    }

    [Fact]
    public async Task After_a_refusal_the_rest_of_the_patient_is_skipped_and_others_go_on()
    {
        var answer = await ImportAsync(
            Enrol("left"), Note("left", "n1"), Note("left", "n2", about: "nothing"),
            Enrol("right"), Note("right", "n1"),
            Note("left", "n3"));

        Assert.Equal(
            ["1 recorded 1", "2 skipped ", "3 refused ", "4 recorded 1", "5 recorded 2", "6 skipped "],
            answer.Outcomes);
        Assert.Equal("3 0 1 2", answer.Summary);
        var fault = answer.Results[2].GetProperty("errors")[0];
        Assert.Equal(
            ("/entry/about/0", "unknown-reference"),
            (fault.GetProperty("pointer").GetString(), fault.GetProperty("code").GetString()));
        Assert.Equal(
            "Line 3 about this patient was refused.", answer.Results[5].GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Entries_and_their_corrections_follow_each_other()
    {
        var answer = await ImportAsync(
            Enrol("mixed"), Note("mixed", "n1"),
            """{"patient":"mixed","correction":{"correction":"retract","key":"c1","entry":"n1","reason":"slip"}}""",
            Note("mixed", "n2", about: "n1"));

        Assert.Equal(["1 recorded 1", "2 recorded 2", "3 recorded 3", "4 refused "], answer.Outcomes);
    }

    [Theory]
    [InlineData("{\"patient\": \"odd\", ", "", "malformed")]
    [InlineData("""{"patient":"odd","entry":{"key":"n","kind":"no-such-kind"}}""", "/entry/kind", "malformed")]
    [InlineData("""{"patient":"odd","entry":{"key":"n","kind":"note","text":1e5}}""", "/entry/text", "malformed")]
    [InlineData("""{"patient":"odd","entry":{"key":"n","kind":"note","text":"a","text":"b"}}""", "/entry/text", "malformed")]
    [InlineData("""{"patient":"not-there","entry":{"key":"n","kind":"note","text":"a"}}""", "", "not-enrolled")]
    public async Task What_is_wrong_with_a_line_is_said_with_its_place(string line, string pointer, string code)
    {
        var answer = await ImportAsync(line);

        var fault = answer.Results.Single().GetProperty("errors")[0];
        Assert.Equal(
            (pointer, code), (fault.GetProperty("pointer").GetString(), fault.GetProperty("code").GetString()));
        Assert.Equal("0 0 1 0", answer.Summary);
    }

    [Fact]
    public async Task A_patient_has_one_name_in_an_import_and_it_is_the_registry_key()
    {
        await ImportAsync(Enrol("named"));
        var id = (await GetAsync("/api/patients/named")).Json.GetProperty("id").GetString()!;

        foreach (var name in new[] { id, new string('x', 65), "Named", "" })
        {
            var answer = await ImportAsync(Note(name, "n1"), Note("named", "n2"));

            Assert.Equal("refused", answer.Results[0].GetProperty("outcome").GetString());
            Assert.False(answer.Results[0].TryGetProperty("patient", out _));
        }

        Assert.Equal(2, await VersionAsync("named"));
    }

    [Fact]
    public async Task Of_a_line_with_very_many_faults_the_first_hundred_are_said()
    {
        var unknown = string.Join(',', Enumerable.Range(0, 5000).Select(at => $"\"x{at}\":0"));
        var below = new string('y', 100_000);

        var answer = await ImportAsync(
            $$$"""{"patient":"many","entry":{"key":"n","kind":"note","text":"a",{{{unknown}}} } }""",
            $$$"""{"patient":"long","entry":{"key":"n","kind":"note","text":"a","{{{below}}}1":0,"{{{below}}}2":0}}""");

        Assert.Equal([100, 1], answer.Results.Select(line => line.GetProperty("errors").GetArrayLength()));
    }

    [Fact]
    public async Task A_body_without_lines_comes_to_nothing() => Assert.Equal("0 0 0 0", (await ImportAsync()).Summary);

    [Fact]
    public async Task The_description_s_example_can_be_sent_and_the_answer_is_as_described()
    {
        var document = (await GetAsync("/openapi/v1.json")).Json;
        var example = document.GetProperty("paths").GetProperty("/api/import").GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/x-ndjson")
            .GetProperty("examples").EnumerateObject().Single().Value.GetProperty("value").GetString()!;

        var answer = await ImportAsync(example.Split('\n'));

        Assert.Equal("2 0 0 0", answer.Summary);
        var described = document.GetProperty("components").GetProperty("schemas").GetProperty("LineResult")
            .GetProperty("properties").EnumerateObject().Select(member => member.Name).ToList();
        Assert.All(answer.Results, line => Assert.All(
            line.EnumerateObject(), member => Assert.Contains(member.Name, described)));
    }

    [Theory]
    [InlineData("Idempotency-Key", "k")]
    [InlineData("If-Match", "\"1\"")]
    public async Task What_is_said_of_one_patient_cannot_be_said_of_lines(string header, string value)
    {
        var reply = await SendAsync(HttpMethod.Post, "/api/import", Lines(Enrol("headers")), header, value);

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(header, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task Another_type_of_body_or_of_answer_is_refused()
    {
        IsProblem(await PostAsync("/api/import", Enrol("type")), UnsupportedMediaType, "unsupported-media-type");
        IsProblem(
            await SendAsync(HttpMethod.Post, "/api/import", Lines(Enrol("type")), "Accept", "text/html"),
            NotAcceptable, "not-acceptable");
        IsProblem(
            await SendAsync(HttpMethod.Post, "/api/import", Typed([0x1F, 0x8B, 0x08])), BadRequest, "not-json");
    }

    async Task<Answered> ImportAsync(params string[] lines)
    {
        var reply = await SendAsync(HttpMethod.Post, "/api/import", Lines(lines));
        Assert.True(reply.Status == OK, reply.Text);
        return Answered.Of(reply.Text);
    }

    static HttpContent Lines(params string[] lines) => Typed(Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    static HttpContent Typed(byte[] bytes) => new ByteArrayContent(bytes)
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") },
    };

    internal static string Enrol(string patient) =>
        $$$"""{"patient": "{{{patient}}}", "enrol": {"registryKey": "{{{patient}}}"}}""";

    internal static string Note(string patient, string key, string? about = null)
    {
        var named = about is null ? "" : $", \"about\": [\"{about}\"]";
        var entry = $"{{\"key\": \"{key}\", \"kind\": \"note\", \"text\": \"seen\"{named}}}";
        return $"{{\"patient\": \"{patient}\", \"entry\": {entry}}}";
    }

    internal sealed record Answered(IReadOnlyList<JsonElement> Results, JsonElement End)
    {
        static readonly string[] Counts = ["recorded", "alreadyRecorded", "refused", "skipped"];

        public static Answered Of(string text)
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement).ToList();
            return new Answered(lines[..^1], lines[^1].GetProperty("summary"));
        }

        public IEnumerable<string> Outcomes => Results.Select(line =>
            $"{line.GetProperty("line")} {line.GetProperty("outcome")} "
            + (line.TryGetProperty("version", out var version) ? version.GetRawText() : ""));

        public string Summary => string.Join(' ', Counts.Select(count => End.GetProperty(count).GetRawText()));
    }
}
