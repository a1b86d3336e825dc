using System.CommandLine;
using System.Globalization;
using System.Net;

namespace NetTimeline.Cli.Verbs;

/// <summary>Shows how the ledger stands, and has it begin anew where it cannot go on.</summary>
static class Ledger
{
    const string Events = "events";

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the lines." };

    static readonly Option<string?> Log = new("--log")
    {
        HelpName = "LOG",
        Description = "A log: access, or events-1 for an epoch of it; events in all its epochs if not said.",
    };

    static readonly Option<string> Stands = new("--log")
    {
        HelpName = "LOG",
        Description = "The log that stands still: events or access; events if nothing is said.",
        DefaultValueFactory = static _ => "events",
    };

    static readonly Option<string> Reason = new("--reason")
    {
        HelpName = "TEXT",
        Description = "Why, for whoever reads it in years. It stands in the log for ever.",
        Required = true,
    };

    public static Command Command() => new("ledger", "Show how the ledger stands: what is signed, and by which keys.")
    {
        Status(), Keys(), Continue(),
    };

    static Command Status()
    {
        var command = new Command("status", "Show what is signed, what waits, and why nothing is signed.") { Json };
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, "/api/ledger", [], parsed.GetValue(Json) ? Reading.Json : Reading.Text, cancellation));
        return command;
    }

    static Command Keys()
    {
        var command = new Command(
            "keys", "Show the keys that sign a log, to be given to auditors by a way that is not this server's.")
        {
            Log,
        };
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => parsed.GetValue(Log) is { } log
            ? Reading.RunAsync(parsed, KeysOf(log), [], Reading.Text, cancellation)
            : AllKeysAsync(parsed, cancellation));
        return command;
    }

    static string KeysOf(string log) => $"/ledger/{Uri.EscapeDataString(log)}/keys";

    /// <summary>Epoch by epoch, until there is none.</summary>
    static async Task<int> AllKeysAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        for (var epoch = 0; ; epoch++)
        {
            var log = epoch == 0 ? Events : string.Create(CultureInfo.InvariantCulture, $"{Events}-{epoch}");
            var answer = await client.GetAsync(KeysOf(log), Reading.Text, cancellation);
            if (answer is ServerAnswer.Good good)
            {
                Terminal.Data(good.Body.ReplaceLineEndings("\n"));
            }
            else
            {
                return epoch > 0 && answer is ServerAnswer.Refused { Status: HttpStatusCode.NotFound }
                    ? ExitCodes.Done
                    : ServerOptions.Explain(answer);
            }
        }
    }

    static Command Continue()
    {
        var command = new Command(
            "continue", "Have a log begin anew that stands still: under another origin and with another key.")
        {
            Stands, Reason,
        };
        ServerOptions.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = ServerOptions.Client(parsed);
            if (client is null)
            {
                return ExitCodes.Usage;
            }

            var answer = await client.PostAsync(
                Reading.PathOf(
                    "/api/ledger/continuation",
                    [new("log", parsed.GetRequiredValue(Stands)), new("reason", parsed.GetRequiredValue(Reason))]),
                cancellation);
            return answer is ServerAnswer.Good ? ExitCodes.Done : ServerOptions.Explain(answer);
        });
        return command;
    }
}
