using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What <c>nettimeline measure</c> prints, and what it answers when there is nothing to print.</summary>
public sealed class MeasureTests(ServedTimeline server) : IClassFixture<ServedTimeline>
{
    static readonly string Calcitonin = Path.Combine(
        UnitTests.Repository.Root, "tests", "case-reports", "calcitonin-pannen", "input.ndjson");

    [Fact]
    public async Task A_measure_is_a_table_and_its_explanation_a_tree()
    {
        await server.RunAsync("import", Calcitonin);

        var table = await MeasureAsync("hepatectomy-to-primary-detection");
        var tree = await MeasureAsync("hepatectomy-to-primary-detection", "--explain");

        Assert.EndsWith("  pancreatic-net                6.5 [6.25, 6.75) a\n", table.Output, StringComparison.Ordinal);
        Assert.Contains("6.5 [6.25, 6.75) a\n├─ start hepatectomy", tree.Output, StringComparison.Ordinal);
        Assert.Contains("at least 6.25 years after hepatectomy", tree.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_supposed_is_said_and_may_be_said_more_than_once()
    {
        await server.RunAsync("import", Calcitonin);

        var shown = await MeasureAsync(
            "hepatectomy-to-primary-detection", "--assume", "same:ct-detection,calcitonin-324", "--assume",
            "same:ct-detection,pet-detection");

        Assert.Contains("assuming that ct-detection and calcitonin-324 began", shown.Output, StringComparison.Ordinal);
        Assert.Contains("assuming that ct-detection and pet-detection began", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_the_answer_of_the_api()
    {
        await server.RunAsync("import", Calcitonin);

        var json = await MeasureAsync("--group", "liver", "--known", "entry:hepatectomy", "--json");

        Assert.StartsWith("{\"patient\":\"calcitonin-pannen\",", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "no-such-measure")]
    [InlineData(1, "--assume", "same:hepatectomy,ct-detection")]
    [InlineData(2, "--assume", "perhaps")]
    [InlineData(2, "--group", "hearts")]
    public async Task What_cannot_be_answered_says_why(int exitCode, params string[] arguments)
    {
        await server.RunAsync("import", Calcitonin);

        var ended = await MeasureAsync(arguments);

        Assert.Equal((exitCode, ""), (ended.ExitCode, ended.Output));
        Assert.NotEmpty(ended.Errors);
    }

    Task<Ended> MeasureAsync(params string[] arguments) =>
        server.RunAsync(["measure", "calcitonin-pannen", .. arguments]);
}
