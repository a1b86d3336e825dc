using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Finds patients.</summary>
static class Patients
{
    static readonly Option<string?> After = new("--after")
    {
        HelpName = "KEY",
        Description = "Only registry keys that sort after this one: where the page before ended.",
    };

    static readonly Option<string?> Limit = new("--limit")
    {
        HelpName = "NUMBER",
        Description = "The most patients; 50 if left out.",
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    public static Command Command()
    {
        var command = new Command("patients", "Find patients by what is known of them.") { After, Limit, Json };
        CohortOptions.AddTo(command);
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, "/api/patients",
            [
                .. CohortOptions.Asked(parsed), new("after", parsed.GetValue(After)),
                new("limit", parsed.GetValue(Limit)),
            ],
            parsed.GetValue(Json) ? Reading.Json : Reading.Text, cancellation));
        return command;
    }
}
