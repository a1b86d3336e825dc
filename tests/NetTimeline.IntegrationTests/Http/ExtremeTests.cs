using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Numbers at their ends are refused or kept; they never break a patient's views.</summary>
public sealed class ExtremeTests(RunningServer server) : HttpSpec(server)
{
    const string Base = """{"key":"base","kind":"procedure","occurred":"2019","name":"resection","standing":"performed"}""";

    [Theory]
    [InlineData("""{"age":2147483647}""", false)]
    [InlineData("""{"age":-2147483648}""", false)]
    [InlineData("""{"postoperativeDay":2147483647,"of":"base"}""", false)]
    [InlineData("""{"offset":"P99999999999999999999Y","after":"base"}""", false)]
    [InlineData("""{"offset":"P9999Y","after":"base"}""", true)]
    [InlineData("""{"offset":"P9999Y","before":"base"}""", true)]
    [InlineData("""{"atLeast":"P9999Y","before":"base"}""", true)]
    [InlineData("\"0001\"", false)]
    [InlineData("\"9999-12-31T23:59\"", false)]
    public async Task A_date(string occurred, bool taken)
    {
        var patient = await PatientAsync(Base);
        var entry = $$"""{"key":"n","kind":"note","occurred":{{occurred}},"text":"x"}""";

        var reply = await PostEntriesAsync(patient, entry);

        Assert.Equal(taken ? 201 : 422, (int)reply.Status);
        await TheViewsStandAsync(patient);
    }

    [Fact]
    public async Task Counts_whose_sum_is_more_than_a_number_holds()
    {
        var patient = await PatientAsync();
        var group = (string key, string more) =>
            $$"""{"key":"{{key}}","kind":"lesion-group","occurred":"2019","sites":[{"organ":"liver"}],{{more}}}""";

        string[] groups =
        [
            group("all", """
                "count":{"atLeast":3}
                """),
            group("a", """
                "count":2147483647,"memberOf":["all"]
                """),
            group("b", """
                "count":2147483647,"memberOf":["all"]
                """),
            group("c", """
                "count":2147483647
                """),
        ];
        Created(await PostEntriesAsync(patient, $"[{string.Join(',', groups)}]"));

        await TheViewsStandAsync(patient);
    }

    [Theory]
    [InlineData("9999999999999999999999999999")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("-9999999999999999999999999999")]
    [InlineData("1.10")]
    public async Task A_value_keeps_its_digits(string value)
    {
        var patient = await PatientAsync(
            $$$"""{"key":"lab","kind":"laboratory-value","occurred":"2019","test":"calcitonin","value":{"value":{{{value}}},"unit":"ng/L"}}""");

        await TheViewsStandAsync(patient);
        var entry = (await GetAsync($"/api/patients/{patient}/entries/lab")).Json.GetProperty("entry");
        Assert.Equal(value, entry.GetProperty("value").GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData("recorded=9999-12-31T23:59:59Z")]
    [InlineData("recorded=-9998-01-01T00:00:00Z")]
    [InlineData("known=entry:base~P9999Y")]
    [InlineData("known=entry:base~-P9999Y")]
    public async Task A_question(string query)
    {
        var patient = await PatientAsync(Base);

        Assert.Equal(OK, (await GetAsync($"/api/patients/{patient}/timeline?{query}")).Status);
    }

    async Task TheViewsStandAsync(string patient)
    {
        foreach (var view in new[] { "", "/timeline", "/timeline?known=2019-06-01", "/log" })
        {
            Assert.Equal(OK, (await GetAsync($"/api/patients/{patient}{view}")).Status);
            var text = await GetAsync($"/api/patients/{patient}{view}", "Accept", "text/plain, */*;q=0.1");
            Assert.Equal(OK, text.Status);
        }
    }
}
