using NetTimeline.IntegrationTests.Cli;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.IntegrationTests.CaseReports;

/// <summary>Both case reports, sent through the command line, HTTP and PostgreSQL: one server for all tests.</summary>
public sealed class RecordedCaseReports(PostgresFixture postgres) : IAsyncLifetime
{
    public ServedTimeline Server { get; } = new(postgres);

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        foreach (var report in new[] { "omori-2020", "calcitonin-pannen" })
        {
            var input = Path.Combine(CaseReportFiles.Folder(report), "input.ndjson");
            var import = await Server.RunAsync("import", input);
            Assert.Equal((0, ""), (import.ExitCode, import.Errors));
        }
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>The drawings of the unit tests, to the letter, by the long way.</summary>
public sealed class CaseReportRoundTripTests(RecordedCaseReports recorded) : IClassFixture<RecordedCaseReports>
{
    public static TheoryData<string, string?, string> Drawings => CaseReportFiles.Drawings;

    [Theory]
    [MemberData(nameof(Drawings))]
    public async Task A_case_that_was_recorded_is_drawn_as_the_one_in_memory(string report, string? known, string file)
    {
        string[] moment = known is null ? [] : ["--known", known];

        var shown = await recorded.Server.RunAsync(["show", report, .. moment]);

        Assert.Equal((0, ""), (shown.ExitCode, shown.Errors));
        Golden.Match(shown.Output, Path.Combine(CaseReportFiles.Folder(report), file));
    }

    [Theory]
    [InlineData("hepatic-nen-attribution", "because: Histology and immunohistochemistry of the specimen")]
    [InlineData("clinical-diagnosis-1", "by treating team")]
    [InlineData("suspected-adenocarcinoma", "by pathology")]
    [InlineData("hepatectomy-diagnosis", "by pathology")]
    public async Task The_log_holds_each_belief_with_by_whom_and_why(string key, string said)
    {
        var log = await recorded.Server.RunAsync("log", "calcitonin-pannen");
        var lines = string.Join(' ', log.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var about = lines[lines.IndexOf($"recorded {key}", StringComparison.Ordinal) is var at and >= 0
            ? at..
            : lines.IndexOf($"reattributed {key}", StringComparison.Ordinal)..];

        Assert.Contains(said, about[..600], StringComparison.Ordinal);
    }
}
