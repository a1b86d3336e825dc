using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Shows how the ledger stands, and has it begin anew where it cannot go on.</summary>
static class Ledger
{
    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the lines." };

    static readonly Option<string> Log = new("--log")
    {
        HelpName = "LOG",
        Description = "The log, events-1 for its epoch after the first; events where nothing is said.",
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
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, $"/ledger/{Uri.EscapeDataString(parsed.GetRequiredValue(Log))}/keys", [], Reading.Text,
            cancellation));
        return command;
    }

    static Command Continue()
    {
        var command = new Command(
            "continue", "Have a log begin anew that stands still: under another origin and with another key.")
        {
            Reason,
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
                Reading.PathOf("/api/ledger/continuation", [new("reason", parsed.GetRequiredValue(Reason))]),
                cancellation);
            return answer is ServerAnswer.Good ? ExitCodes.Done : ServerOptions.Explain(answer);
        });
        return command;
    }
}
