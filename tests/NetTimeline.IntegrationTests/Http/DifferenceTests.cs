using System.Text.Json;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What changed between two views, the steps between them, and what came after the fact.</summary>
public sealed class DifferenceTests(RunningServer server) : HttpSpec(server)
{
    const string Study = """{"key":"ct","kind":"imaging-study","occurred":"2019-05-01","modality":"ct"}""";

    const string Result = """
        {"key":"late-result","kind":"laboratory-value","occurred":"2019-05-01","known":"2019-05-20",
         "test":"calcitonin","value":{"value":12,"unit":"pg/mL"}}
        """;

    const string Therapy = """
        {"key":"xelox","kind":"systemic-therapy","occurred":"2019-06-01","ended":"2019-09-01","regimen":"XELOX",
         "standing":"performed"}
        """;

    static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetString()!)];

    [Theory]
    [InlineData("?from=entry:ct&to=2019-05-20")]
    [InlineData("?from.known=2019-05-19&to.known=entry:late-result")]
    [InlineData("?from=day:2019-05-01&to.known=2019-05-31")]
    public async Task What_was_learned_between_two_moments_appears(string query)
    {
        var patient = await PatientAsync(Study, Result, Therapy);

        var difference = (await GetAsync($"/api/patients/{patient}/diff{query}")).Json;

        var entry = Assert.Single(difference.GetProperty("entries").EnumerateArray());
        Assert.Equal(
            ("late-result", "appeared"),
            (entry.GetProperty("key").GetString(), entry.GetProperty("change").GetString()));
        Assert.Equal(["late-result"], Texts(entry.GetProperty("by")));
    }

    [Fact]
    public async Task Both_axes_are_compared_at_once_and_the_correction_is_named()
    {
        var patient = await PatientAsync(Study, Result);
        var before = (await GetAsync($"/api/patients/{patient}/log")).Json
            .GetProperty("events")[2].GetProperty("recordedAt").GetString()!;
        Created(await CorrectAsync(patient, $$"""
            {"correction":"amend","key":"slip","nature":"transcription","reason":"unit",
             "replacement":{{Result.Replace("12", "13", StringComparison.Ordinal)}} }
            """));

        var difference = (await GetAsync(
            $"/api/patients/{patient}/diff?from.recorded={before}&from.known=2019-06-01&to.known=2019-06-01")).Json;

        var entry = Assert.Single(difference.GetProperty("entries").EnumerateArray());
        Assert.Equal("said-otherwise", entry.GetProperty("change").GetString());
        Assert.Equal(["slip"], Texts(entry.GetProperty("by")));
        var member = Assert.Single(entry.GetProperty("said").EnumerateArray());
        Assert.Equal(
            ("value", "12 pg/mL", "13 pg/mL"),
            (member.GetProperty("member").GetString(), member.GetProperty("before").GetString(),
                member.GetProperty("after").GetString()));
    }

    [Fact]
    public async Task A_therapy_that_goes_on_is_shown_without_its_end()
    {
        var patient = await PatientAsync(Therapy);

        var during = await GetAsync($"/api/patients/{patient}/timeline?known=2019-08-01");
        var after = await GetAsync($"/api/patients/{patient}/timeline?known=2019-09-01");

        Assert.DoesNotContain("2019-09", during.Text, StringComparison.Ordinal);
        Assert.Contains("\"ended\":\"2019-09-01\"", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_is_asked_for_by_its_own_words_and_shows_what_it_says()
    {
        var patient = await PatientAsync(Study, Result, Therapy);

        var steps = (await GetAsync($"/api/patients/{patient}/steps")).Json.GetProperty("steps").EnumerateArray()
            .ToList();

        Assert.Equal(
            ["known=entry%3Act", "known=entry%3Alate-result", "known=entry%3Axelox", "known=day%3A2019-09-01", ""],
            steps.Select(step => step.GetProperty("ask").GetString()));
        var known = new HashSet<string>();
        foreach (var step in steps)
        {
            known.UnionWith(Texts(step.GetProperty("learned")));
            Assert.Equal(known, (await KeysAsync(patient, $"?{step.GetProperty("ask").GetString()}")).ToHashSet());
        }
    }

    [Fact]
    public async Task A_reinterpretation_is_a_moment_that_can_be_asked_for()
    {
        var patient = await PatientAsync(Study);
        Created(await CorrectAsync(patient, """
            {"correction":"redate","key":"letter","entry":"ct","nature":"reinterpretation","known":"2020-01-01",
             "reason":"letter found","dates":{"occurred":"2019-04-01"}}
            """));

        var steps = (await GetAsync($"/api/patients/{patient}/steps")).Json.GetProperty("steps");

        Assert.Equal("entry:letter", steps[1].GetProperty("at").GetProperty("known").GetString());
        Assert.Equal(OK, (await GetAsync($"/api/patients/{patient}/timeline?known=entry:letter")).Status);
    }

    [Fact]
    public async Task Recording_is_stepped_over_too()
    {
        var patient = await PatientAsync(Study, Result);

        var steps = (await GetAsync($"/api/patients/{patient}/steps?axis=recorded&known=entry:ct")).Json;

        Assert.Equal("recorded", steps.GetProperty("axis").GetString());
        Assert.Equal(
            ["ct"],
            steps.GetProperty("steps").EnumerateArray().SelectMany(step => Texts(step.GetProperty("learned"))));
    }

    [Fact]
    public async Task All_views_come_at_once_or_one_of_any_moment()
    {
        var patient = await PatientAsync(Study, Result, Therapy);

        var all = (await GetAsync($"/api/patients/{patient}/replay")).Json;
        var one = (await GetAsync($"/api/patients/{patient}/replay?one=true&known=2019-06-30")).Json;

        Assert.Equal("calendar", all.GetProperty("zero").GetProperty("kind").GetString());
        Assert.Equal([1, 1, 1, 0, 0], all.GetProperty("steps").EnumerateArray()
            .Select(step => step.GetProperty("learned").GetInt32()));
        var shown = Assert.Single(one.GetProperty("steps").EnumerateArray()).GetProperty("shown");
        Assert.Equal(
            await KeysAsync(patient, "?known=2019-06-30"),
            shown.EnumerateArray().Select(
                each => each.GetProperty("shown").GetProperty("entry").GetProperty("key").GetString()));
    }

    [Fact]
    public async Task What_came_after_the_fact_is_listed_with_its_delay()
    {
        var patient = await PatientAsync(Study, Result);

        var report = (await GetAsync($"/api/patients/{patient}/backdated?days=100")).Json;

        Assert.Equal(
            ["ct", "late-result"],
            report.GetProperty("recordedLate").EnumerateArray().Select(late => late.GetProperty("entry").GetString()));
        var later = Assert.Single(report.GetProperty("knownLater").EnumerateArray());
        Assert.Equal("late-result", later.GetProperty("entry").GetString());
        Assert.Equal(19, later.GetProperty("delay").GetProperty("low").GetDecimal());
    }

    [Theory]
    [InlineData("/diff", "from")]
    [InlineData("/diff?from=yesterday", "from")]
    [InlineData("/diff?from=entry:nobody", "from")]
    [InlineData("/diff?to.known=entry:nobody", "to")]
    [InlineData("/diff?from=entry:ct&from.known=entry:ct", "from")]
    [InlineData("/diff?to.recorded=now", "to.recorded")]
    [InlineData("/steps?axis=sideways", "axis")]
    [InlineData("/steps?known=entry:ct", "known")]
    [InlineData("/steps?axis=recorded&known=entry:nobody", "known")]
    [InlineData("/replay?zero=lar", "zero")]
    [InlineData("/replay?zero=entry:nobody", "zero")]
    [InlineData("/replay?known=entry:ct", "one")]
    [InlineData("/replay?one=true&known=entry:nobody", "known")]
    [InlineData("/measures/foci-identified/steps?known=entry:nobody", "known")]
    [InlineData("/measures/foci-identified/steps?axis=sideways", "axis")]
    [InlineData("/backdated?days=-1", "days")]
    public async Task A_question_that_is_none_is_not_guessed_at(string question, string parameter)
    {
        var patient = await PatientAsync(Study);

        var reply = await GetAsync($"/api/patients/{patient}{question}");

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    [Theory]
    [InlineData("diff?from=entry:ct", "everything, now", "2-m0-[0-9a-f]{12}")]
    [InlineData("steps", "+ ct", "2")]
    [InlineData("backdated", "Recorded more than 30 days after it occurred", "2-m0-[0-9a-f]{12}")]
    public async Task Each_is_drawn_for_a_person_and_has_a_tag(string view, string words, string tag)
    {
        var patient = await PatientAsync(Study);

        var text = await GetAsync($"/api/patients/{patient}/{view}", "Accept", "text/plain");
        var json = await GetAsync($"/api/patients/{patient}/{view}");

        Assert.Contains(words, text.Text, StringComparison.Ordinal);
        Assert.Matches($"^\"{tag}-text\"$", text.Header("ETag")!);
        Assert.Matches($"^\"{tag}\"$", json.Header("ETag")!);
    }
}
