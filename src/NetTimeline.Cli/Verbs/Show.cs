using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Draws a patient's timeline, now or as it was known then.</summary>
static class Show
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Option<string?> Known = new("--known")
    {
        HelpName = "MOMENT",
        Description = "As known at a day or an entry: 2019-05-20, entry:KEY, entry:KEY~P18D (18 days after it), "
            + "entry:KEY~-P2M (2 months before it).",
    };

    static readonly Option<string?> Recorded = new("--recorded")
    {
        HelpName = "INSTANT",
        Description = "As recorded by then: 2026-01-31T12:00:00Z.",
    };

    static readonly Option<bool> Retracted = new("--retracted") { Description = "Show withdrawn entries too, marked." };
    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the drawing." };

    public static Command Command()
    {
        var command = new Command("show", "Draw a patient's timeline, now or as it was known then.")
        {
            Patient, Known, Recorded, Retracted, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var query = new Dictionary<string, string?>
        {
            ["known"] = parsed.GetValue(Known),
            ["recorded"] = parsed.GetValue(Recorded),
            ["retracted"] = parsed.GetValue(Retracted) ? "true" : null,
        };
        return Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient), "timeline", query, parsed.GetValue(Json), cancellation);
    }
}
