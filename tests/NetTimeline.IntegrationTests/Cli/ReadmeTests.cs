using System.Net;
using System.Net.Sockets;
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
    readonly int port = FreePort();

    public void Dispose() => data.Dispose();

    /// <summary>A command, and what it prints; null where the page does not show it.</summary>
    sealed record Shown(string Command, string? Output);

    [Fact]
    public async Task Every_command_works_and_prints_what_is_shown()
    {
        var commands = Commands(File.ReadAllLines(Path.Combine(Repository.Root, "README.md")));
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

    /// <summary>In blocks marked sh each line is a command; in blocks marked console, those after a dollar.</summary>
    static List<Shown> Commands(IEnumerable<string> page)
    {
        var commands = new List<Shown>();
        var block = "";
        foreach (var line in page)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block.Length == 0 ? line : "";
            }
            else if (block == "```sh")
            {
                commands.Add(new Shown(line, null));
            }
            else if (block == "```console" && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                commands.Add(new Shown(line[2..], ""));
            }
            else if (block == "```console")
            {
                commands[^1] = commands[^1] with { Output = $"{commands[^1].Output}{line}\n" };
            }
        }

        return commands;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
