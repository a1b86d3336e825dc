using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A view of the past shows nothing that was learned or recorded later.</summary>
public sealed class KnowledgeTests(RunningServer server) : HttpSpec(server)
{
    const string Study = """{"key":"ct","kind":"imaging-study","occurred":"2019-05-01","modality":"ct"}""";

    const string Result = """
        {"key":"late-result","kind":"laboratory-value","occurred":"2019-05-01","known":"2019-05-20",
         "test":"calcitonin","value":{"value":12,"unit":"pg/mL"}}
        """;

    [Theory]
    [InlineData("?known=day:2019-05-19", false)]
    [InlineData("?known=2019-05-20", true)]
    [InlineData("?known=entry:ct", false)]
    [InlineData("?known=entry:late-result", true)]
    [InlineData("?known=entry:ct~P18D", false)]
    [InlineData("?known=entry:ct~P19D", true)]
    [InlineData("?known=entry:ct~-P1D", false)]
    [InlineData("", true)]
    public async Task An_entry_known_later_is_absent_in_every_form(string query, bool shown)
    {
        var patient = await PatientAsync(Study, Result);

        var json = await GetAsync($"/api/patients/{patient}/timeline{query}");
        var text = await GetAsync($"/api/patients/{patient}/timeline{query}", "Accept", "text/plain");

        Assert.Equal(shown, (await KeysAsync(patient, query)).Contains("late-result"));
        var asked = query.Contains("late-result", StringComparison.Ordinal);
        Assert.Equal(shown || asked, json.Text.Contains("late-result", StringComparison.Ordinal));
        Assert.Equal(shown, text.Text.Contains("calcitonin", StringComparison.Ordinal));
        Assert.Equal(shown, json.Text.Contains("calcitonin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_recorded_later_is_absent_as_recorded_then()
    {
        var patient = await PatientAsync(Study);
        var between = (await GetAsync($"/api/patients/{patient}/log")).Json
            .GetProperty("events")[1].GetProperty("recordedAt").GetString()!;
        Created(await PostEntriesAsync(patient, Result));
        Created(await CorrectAsync(patient, """{"correction":"retract","key":"r","entry":"ct","reason":"twice"}"""));

        Assert.Equal(["ct"], await KeysAsync(patient, $"?recorded={between}"));
        Assert.Equal(["late-result"], await KeysAsync(patient));
        var past = await GetAsync($"/api/patients/{patient}/timeline?recorded={between}");
        Assert.DoesNotContain("calcitonin", past.Text, StringComparison.Ordinal);
        Assert.Equal(2, past.Json.GetProperty("version").GetInt64());
        Assert.Empty(await KeysAsync(patient, "?recorded=2001-01-01T00:00:00Z"));
    }

    [Theory]
    [InlineData("?known=yesterday", "known")]
    [InlineData("?known=entry:nobody", "known")]
    [InlineData("?known=entry:ct~18", "known")]
    [InlineData("?known=entry:ct&recorded=2001-01-01T00:00:00Z", "known")]
    [InlineData("?recorded=2019-05-20", "recorded")]
    [InlineData("?recorded=2019-05-20T12:00:00%2B02:00", "recorded")]
    [InlineData("?retracted=yes", "retracted")]
    [InlineData("?know=2019-05-20", "know")]
    [InlineData("?known=2019-05-20&known=2019-05-21", "known")]
    public async Task A_question_that_is_none_is_not_guessed_at(string query, string parameter)
    {
        var patient = await PatientAsync(Study);

        var reply = await GetAsync($"/api/patients/{patient}/timeline{query}");

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task The_log_is_shown_in_parts()
    {
        var patient = await PatientAsync(Study, Result);

        var part = await GetAsync($"/api/patients/{patient}/log?after=1&limit=1");
        var rest = await GetAsync($"/api/patients/{patient}/log?after=2");

        Assert.Equal([2], Versions(part));
        Assert.Equal([3], Versions(rest));
        Assert.Equal(3, rest.Json.GetProperty("version").GetInt64());
    }

    static IEnumerable<long> Versions(Reply log) => log.Json.GetProperty("events").EnumerateArray()
        .Select(each => each.GetProperty("version").GetInt64());
}
