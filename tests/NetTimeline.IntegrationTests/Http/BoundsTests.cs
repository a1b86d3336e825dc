using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>The time between two points of a course, asked over HTTP.</summary>
public sealed class BoundsTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task Two_days_of_the_calendar_are_counted_by_anniversaries()
    {
        var reply = await AskedAsync("of=again&from=op&unit=years");

        Assert.Equal("exact", reply.Json.GetProperty("status").GetString());
        Assert.Equal(3m, reply.Json.GetProperty("low").GetDecimal());
        Assert.Equal("after", reply.Json.GetProperty("order").GetString());
        Assert.Equal("years", reply.Json.GetProperty("unit").GetString());
    }

    [Fact]
    public async Task Rounded_years_are_bounds_that_name_their_statement()
    {
        var reply = await AskedAsync("of=ct&from=again");

        Assert.Equal("bounded", reply.Json.GetProperty("status").GetString());
        Assert.Equal((0.5m, 1.5m, 1m), (
            reply.Json.GetProperty("low").GetDecimal(), reply.Json.GetProperty("high").GetDecimal(),
            reply.Json.GetProperty("point").GetDecimal()));
        Assert.True(reply.Json.GetProperty("lowIncluded").GetBoolean());
        Assert.False(reply.Json.TryGetProperty("highIncluded", out _));
        var step = Assert.Single(reply.Json.GetProperty("lowChain").GetProperty("steps").EnumerateArray());
        Assert.Equal("ct", Assert.Single(step.GetProperty("told").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task In_days_rounded_years_are_widened_and_say_so()
    {
        var reply = await AskedAsync("of=ct&from=again&unit=days");

        Assert.Equal((181m, 550m), (
            reply.Json.GetProperty("low").GetDecimal(), reply.Json.GetProperty("high").GetDecimal()));
        Assert.True(reply.Json.GetProperty("widened").GetBoolean());
        Assert.Contains("calendar", reply.Json.GetProperty("note").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_and_birth_are_points_too()
    {
        var lasted = await AskedAsync("of=therapy&ofPoint=end&from=therapy&unit=days");
        var age = await AskedAsync("of=op&fromPoint=birth&unit=years");

        Assert.Equal(10m, lasted.Json.GetProperty("low").GetDecimal());
        Assert.Equal("open", age.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_a_second_entry_the_calendar_answers()
    {
        var exact = await AskedAsync("of=op");
        var bounded = await AskedAsync("of=ct");
        var open = await AskedAsync("of=undated");

        Assert.Equal("2016-05-20", exact.Json.GetProperty("first").GetString());
        Assert.Equal(("bounded", "2019-11-17"), (
            bounded.Json.GetProperty("status").GetString(), bounded.Json.GetProperty("first").GetString()));
        Assert.Equal("No calendar date is known.", open.Json.GetProperty("note").GetString());
    }

    [Fact]
    public async Task What_is_supposed_closes_a_bound_and_what_the_record_denies_is_refused()
    {
        var supposed = await AskedAsync("of=again&from=undated&unit=years&assume=same:undated,op");
        var denied = await AskedAsync("of=again&from=op&assume=same:op,again");

        Assert.Equal(3m, supposed.Json.GetProperty("low").GetDecimal());
        IsProblem(denied, UnprocessableEntity, "contradicts-record");
    }

    [Theory]
    [InlineData("", "of")]
    [InlineData("of=no-such", "of")]
    [InlineData("of=op&from=no-such", "from")]
    [InlineData("of=op&ofPoint=birth", "of")]
    [InlineData("of=op&fromPoint=end", "from")]
    [InlineData("of=op&ofPoint=middle", "ofPoint")]
    [InlineData("of=op&unit=years", "unit")]
    [InlineData("of=op&from=again&unit=fortnights", "unit")]
    [InlineData("of=op&from=again&assume=op", "assume")]
    [InlineData("of=op&form=again", "form")]
    [InlineData("of=op&known=entry:no-such", "known")]
    public async Task What_cannot_be_understood_is_named(string query, string parameter)
    {
        var reply = await AskedAsync(query);

        IsProblem(reply, BadRequest, "bad-request");
        Assert.Equal([(parameter, "malformed")], reply.Faults);
    }

    [Fact]
    public async Task Nothing_is_told_of_what_was_not_yet_known()
    {
        var reply = await AskedAsync("of=again&from=op&known=2017-01-01");

        IsProblem(reply, BadRequest, "bad-request");
    }

    [Fact]
    public async Task It_is_drawn_for_a_terminal()
    {
        var patient = await CourseAsync();

        var reply = await GetAsync($"/api/patients/{patient}/bounds?of=ct&from=again", "Accept", "text/plain");

        Assert.Equal((OK, "text/plain"), (reply.Status, reply.MediaType));
        Assert.Contains("from again to ct: 1 [0.5, 1.5) years", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_is_as_described()
    {
        var description = (await GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");

        Assert.Null(new JsonSchema(description).Misfit("BoundsView", (await AskedAsync("of=ct&from=again")).Json));
        Assert.Null(new JsonSchema(description).Misfit("BoundsView", (await AskedAsync("of=ct")).Json));
    }

    async Task<Reply> AskedAsync(string query) =>
        await GetAsync($"/api/patients/{await CourseAsync()}/bounds?{query}");

    Task<string> CourseAsync() => PatientAsync(
        """{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2016-05-20"}""",
        """{"key":"again","kind":"procedure","name":"x","standing":"performed","occurred":"2019-05-20"}""",
        """{"key":"ct","kind":"note","text":"x","occurred":{"offset":"P1Y","after":"again"}}""",
        """
        {"key":"therapy","kind":"systemic-therapy","regimen":"x","standing":"performed","occurred":"2019-06-01",
         "duration":"P10D"}
        """,
        """{"key":"undated","kind":"note","text":"x","occurred":{}}""");
}
