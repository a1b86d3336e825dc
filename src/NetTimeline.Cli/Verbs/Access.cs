using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Lists who was shown what, of a patient or of all.</summary>
static class Access
{
    static readonly Argument<string?> Patient = new("PATIENT")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The registry key or the id; all patients if left out.",
    };

    static readonly (string Parameter, Option<string?> Option)[] Asked =
    [
        ("actor", Text("--by", "NAME", "Only what this actor was shown.")),
        ("from", Text("--from", "INSTANT", "Only what was recorded then or later: 2026-01-31T12:00:00Z.")),
        ("to", Text("--to", "INSTANT", "Only what was recorded before then.")),
        ("outcome", Text("--outcome", "WORD", "Only success, not-found, refused or failed.")),
        ("after", Text("--after", "POSITION", "Only what comes after it: where the page before ended.")),
        ("limit", Text("--limit", "NUMBER", "The most records; 100 if left out.")),
    ];

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the lines." };

    public static Command Command()
    {
        var command = new Command("access", "List who was shown what; whoever looks is recorded too.")
        {
            Patient, Json,
        };
        foreach (var (_, option) in Asked)
        {
            command.Add(option);
        }

        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, "/api/access",
            [
                .. Asked.Select(each => KeyValuePair.Create(each.Parameter, parsed.GetValue(each.Option))),
                new("patient", parsed.GetValue(Patient)),
            ],
            parsed.GetValue(Json) ? Reading.Json : Reading.Text, cancellation));
        return command;
    }

    static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
