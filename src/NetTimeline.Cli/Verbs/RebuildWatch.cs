using System.Diagnostics;
using System.Text.Json;
using Spectre.Console;

namespace NetTimeline.Cli.Verbs;

/// <summary>
/// Tells a person how far a rebuild is, until its tables are in use or wait for a decision. To stop watching does not
/// stop it.
/// </summary>
static class RebuildWatch
{
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <param name="client">Of the server.</param>
    /// <param name="path">Of the read model.</param>
    /// <param name="before">How it stood when the rebuild was asked for, as JSON.</param>
    /// <param name="cancellation">Stops watching.</param>
    public static Task<int> RunAsync(
        TimelineClient client, string path, string before, CancellationToken cancellation)
    {
        var generation = Look.Of(before).Generation;
        if (!Terminal.IsWatched)
        {
            var said = Stopwatch.StartNew();
            return WatchAsync(client, path, generation, look => SayNowAndThen(said, look), cancellation);
        }

        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return errors.Progress().AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask("waiting for the server", maxValue: 1);
                return WatchAsync(client, path, generation, look => Draw(bar, look), cancellation);
            });
    }

    static async Task<int> WatchAsync(
        TimelineClient client, string path, long generation, Action<Look> show, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = await client.GetAsync(path, Reading.Json, cancellation);
            if (answer is not ServerAnswer.Good good)
            {
                return ServerOptions.Explain(answer);
            }

            var look = Look.Of(good.Body);
            if (look.Generation != generation)
            {
                Terminal.Say("The new tables are in use.");
                return ExitCodes.Done;
            }

            if (look.Differing > 0)
            {
                Terminal.Say($"{look.Differing} streams have other rows in the new tables. They wait: nettimeline "
                    + "projections NAME lists the streams, switch uses the tables, abandon drops them.");
                return ExitCodes.No;
            }

            if (!look.IsAsked)
            {
                Terminal.Say(look.LastError is { } error ? $"It was given up. {error}" : "It was given up.");
                return ExitCodes.No;
            }

            show(look);
            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    static void Draw(ProgressTask bar, Look look)
    {
        bar.MaxValue = Math.Max(1, look.StreamsTotal);
        bar.Value = look.StreamsDone;
        bar.Description = look.StreamsTotal == 0 ? "waiting for the server"
            : look.StreamsDone < look.StreamsTotal ? $"{look.StreamsDone} of {look.StreamsTotal} streams"
            : "indexing and catching up";
    }

    static void SayNowAndThen(Stopwatch said, Look look)
    {
        if (said.Elapsed > BetweenLines)
        {
            Terminal.Say($"{look.StreamsDone} of {look.StreamsTotal} streams");
            said.Restart();
        }
    }

    /// <summary>What of the API's view is shown here.</summary>
    sealed record Look(
        long Generation, bool IsAsked, long StreamsDone, long StreamsTotal, long Differing, string? LastError)
    {
        public static Look Of(string json)
        {
            using var parsed = JsonDocument.Parse(json);
            var view = parsed.RootElement;
            var rebuild = view.TryGetProperty("rebuild", out var made) ? made : default;
            return new(
                Number(view, "generation"),
                view.TryGetProperty("rebuildAsked", out var asked) && asked.GetBoolean(),
                Number(rebuild, "streamsDone"),
                Number(rebuild, "streamsTotal"),
                Number(rebuild, "differing"),
                view.TryGetProperty("lastError", out var error) ? error.GetString() : null);
        }

        static long Number(JsonElement of, string name) =>
            of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var number) ? number.GetInt64() : 0;
    }
}
