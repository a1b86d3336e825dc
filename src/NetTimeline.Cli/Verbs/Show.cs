using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Draws a patient's timeline, now or as it was known then.</summary>
static class Show
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Option<bool> Retracted = new("--retracted") { Description = "Show withdrawn entries too, marked." };
    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the drawing." };

    public static Command Command()
    {
        var command = new Command("show", "Draw a patient's timeline, now or as it was known then.")
        {
            Patient, Moments.Known, Moments.Recorded, Retracted, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var query = new Dictionary<string, string?>
        {
            ["known"] = parsed.GetValue(Moments.Known),
            ["recorded"] = parsed.GetValue(Moments.Recorded),
            ["retracted"] = parsed.GetValue(Retracted) ? "true" : null,
        };
        return Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient), "timeline", query, parsed.GetValue(Json), cancellation);
    }
}
