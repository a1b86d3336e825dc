using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Lists everything that was ever recorded of a patient.</summary>
static class Log
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };
    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    public static Command Command()
    {
        var command = new Command("log", "List what was ever recorded of a patient: who, when, what and why.")
        {
            Patient, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient), "log", new Dictionary<string, string?>(), parsed.GetValue(Json),
            cancellation));
        return command;
    }
}
