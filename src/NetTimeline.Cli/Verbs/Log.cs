using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Lists what was ever recorded, of a patient or of all.</summary>
static class Log
{
    static readonly Argument<string?> Patient = new("PATIENT")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "The registry key or the id; all patients if left out.",
    };

    /// <summary>The change log's parameters.</summary>
    static readonly (string Parameter, Option<string?> Option)[] Asked =
    [
        ("entry", Text("--entry", "KEY", "Only this entry or correction of the patient, and what is about it.")),
        ("actor", Text("--by", "NAME", "Only what this actor did.")),
        ("client", Text("--client", "NAME", "Only acts with this program, with or without its version.")),
        ("change", Text("--change", "WORD", "Only creation, amendment, retraction or another kind of act.")),
        ("type", Text("--type", "NAME", "Only events of this stored name: entry_amended.")),
        ("from", Text("--from", "INSTANT", "Only what was recorded then or later: 2026-01-31T12:00:00Z.")),
        ("to", Text("--to", "INSTANT", "Only what was recorded before then.")),
        ("backdatedDays", Text(
            "--backdated-days", "DAYS", "Only entries recorded certainly so much later than they occurred.")),
        ("order", Text("--order", "WORD", "oldest, which is first if left out, or newest.")),
        ("after", Text("--after", "POSITION", "Only what comes after it: where the page before ended.")),
        ("limit", Text("--limit", "NUMBER", "The most lines; 100 if left out.")),
    ];

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    public static Command Command()
    {
        var command = new Command("log", """
            List what was recorded: who, when, what and why. Of one patient everything; with an option, or of all
            patients, page by page with what each act changed.
            """.ReplaceLineEndings(" "))
        {
            Patient, Json,
        };
        foreach (var (_, option) in Asked)
        {
            command.Add(option);
        }

        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(Json);
        var asked = Asked.Select(each => KeyValuePair.Create(each.Parameter, parsed.GetValue(each.Option))).ToList();
        return parsed.GetValue(Patient) is { } patient && asked.TrueForAll(each => each.Value is null)
            ? Reading.RunAsync(parsed, patient, "log", asked, json, cancellation)
            : Reading.RunAsync(
                parsed, "/api/ledger/log", [.. asked, new("patient", parsed.GetValue(Patient))],
                json ? Reading.Json : Reading.Text, cancellation);
    }

    static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
