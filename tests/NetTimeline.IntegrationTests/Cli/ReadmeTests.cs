using NetTimeline.UnitTests;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>
/// Every command of README.md is run as it stands there, but the one that runs all tests, on a free port and with a
/// fresh data folder; what it is said to print, it prints.
/// </summary>
public sealed class ReadmeTests : IDisposable
{
    const string RunsAllTests = "build/test.sh";
    const string Starts = "build/run.sh";

    readonly DataFolder data = new();
    readonly int port = ShownCommand.FreePort();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Every_command_works_and_prints_what_is_shown()
    {
        var commands = ShownCommand.In(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")));
        Assert.Single(commands, shown => shown.Command == Starts);
        Assert.Single(commands, shown => shown.Command == RunsAllTests);
        await using var running = Run(Starts);
        await running.LineAsync(line => line.StartsWith("Ctrl-C", StringComparison.Ordinal));

        foreach (var shown in commands.Where(shown => shown.Command is not (Starts or RunsAllTests)))
        {
            await using var run = Run(shown.Command);
            var ended = await run.EndAsync();
            Assert.True((ended.ExitCode, ended.Errors) == (0, ""), $"{shown.Command}\n{ended}");
            Assert.Equal(shown.Output ?? ended.Output, ended.Output);
        }

        running.PressCtrlC();
        Assert.Equal(0, (await running.EndAsync()).ExitCode);
        Assert.True(!OperatingSystem.IsLinux() || !data.Processes().Any(), "PostgreSQL still runs.");
    }

    CommandRun Run(string command) => CommandRun.Start(
        "bash",
        ["-o", "pipefail", "-c", command.Replace("127.0.0.1:5080", $"127.0.0.1:{port}", StringComparison.Ordinal)],
        new Dictionary<string, string>
        {
            ["NETTIMELINE_DATA"] = data.Path,
            ["NETTIMELINE_URLS"] = $"http://127.0.0.1:{port}",
            ["NETTIMELINE_SERVER"] = $"http://127.0.0.1:{port}",
        });
}
