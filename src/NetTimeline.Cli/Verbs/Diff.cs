using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Shows what changed between two views of a patient, and what changed it.</summary>
static class Diff
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Argument<string> From = new("FROM")
    {
        Description = "As known at a day or an entry: 2019-05-20, entry:KEY, entry:KEY~P18D; or now, for everything.",
    };

    static readonly Argument<string> To = new("TO") { Description = "Likewise." };

    static readonly Option<string?> RecordedFrom = new("--recorded-from")
    {
        HelpName = "INSTANT",
        Description = "The first view as recorded by then: 2026-01-31T12:00:00Z.",
    };

    static readonly Option<string?> RecordedTo = new("--recorded-to")
    {
        HelpName = "INSTANT",
        Description = "The second view as recorded by then.",
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the drawing." };

    public static Command Command()
    {
        var command = new Command("diff", "Show what changed between two views of a patient, and what changed it.")
        {
            Patient, From, To, RecordedFrom, RecordedTo, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var query = new Dictionary<string, string?>
        {
            ["from"] = Moment(parsed.GetRequiredValue(From)),
            ["to"] = Moment(parsed.GetRequiredValue(To)),
            ["from.recorded"] = parsed.GetValue(RecordedFrom),
            ["to.recorded"] = parsed.GetValue(RecordedTo),
        };
        return Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient), "diff", query, parsed.GetValue(Json), cancellation);
    }

    static string? Moment(string said) => said == "now" ? null : said;
}
