using System.CommandLine;
using System.Globalization;
using NetTimeline.Cli.Following;
using NetTimeline.Cli.Serving;

namespace NetTimeline.Cli.Verbs;

/// <summary>Prints every change as it is recorded, until it is asked to stop.</summary>
static class Follow
{
    static readonly Option<long?> Since = new("--since")
    {
        HelpName = "POSITION",
        Description = "Begin after this position; 0 prints all there ever was. From now on where it is left out.",
    };

    static readonly Option<string[]> Kind = new("--kind")
    {
        HelpName = "NAME",
        Description = "Only events of this stored name: pathology_report_recorded. May be given several times.",
    };

    static readonly Option<string[]> Patient = new("--patient")
    {
        HelpName = "PATIENT",
        Description = "Only this patient, by registry key or id. May be given several times.",
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON, one change on a line." };

    public static Command Command()
    {
        var command = new Command("follow", "Print a line for each change of any patient, as it is recorded.")
        {
            Since, Kind, Patient, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>Three signs of life of the server that did not come.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var client = ServerOptions.Client(parsed);
        if (client is null)
        {
            return ExitCodes.Usage;
        }

        using var stop = new StopSignal();
        var show = parsed.GetValue(Json) ? (Action<string>)Terminal.Json : json => Terminal.Data(ChangeLine.Of(json));
        var ended = await new ChangeFollower(client, Path(parsed), Patience, show).RunAsync(stop.Asked);
        return ended is null ? ExitCodes.Done : ServerOptions.Explain(ended);
    }

    static string Path(ParseResult parsed) => Reading.PathOf(
        "/api/patients/changes",
        [
            new("since", parsed.GetValue(Since)?.ToString(CultureInfo.InvariantCulture)),
            .. Several("kind", parsed.GetValue(Kind)), .. Several("patient", parsed.GetValue(Patient)),
        ]);

    static IEnumerable<KeyValuePair<string, string?>> Several(string name, string[]? values) =>
        (values ?? []).Select(value => KeyValuePair.Create(name, (string?)value));
}
