using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Shows how the read models stand, and asks something of one.</summary>
static class Projections
{
    static readonly Argument<string?> Shown = new("NAME")
    {
        Description = "The read model's name; all of them where it is left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    static readonly Argument<string> Name = new("NAME") { Description = "The read model's name." };

    static readonly Argument<Guid> Stream = new("STREAM")
    {
        Description = "The stream that is set aside; a patient's id.",
    };

    static readonly Option<bool> Verify = new("--verify")
    {
        Description = "Compare the rows with those in use first, and wait for switch or abandon where any differ.",
    };

    static readonly Option<bool> NoWait = new("--no-wait")
    {
        Description = "Ask for it and be done; the server goes on by itself.",
    };

    public static Command Command()
    {
        var command = new Command("projections", "Show how the read models stand: position, lag, what is set aside.")
        {
            Shown, Json,
            Asking("pause", "Hold a read model: nothing is applied to it until it is resumed."),
            Asking("resume", "Let a read model go on where it was."),
            Rebuilding(),
            Asking("switch", "Use the tables that wait, although some streams have other rows in them."),
            Asking("abandon", "Drop the tables that are being made, or wait. Those in use stay."),
            Unparking(),
        };
        ServerOptions.AddTo(command);
        command.SetAction(ShowAsync);
        return command;
    }

    static Command Asking(string verb, string description)
    {
        var command = new Command(verb, description) { Name };
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => AskAsync(parsed, verb, cancellation));
        return command;
    }

    static Command Unparking()
    {
        var command = new Command("unpark", "Take up a stream again that is set aside.") { Name, Stream };
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => AskAsync(
            parsed, $"parked/{parsed.GetRequiredValue(Stream)}/unpark", cancellation));
        return command;
    }

    static Command Rebuilding()
    {
        var command = new Command("rebuild", "Make a read model anew beside the tables in use, which serve meanwhile.")
        {
            Name, Verify, NoWait,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RebuildAsync);
        return command;
    }

    static Task<int> ShowAsync(ParseResult parsed, CancellationToken cancellation) => Reading.RunAsync(
        parsed, parsed.GetValue(Shown) is { } name ? PathOf(name) : "/api/projections", [],
        parsed.GetValue(Json) ? Reading.Json : Reading.Text, cancellation);

    static async Task<int> AskAsync(ParseResult parsed, string verb, CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        var answer = await client.PostAsync($"{PathOf(parsed.GetRequiredValue(Name))}/{verb}", cancellation);
        return answer is ServerAnswer.Good ? ExitCodes.Done : ServerOptions.Explain(answer);
    }

    static async Task<int> RebuildAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        var path = PathOf(parsed.GetRequiredValue(Name));
        var answer = await client.PostAsync(
            $"{path}/rebuild{(parsed.GetValue(Verify) ? "?verify=true" : "")}", cancellation);
        return answer is not ServerAnswer.Good asked ? ServerOptions.Explain(answer)
            : parsed.GetValue(NoWait) ? ExitCodes.Done
            : await RebuildWatch.RunAsync(client, path, asked.Body, cancellation);
    }

    static string PathOf(string name) => $"/api/projections/{Uri.EscapeDataString(name)}";
}
