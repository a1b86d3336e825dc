using System.Net;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A patient from enrolment to a drawn timeline, as a caller goes through it.</summary>
public sealed class StoryTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task A_patient_is_enrolled_written_about_corrected_and_shown()
    {
        var enrolled = Created(await PostAsync(
            "/api/patients", """{"registryKey":"story","sex":"male","statedAge":66}""",
            "X-NetTimeline-Actor", "dr.tanaka"));
        Assert.Equal("/api/patients/story", enrolled.Headers.Location?.OriginalString);
        Assert.Equal("\"1\"", enrolled.Tag);

        var posted = Created(await PostEntriesAsync(
            "story",
            """
            [{"key":"referral","kind":"encounter","occurred":"2019-04-01","by":"treating team","type":"referral"},
             {"key":"ct-1","kind":"imaging-study","occurred":"2019-04-03","modality":"ct","region":"abdomen"},
             {"key":"liver-masses","kind":"lesion-group","occurred":"2019-04-03","count":6,"sites":[{"organ":"liver"}]}]
            """,
            "If-Match", "\"1\"", "X-NetTimeline-Actor", "dr.tanaka", "X-Request-Id", "req-7"));
        Assert.Equal("\"4\"", posted.Tag);
        Assert.Equal("req-7", posted.Header("X-Request-Id"));
        Assert.Equal(4, posted.Json.GetProperty("version").GetInt64());
        var first = posted.Json.GetProperty("firstPosition").GetInt64();
        Assert.Equal(first + 2, posted.Json.GetProperty("lastPosition").GetInt64());

        Created(await CorrectAsync(
            "story",
            """
            {"correction":"redate","key":"ct-1-redated","entry":"ct-1","nature":"transcription",
             "dates":{"occurred":"2019-04-02"},"reason":"misread"}
            """));

        Assert.Equal(["referral", "ct-1", "liver-masses"], await KeysAsync("story"));
        await TheViewsAgreeAsync();
    }

    async Task TheViewsAgreeAsync()
    {
        var patient = await GetAsync("/api/patients/story");
        Assert.Equal("\"5\"", patient.Tag);
        Assert.Equal(3, patient.Json.GetProperty("entries").GetInt32());
        var byId = await GetAsync($"/api/patients/{patient.Json.GetProperty("id").GetString()}");
        Assert.Equal(patient.Text, byId.Text);

        var log = (await GetAsync("/api/patients/story/log")).Json.GetProperty("events");
        Assert.Equal(5, log.GetArrayLength());
        Assert.Equal("dr.tanaka", log[1].GetProperty("actor").GetString());
        Assert.Equal("req-7", log[1].GetProperty("request").GetString());
        Assert.Equal("misread", log[4].GetProperty("reason").GetString());
        Assert.Equal("ct-1", log[4].GetProperty("corrects").GetString());

        var entry = (await GetAsync("/api/patients/story/entries/ct-1")).Json;
        Assert.Equal("2019-04-03", entry.GetProperty("firstPosted").GetProperty("occurred").GetString());
        Assert.Equal("2019-04-02", entry.GetProperty("entry").GetProperty("occurred").GetString());
        Assert.Equal(2, entry.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task The_timeline_and_the_log_are_drawn_for_a_terminal()
    {
        var patient = await PatientAsync("""{"key":"n","kind":"note","occurred":"2019-04-01","text":"Ruhig. \u001b[31m"}""");

        var timeline = await GetAsync($"/api/patients/{patient}/timeline", "Accept", "text/plain");
        var log = await GetAsync($"/api/patients/{patient}/log", "Accept", "text/plain, application/json;q=0.5");

        Assert.Equal(("text/plain", "text/plain"), (timeline.MediaType, log.MediaType));
        Assert.StartsWith(patient, timeline.Text, StringComparison.Ordinal);
        Assert.Contains("Ruhig.", timeline.Text, StringComparison.Ordinal);
        Assert.Contains("note recorded n", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', timeline.Text + log.Text);
        Assert.Equal("\"2-text\"", timeline.Tag);
    }

    [Fact]
    public async Task Enrolling_in_the_same_words_changes_nothing_and_in_others_is_a_conflict()
    {
        const string body = """{"registryKey":"twice","birthYear":1953}""";
        Created(await PostAsync("/api/patients", body));

        var again = await PostAsync("/api/patients", body);
        var otherwise = await PostAsync("/api/patients", """{"registryKey":"twice","birthYear":1954}""");

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal("\"1\"", again.Tag);
        Assert.Equal(HttpStatusCode.Conflict, otherwise.Status);
        Assert.Equal([("/registryKey", "key-taken")], otherwise.Faults);
        Assert.Equal(1, await VersionAsync("twice"));
    }

    [Fact]
    public async Task Patients_are_listed_page_by_page()
    {
        var position = 0L;
        foreach (var key in new[] { "page-b", "page-a", "page-c", "elsewhere" })
        {
            var posted = Created(await PostAsync("/api/patients", $$"""{"registryKey":"{{key}}"}"""));
            position = posted.Json.GetProperty("lastPosition").GetInt64();
        }

        var first = await GetAsync($"/api/patients?q=PAGE&limit=2&minPosition={position}");
        var rest = await GetAsync($"/api/patients?q=PAGE&limit=2&after={first.Json.GetProperty("next").GetString()}");

        Assert.Equal(["page-a", "page-b"], Keys(first));
        Assert.Equal(["page-c"], Keys(rest));
        Assert.False(rest.Json.TryGetProperty("next", out _));
    }

    static IEnumerable<string?> Keys(Reply page) => page.Json.GetProperty("patients").EnumerateArray()
        .Select(patient => patient.GetProperty("registryKey").GetString());
}
