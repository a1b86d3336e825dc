using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.Projections;
using Xunit;

namespace NetTimeline.IntegrationTests.Cohorts;

/// <summary>What docs/cohorts.md shows is what the commands print, over both case reports.</summary>
public sealed class CohortCommandTests(ServedTimeline server) : IClassFixture<ServedTimeline>
{
    const string Prompt = "$ nettimeline ";

    static readonly string Page = Path.Combine(UnitTests.Repository.Root, "docs", "cohorts.md");

    [Fact]
    public async Task The_page_shows_what_is_printed()
    {
        await ImportAsync();
        var shown = await File.ReadAllLinesAsync(Page, TestContext.Current.CancellationToken);

        var printed = await PrintedAsync(shown);

        if (Environment.GetEnvironmentVariable("NETTIMELINE_REWRITE_GOLDEN") == "1")
        {
            await File.WriteAllLinesAsync(Page, printed, TestContext.Current.CancellationToken);
        }

        Assert.Equal(shown, printed);
        Assert.True(shown.Count(line => line.StartsWith(Prompt, StringComparison.Ordinal)) >= 5);
    }

    [Theory]
    [InlineData(2, "patients", "--born", "young")]
    [InlineData(2, "patients", "--sex", "f")]
    [InlineData(2, "cohort", "count", "--by", "shoe-size")]
    [InlineData(1, "cohort", "measure", "no-such-measure")]
    public async Task What_cannot_be_answered_says_why(int exitCode, params string[] arguments)
    {
        var ended = await server.RunAsync(arguments);

        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
        Assert.NotEmpty(ended.Errors);
    }

    [Fact]
    public async Task A_fault_names_the_option_as_it_is_typed()
    {
        var ended = await server.RunAsync("patients", "--age-at-diagnosis", "old");

        Assert.Contains("--age-at-diagnosis: ", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_value_comes_as_csv_and_as_lines()
    {
        await ImportAsync();

        var csv = await server.RunAsync("cohort", "measure", "who-grade", "--csv");
        var lines = await server.RunAsync("cohort", "measure", "who-grade", "--lines");

        Assert.StartsWith("patient,matches,measure,version,", csv.Output, StringComparison.Ordinal);
        Assert.All(Lines(lines.Output), line => Assert.StartsWith("{\"patient\":", line, StringComparison.Ordinal));
        Assert.Equal(Lines(csv.Output).Length - 1, Lines(lines.Output).Length);
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Both, and until the read models show them.</summary>
    async Task ImportAsync()
    {
        foreach (var report in new[] { "calcitonin-pannen", "omori-2020" })
        {
            await server.RunAsync(
                "import", Path.Combine(UnitTests.Repository.Root, "tests", "case-reports", report, "input.ndjson"));
        }

        foreach (var asked in new[] { "cohort count", "cohort measure albi-score" })
        {
            var ended = await ProjectionSpec.UntilAsync(
                () => server.RunAsync([.. asked.Split(' '), "--min-position", "179"]),
                ended => !ended.Output.Contains("aside", StringComparison.Ordinal));
            Assert.Equal((0, ""), (ended.ExitCode, ended.Errors));
        }
    }

    /// <summary>The page with each command's output below it as it is now.</summary>
    async Task<List<string>> PrintedAsync(IEnumerable<string> page)
    {
        var (printed, isOutput) = (new List<string>(), false);
        foreach (var line in page)
        {
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                printed.Add(line);
                var ended = await server.RunAsync(line[Prompt.Length..].Split(' '));
                Assert.True(ended.ExitCode == 0, $"{line}: {ended.Errors}");
                printed.AddRange(ended.Output.TrimEnd('\n').Split('\n'));
                isOutput = true;
            }
            else if (!isOutput || line == "```")
            {
                printed.Add(line);
                isOutput = false;
            }
        }

        return printed;
    }
}
