using System.Net.Http.Json;
using System.Text.Json;
using NetTimeline.UnitTests;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>
/// Every command of docs/audit.md is run as it stands there, in its order and in one folder, on a free port: what an
/// auditor is told that he can do, he can do.
/// </summary>
public sealed class AuditPageTests : IDisposable
{
    readonly DataFolder data = new();
    readonly int port = ShownCommand.FreePort();
    readonly DirectoryInfo desk = Directory.CreateTempSubdirectory("nettimeline-auditor-");

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        data.Dispose();
        desk.Delete(recursive: true);
    }

    [Fact]
    public async Task Every_command_works()
    {
        var commands = ShownCommand.In(
            await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "audit.md"), Cancellation));
        Assert.All(
            (string[])["monitor", "bundle", "proof", "db"],
            what => Assert.Contains(
                commands, shown => shown.Command.Contains($"verify {what}", StringComparison.Ordinal)));
        await using var running = CommandRun.Start("dotnet", [CommandRun.Program, "demo"], Variables());
        await running.LineAsync(line => line.StartsWith("Ctrl-C", StringComparison.Ordinal));
        await SignedAsync();

        foreach (var shown in commands)
        {
            await using var run = Run(shown.Command);
            var ended = await run.EndAsync();
            Assert.True(ended.ExitCode == 0, $"{shown.Command}\n{ended}");
        }

        running.PressCtrlC();
        await running.EndAsync();
    }

    CommandRun Run(string command) => CommandRun.Start(
        "bash",
        [
            "-o", "pipefail", "-c",
            $"cd \"$DESK\"; nettimeline() {{ dotnet \"$PROGRAM\" \"$@\"; }}; "
            + command.Replace("127.0.0.1:5080", $"127.0.0.1:{port}", StringComparison.Ordinal),
        ],
        Variables());

    Dictionary<string, string> Variables() => new()
    {
        ["DESK"] = desk.FullName,
        ["PROGRAM"] = CommandRun.Program,
        ["NETTIMELINE_DATA"] = data.Path,
        ["NETTIMELINE_URLS"] = $"http://127.0.0.1:{port}",
        ["NETTIMELINE_SERVER"] = $"http://127.0.0.1:{port}",
    };

    /// <summary>Proofs are there once everything is under a checkpoint, which takes seconds.</summary>
    async Task SignedAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await Eventually.HoldsAsync(
            async () =>
            {
                var state = await client.GetFromJsonAsync<JsonElement>("/api/ledger", Cancellation);
                var log = state.GetProperty("logs")[0];
                return log.GetProperty("signedSize").GetInt64() == log.GetProperty("size").GetInt64();
            });
    }
}
