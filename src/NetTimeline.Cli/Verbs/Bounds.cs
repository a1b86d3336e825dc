using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Shows what the dates tell of the time between two entries, or of one on the calendar.</summary>
static class Bounds
{
    static readonly Argument<string> Patient = new("PATIENT") { Description = "The registry key or the id." };

    static readonly Argument<string> Of = new("OF") { Description = "The key of the entry that is asked about." };

    static readonly Argument<string?> From = new("FROM")
    {
        Description = "The key of the entry it is counted from; the calendar where it is left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<string?> OfPoint = new("--of-point")
    {
        HelpName = "POINT",
        Description = "Which point of OF: start, end or known; start if left out.",
    };

    static readonly Option<string?> FromPoint = new("--from-point")
    {
        HelpName = "POINT",
        Description = "Which point of FROM: start, end or known; birth, without FROM, counts from birth.",
    };

    static readonly Option<string?> Unit = new("--unit")
    {
        HelpName = "UNIT",
        Description = "days, weeks, months or years; if left out, years where years or months were stated, else days.",
    };

    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the drawing." };

    public static Command Command()
    {
        var command = new Command("bounds", "Show how far two entries lie apart, and which statements say so.")
        {
            Patient, Of, From, OfPoint, FromPoint, Unit, Moments.Known, Moments.Recorded, Moments.Assume, Json,
        };
        ServerOptions.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        List<KeyValuePair<string, string?>> query =
        [
            new("of", parsed.GetValue(Of)),
            new("ofPoint", parsed.GetValue(OfPoint)),
            new("from", parsed.GetValue(From)),
            new("fromPoint", parsed.GetValue(FromPoint)),
            new("unit", parsed.GetValue(Unit)),
            new("known", parsed.GetValue(Moments.Known)),
            new("recorded", parsed.GetValue(Moments.Recorded)),
            .. Moments.Assumed(parsed),
        ];
        return Reading.RunAsync(
            parsed, parsed.GetRequiredValue(Patient), "bounds", query, parsed.GetValue(Json), cancellation);
    }
}
