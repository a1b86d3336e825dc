using System.Net;
using System.Net.Sockets;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>A command that a page shows, and what it prints; null where the page does not say.</summary>
sealed record ShownCommand(string Command, string? Output)
{
    /// <summary>In blocks marked sh each line is a command; in blocks marked console, those after a dollar.</summary>
    public static IReadOnlyList<ShownCommand> In(IEnumerable<string> page)
    {
        var commands = new List<ShownCommand>();
        var block = "";
        foreach (var line in page)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                block = block.Length == 0 ? line : "";
            }
            else if (block == "```sh")
            {
                commands.Add(new ShownCommand(line, null));
            }
            else if (block == "```console" && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                commands.Add(new ShownCommand(line[2..], ""));
            }
            else if (block == "```console")
            {
                commands[^1] = commands[^1] with { Output = $"{commands[^1].Output}{line}\n" };
            }
        }

        return commands;
    }

    /// <summary>For a server of the test's own.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
