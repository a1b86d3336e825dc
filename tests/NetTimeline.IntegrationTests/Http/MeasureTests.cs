using System.Text.Json;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What measures say of a patient, asked over HTTP.</summary>
public sealed class MeasureTests(RunningServer server) : HttpSpec(server)
{
    const string Survival = "survival-months.seer";

    [Fact]
    public async Task Every_value_comes_with_its_status_its_evidence_and_its_paper()
    {
        var patient = await DiagnosedAsync();

        var reply = await GetAsync($"/api/patients/{patient}/measures");

        Assert.Equal(OK, reply.Status);
        Assert.NotEmpty(Values(reply));
        foreach (var measure in reply.Json.GetProperty("measures").EnumerateArray())
        {
            Assert.NotEmpty(measure.GetProperty("citations").EnumerateArray());
            foreach (var value in measure.GetProperty("values").EnumerateArray())
            {
                var status = value.GetProperty("status").GetString();
                Assert.Equal(status is "not-computable", !Numbered(value));
                Assert.Equal(status is "exact" or "bounded", !value.TryGetProperty("reason", out _));
            }
        }
    }

    [Fact]
    public async Task One_measure_is_asked_by_its_name()
    {
        var patient = await DiagnosedAsync();

        var one = await GetAsync($"/api/patients/{patient}/measures/{Survival}");

        var measure = Assert.Single(one.Json.GetProperty("measures").EnumerateArray());
        Assert.Equal(Survival, measure.GetProperty("name").GetString());
        Assert.Equal("survival", measure.GetProperty("group").GetString());
    }

    [Fact]
    public async Task A_group_has_its_own_measures_only()
    {
        var patient = await DiagnosedAsync();

        var groups = (await GetAsync($"/api/patients/{patient}/measures?group=survival"))
            .Json.GetProperty("measures").EnumerateArray().Select(each => each.GetProperty("group").GetString());

        Assert.Equal(["survival"], groups.Distinct());
    }

    [Fact]
    public async Task What_the_patient_has_nothing_of_gives_no_value()
    {
        var patient = await PatientAsync();

        var reply = await GetAsync($"/api/patients/{patient}/measures/{Survival}");

        Assert.Equal(OK, reply.Status);
        Assert.Empty(Values(reply));
    }

    [Fact]
    public async Task A_value_is_as_known_then()
    {
        var patient = await DiagnosedAsync();

        Assert.Empty(Values(await GetAsync($"/api/patients/{patient}/measures/{Survival}?known=2018-01-01")));
        Assert.NotEmpty(Values(await GetAsync($"/api/patients/{patient}/measures/{Survival}?known=2030-01-01")));
    }

    [Fact]
    public async Task The_tag_tells_table_and_json_apart_and_what_is_held_is_not_sent_again()
    {
        var patient = await DiagnosedAsync();
        var path = $"/api/patients/{patient}/measures";

        var (json, text) = (await GetAsync(path), await GetAsync(path, "Accept", "text/plain"));

        // What follows the versions is of the build: after a release nobody holds on to what the last one reckoned.
        Assert.Matches("^\"3-m0-[0-9a-f]{12}\"$", json.Tag!);
        Assert.Equal($"{json.Tag![..^1]}-text\"", text.Tag);
        Assert.Equal("text/plain", text.MediaType);
        Assert.Equal(NotModified, (await GetAsync(path, "If-None-Match", json.Tag!)).Status);
        Assert.Equal(OK, (await GetAsync(path, "If-None-Match", "\"2\"")).Status);
    }

    [Fact]
    public async Task The_tag_of_values_is_no_version_to_post_against()
    {
        var patient = await DiagnosedAsync();

        var reply = await PostEntriesAsync(
            patient, """{"key":"n","kind":"note","text":"x"}""", "If-Match",
            (await GetAsync($"/api/patients/{patient}/measures")).Tag!);

        IsProblem(reply, PreconditionFailed, "stale-version");
    }

    [Theory]
    [InlineData("no-such-measure")]
    [InlineData("Survival-Months.Seer")]
    [InlineData("a%20b")]
    public async Task A_measure_that_there_is_not_is_not_found(string name)
    {
        var patient = await PatientAsync();

        IsProblem(await GetAsync($"/api/patients/{patient}/measures/{name}"), NotFound, "unknown-measure");
    }

