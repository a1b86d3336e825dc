using System.CommandLine;
using Microsoft.Extensions.Logging;
using NetTimeline.Cli.Serving;

namespace NetTimeline.Cli.Verbs;

/// <summary>Serves until it is asked to stop.</summary>
static class Serve
{
    public static Command Command()
    {
        var command = new Command(
            "serve", "Serve the API, over a private PostgreSQL unless a connection string is given.");
        ServeOptions.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, LogLevel.Information, Announce));
        return command;
    }

    /// <param name="parsed">The command line.</param>
    /// <param name="logged">How much is logged.</param>
    /// <param name="served">What to do once it listens.</param>
    public static async Task<int> RunAsync(
        ParseResult parsed, LogLevel logged, Func<RunningTimeline, CancellationToken, Task> served)
    {
        if (ServeOptions.Read(parsed) is not { } settings)
        {
            return ExitCodes.Usage;
        }

        using var stop = new StopSignal();
        return await Startup.TryAsync(async () =>
        {
            await using var running = await RunningTimeline.StartAsync(settings, logged, stop.Asked);
            await served(running, stop.Asked);
            await Task.Delay(Timeout.Infinite, stop.Asked);
        });
    }

    static Task Announce(RunningTimeline running, CancellationToken cancellation)
    {
        foreach (var address in running.Addresses)
        {
            Terminal.Data($"NetTimeline listens on {address}\n");
        }

        return Task.CompletedTask;
    }
}
