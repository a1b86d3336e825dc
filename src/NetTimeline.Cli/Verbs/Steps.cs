using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Lists the moments at which a patient's view changes.</summary>
static class Steps
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Option<string?> Axis = new("--axis")
    {
        HelpName = "AXIS",
        Description = "known, what the clinic knew (if left out), or recorded, what the log held.",
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    public static Command Command()
    {
        var command = new Command("steps", "List the moments at which a patient's view changes, and what each changed.")
        {
            Patient, Axis, Moments.Known, Moments.Recorded, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var query = new Dictionary<string, string?>
        {
            ["axis"] = parsed.GetValue(Axis),
            ["known"] = parsed.GetValue(Moments.Known),
            ["recorded"] = parsed.GetValue(Moments.Recorded),
        };
        return Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient), "steps", query, parsed.GetValue(Json), cancellation);
    }
}