    [Fact]
    public async Task Who_leaves_out_the_rule_of_a_measure_is_told_which_there_are()
    {
        var reply = await GetAsync($"/api/patients/{await PatientAsync()}/measures/disease-free-survival");

        IsProblem(reply, NotFound, "unknown-measure");
        Assert.Contains(
            "there are disease-free-survival.datecan-colon, disease-free-survival.fda.", reply.Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_any_length_is_only_not_found()
    {
        var patient = await PatientAsync();

        IsProblem(
            await GetAsync($"/api/patients/{patient}/measures/{new string('a', 4000)}"), NotFound, "unknown-measure");
    }

    [Theory]
    [InlineData("group=hearts", "group")]
    [InlineData("assume=ct-1", "assume")]
    [InlineData("assume=same:a,a", "assume")]
    [InlineData("assume=age:last", "assume")]
    [InlineData("assume=age:last,131", "assume")]
    [InlineData("assume=age:no-such,53", "assume")]
    [InlineData("assume=same:no-such,last", "assume")]
    [InlineData("known=entry:no-such", "known")]
    [InlineData("known=yesterday", "known")]
    [InlineData("recorded=2019", "recorded")]
    [InlineData("explain=perhaps", "explain")]
    [InlineData("knwon=2019-05-20", "knwon")]
    public async Task What_cannot_be_understood_is_named(string query, string parameter)
    {
        var patient = await DiagnosedAsync();

        var reply = await GetAsync($"/api/patients/{patient}/measures?{query}");

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task An_assumption_about_an_entry_of_the_future_is_as_unknown_as_one_about_nothing()
    {
        var patient = await DiagnosedAsync();

        var reply = await GetAsync($"/api/patients/{patient}/measures?known=2018-01-01&assume=same:cancer,last");

        IsProblem(reply, BadRequest, "bad-request");
    }

    [Fact]
    public async Task What_the_record_contradicts_cannot_be_supposed()
    {
        var patient = await DiagnosedAsync();

        var reply = await GetAsync($"/api/patients/{patient}/measures?assume=same:cancer,last");

        IsProblem(reply, UnprocessableEntity, "contradicts-record");
        Assert.Contains("cancer", reply.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_assumptions_than_anybody_has_are_refused()
    {
        var patient = await DiagnosedAsync();
        var many = string.Join('&', Enumerable.Range(0, 17).Select(at => $"assume=same:a{at},b{at}"));

        IsProblem(await GetAsync($"/api/patients/{patient}/measures?{many}"), BadRequest, "bad-request");
    }

    [Fact]
    public async Task How_a_value_came_to_be_what_it_is_ends_with_the_view()
    {
        var patient = await DiagnosedAsync();
        var path = $"/api/patients/{patient}/measures/{Survival}";

        var (now, then) = (await GetAsync($"{path}/steps"), await GetAsync($"{path}/steps?known=2019-03-04"));

        var steps = now.Json.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal("known=entry%3Alast", steps[^1].GetProperty("ask").GetString());
        Assert.Equal(26, steps[^1].GetProperty("changes")[0].GetProperty("after").GetProperty("point").GetDecimal());
        Assert.Equal(steps.Count - 1, then.Json.GetProperty("steps").GetArrayLength());
        Assert.DoesNotContain("last", then.Text, StringComparison.Ordinal);
        Assert.Equal(NotModified, (await GetAsync($"{path}/steps", "If-None-Match", now.Tag!)).Status);
        IsProblem(await GetAsync($"/api/patients/{patient}/measures/none/steps"), NotFound, "unknown-measure");
    }

    [Fact]
    public async Task The_difference_of_two_views_has_the_values_that_moved_and_what_moved_them()
    {
        var patient = await DiagnosedAsync();

        var diff = await GetAsync($"/api/patients/{patient}/diff?from=2019-03-04&to=2021-06-30");

        var moved = diff.Json.GetProperty("measures").EnumerateArray()
            .Single(each => each.GetProperty("measure").GetString() == Survival);
        Assert.Equal("not-computable", moved.GetProperty("before").GetProperty("status").GetString());
        Assert.Equal(26, moved.GetProperty("after").GetProperty("point").GetDecimal());
        Assert.Equal(["last"], moved.GetProperty("by").EnumerateArray().Select(each => each.GetString()));
    }

    [Fact]
    public async Task What_came_late_is_shown_with_the_values_it_moved()
    {
        var patient = await DiagnosedAsync();

        var late = await GetAsync($"/api/patients/{patient}/backdated");

        var moved = late.Json.GetProperty("moved").EnumerateArray()
            .Single(each => each.GetProperty("entry").GetString() == "last").GetProperty("measures").EnumerateArray();
        Assert.Contains(moved, each => each.GetProperty("measure").GetString() == Survival
            && each.GetProperty("before").GetProperty("status").GetString() == "not-computable"
            && each.GetProperty("after").GetProperty("point").GetDecimal() == 26);
    }

    [Fact]
    public async Task A_patient_whom_nobody_enrolled_has_no_measures() =>
        IsProblem(await GetAsync("/api/patients/nobody/measures"), NotFound, "unknown-patient");

    Task<string> DiagnosedAsync() => PatientAsync(
        """
        {"key":"cancer","kind":"tumour","occurred":"2019-03-04","name":"rectal cancer",
         "primarySite":{"organ":"rectum"},"standing":"established","behaviour":"malignant"}
        """,
        """{"key":"last","kind":"encounter","occurred":"2021-05","type":"visit"}""");

    static IEnumerable<JsonElement> Values(Reply reply) => reply.Json.GetProperty("measures").EnumerateArray()
        .SelectMany(measure => measure.GetProperty("values").EnumerateArray());

    static bool Numbered(JsonElement value) =>
        value.TryGetProperty("low", out _) || value.TryGetProperty("high", out _)
        || value.GetProperty("categories").GetArrayLength() > 0;
}
