using System.Globalization;
using System.Text.Json;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Cohorts;

/// <summary>What a measure says of a cohort is what it says of each patient.</summary>
public sealed class CohortMeasureTests(SyntheticServer server) : IClassFixture<SyntheticServer>
{
    const string Age = "age-at-diagnosis";

    /// <summary>What a row and a value of one patient have in common.</summary>
    static readonly string[] InCommon =
    [
        "of", "status", "low", "lowIncluded", "high", "highIncluded", "point", "unit", "categories", "reason",
    ];

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Age)]
    [InlineData("disease-state")]
    [InlineData("who-grade")]
    [InlineData("overall-survival.from-diagnosis")]
    public async Task Rows_are_the_values_of_each_patient(string measure)
    {
        var rows = await RowsAsync(measure, "");

        foreach (var (key, _) in server.Folded)
        {
            var single = (await GetAsync($"/api/patients/{key}/measures/{measure}", "application/json")).Json;
            var values = single.GetProperty("measures").EnumerateArray()
                .SelectMany(each => each.GetProperty("values").EnumerateArray()).Select(Told);
            Assert.Equal(values, rows.Where(row => row.GetProperty("patient").GetString() == key).Select(Told));
        }

        Assert.NotEmpty(rows);
    }

    [Fact]
    public async Task A_distribution_has_the_bounds_that_its_values_leave_it()
    {
        var rows = await RowsAsync(Age, "");
        var summary = (await MeasureAsync(Age, "limit=0")).Json;

        var counted = rows.Where(row => row.GetProperty("status").GetString() is "exact" or "bounded").ToList();
        var told = summary.GetProperty("distribution");
        Assert.Equal(counted.Count, told.GetProperty("values").GetInt64());
        foreach (var end in new[] { "low", "high" })
        {
            var sorted = counted.Select(row => row.TryGetProperty(end, out var bound)
                ? bound.GetDecimal()
                : end == "low" ? decimal.MinValue : decimal.MaxValue).Order().ToList();
            Assert.Equal(sorted[0], Bound(told, "min", end));
            Assert.Equal(sorted[(sorted.Count - 1) / 2], Bound(told, "median", end));
            Assert.Equal(sorted[^1], Bound(told, "max", end));
        }

        Assert.Equal(
            rows.GroupBy(row => row.GetProperty("status").GetString())
                .ToDictionary(each => each.Key!, each => each.Count()),
            summary.GetProperty("counts").EnumerateObject().Where(each => each.Value.GetInt32() > 0).ToDictionary(
                each => each.Name == "notComputable" ? "not-computable" : each.Name, each => each.Value.GetInt32()));
    }

    [Fact]
    public async Task Csv_has_a_line_for_each_row_and_says_what_made_it()
    {
        var rows = await RowsAsync(Age, "possible=true&sex=female");
        var csv = await MeasureAsync(Age, "possible=true&sex=female", "text/csv");

        var lines = csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("patient,matches,measure,version,instance,status,low,", lines[0], StringComparison.Ordinal);
        Assert.Equal(rows.Count, lines.Length - 1);
        Assert.Equal(
            rows.Select(row => row.TryGetProperty("low", out var low) ? low.GetDecimal() : (decimal?)null),
            lines.Skip(1).Select(line => line.Split(',')[6] is { Length: > 0 } low
                ? decimal.Parse(low, CultureInfo.InvariantCulture)
                : (decimal?)null));
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal($"{Age}@1", csv.Header("X-NetTimeline-Measure"));
        Assert.Equal("0 of 0", csv.Header("X-NetTimeline-Definitions"));
        Assert.True(long.Parse(csv.Header("X-NetTimeline-Position")!, CultureInfo.InvariantCulture) >= server.Position);
    }

    [Fact]
    public async Task A_drawing_fits_a_terminal()
    {
        foreach (var path in new[]
                 {
                     "/api/patients?possible=true&site=bowel", "/api/cohorts/count?by=procedure",
                     $"/api/cohorts/measures/{Age}", "/api/cohorts/measures/lesion-state",
                 })
        {
            var drawn = await GetAsync(path, "text/plain");

            Assert.All(drawn.Text.Split('\n'), line => Assert.True(line.Length <= 100, line));
            Assert.Contains("as of position ", drawn.Text, StringComparison.Ordinal);
        }
    }

    static decimal Bound(JsonElement told, string statistic, string end) =>
        told.GetProperty(statistic).TryGetProperty(end, out var bound) ? bound.GetDecimal()
        : end == "low" ? decimal.MinValue
        : decimal.MaxValue;

    static string Told(JsonElement value) => string.Join(" | ", InCommon
        .Select(name => value.TryGetProperty(name, out var member) ? member.GetRawText() : "–"));

    async Task<IReadOnlyList<JsonElement>> RowsAsync(string measure, string query) =>
    [
        .. (await MeasureAsync(measure, query, "application/x-ndjson")).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)),
    ];

    Task<Reply> MeasureAsync(string measure, string query, string accept = "application/json") => GetAsync(
        $"/api/cohorts/measures/{measure}?minPosition={server.Position}&{query}".TrimEnd('&'), accept);

    async Task<Reply> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        using var response = await server.Running.Client.SendAsync(request, Cancellation);
        var reply = await Reply.OfAsync(response, Cancellation);
        Assert.True(reply.Status is System.Net.HttpStatusCode.OK, $"{path}: {reply.Text}");
        return reply;
    }
}
