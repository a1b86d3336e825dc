using Spectre.Console;

namespace NetTimeline.Cli.Verifying;

/// <summary>Tells a person how far a verification is; whoever does not watch is told nothing.</summary>
static class VerifyProgress
{
    /// <param name="verify">Told where to say how many records were looked at, and of how many.</param>
    public static Task<T> ShowAsync<T>(Func<Action<long, long>, Task<T>> verify)
    {
        if (!Terminal.IsWatched)
        {
            return verify((_, _) => { });
        }

        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return errors.Progress().AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("verifying", maxValue: 1);
                return await verify((done, all) =>
                {
                    bar.MaxValue = Math.Max(1, all);
                    bar.Value = done;
                    bar.Description = $"{done} verified";
                });
            });
    }
}
