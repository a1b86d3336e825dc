using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Shows what measures say of a patient, now or as it was known then.</summary>
static class Measure
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Argument<string?> Name = new("NAME")
    {
        Description = "The measure's name; all of them where it is left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<string?> Group = new("--group")
    {
        HelpName = "GROUP",
        Description = "Only the measures of a group: survival, primary, lesions, markers, liver, grading-staging, "
            + "course, own.",
    };

    static readonly Option<bool> Explain = new("--explain")
    {
        Description = "Draw the chain from each number to its entries, with the bounds at each step.",
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    public static Command Command()
    {
        var command = new Command("measure", "Show what measures say of a patient, each with its bounds.")
        {
            Patient, Name, Group, Moments.Known, Moments.Recorded, Moments.Assume, Explain, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var name = parsed.GetValue(Name);
        List<KeyValuePair<string, string?>> query =
        [
            new("group", parsed.GetValue(Group)),
            new("known", parsed.GetValue(Moments.Known)),
            new("recorded", parsed.GetValue(Moments.Recorded)),
            new("explain", parsed.GetValue(Explain) ? "true" : null),
            .. Moments.Assumed(parsed),
        ];
        return Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient),
            name is null ? "measures" : $"measures/{Uri.EscapeDataString(name)}", query, parsed.GetValue(Json),
            cancellation);
    }
}
