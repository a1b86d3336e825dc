using System.Diagnostics;
using Spectre.Console;

namespace NetTimeline.Cli.Importing;

/// <summary>Tells a person how far an import is: a bar at a terminal, else a line now and then.</summary>
static class ImportProgress
{
    static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <param name="stream">What is imported; its length is asked for where it has one.</param>
    /// <param name="import">Told where to say how far it is.</param>
    public static Task<ImportOutcome> ShowAsync(Stream stream, Func<Action<long, long>, Task<ImportOutcome>> import)
    {
        if (Terminal.IsWatched && stream.CanSeek && stream.Length > 0)
        {
            return BarAsync(stream.Length, import);
        }

        var said = Stopwatch.StartNew();
        return import((_, recorded) =>
        {
            if (said.Elapsed > BetweenLines)
            {
                Terminal.Say($"{recorded} recorded so far");
                said.Restart();
            }
        });
    }

    static Task<ImportOutcome> BarAsync(long length, Func<Action<long, long>, Task<ImportOutcome>> import)
    {
        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return errors.Progress().AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("importing", maxValue: length);
                return await import((done, recorded) =>
                {
                    bar.Value = done;
                    bar.Description = $"{recorded} recorded";
                });
            });
    }
}
