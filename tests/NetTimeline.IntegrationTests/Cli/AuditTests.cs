using NetTimeline.IntegrationTests.Audit;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What an auditor takes along, as files, and the change log at a terminal.</summary>
public sealed class AuditTests(ServedTimeline server) : IClassFixture<ServedTimeline>, IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_report_and_the_bundle_are_written_to_files()
    {
        await RecordAsync("taken");
        await SignedOnce.SignAsync(server.Database, TestContext.Current.CancellationToken);
        var (report, bundle) = (folder.Below("report.html"), folder.Below("bundle.zip"));

        var written = await server.RunAsync("audit", "taken", "--out", report, "--bundle", bundle, "--scope", "log");

        Assert.Equal(new Ended(0, "", ""), written);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(
            report, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEmpty(new BundleFile(await File.ReadAllBytesAsync(
            bundle, TestContext.Current.CancellationToken)).Events);
        Assert.False(File.Exists($"{bundle}.part"));
    }

    [Fact]
    public async Task A_no_leaves_the_file_as_it_was()
    {
        var file = server.Write(["before"]);

        var nobody = await server.RunAsync("audit", "nobody", "--out", file);
        var nothing = await server.RunAsync("audit", "nobody");

        Assert.Equal(new Ended(1, "", "No patient has this registry key or id.\n"), nobody);
        Assert.Equal("before", Assert.Single(await File.ReadAllLinesAsync(
            file, TestContext.Current.CancellationToken)));
        Assert.Equal((2, ""), (nothing.ExitCode, nothing.Output));
    }

    [Fact]
    public async Task The_change_log_is_asked_by_options()
    {
        await RecordAsync("changed");

        var one = await server.RunAsync("log", "changed", "--type", "note_recorded");
        var all = await server.RunAsync("log", "--order", "newest", "--limit", "1", "--json");
        var wrong = await server.RunAsync("log", "--limit", "none");

        Assert.Equal(0, one.ExitCode);
        Assert.Contains("changed, version 2 · note recorded n", one.Output, StringComparison.Ordinal);
        Assert.StartsWith("{\"lines\":[{", all.Output, StringComparison.Ordinal);
        Assert.Equal((2, ""), (wrong.ExitCode, wrong.Output));
        Assert.StartsWith("--limit: ", wrong.Errors, StringComparison.Ordinal);
    }

    async Task RecordAsync(string patient) => Assert.Equal(0, (await server.ImportAsync(
        $$"""{"patient":"{{patient}}","enrol":{"registryKey":"{{patient}}"} }""",
        $$"""{"patient":"{{patient}}","entry":{"key":"n","kind":"note","text":"seen"} }""")).ExitCode);
}
