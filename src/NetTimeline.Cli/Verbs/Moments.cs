using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>The options that say as of when something is asked, and what is supposed beside the record.</summary>
static class Moments
{
    public static Option<string?> Known { get; } = new("--known")
    {
        HelpName = "MOMENT",
        Description = "As known at a day or an entry: 2019-05-20, entry:KEY, entry:KEY~P18D (18 days after it), "
            + "entry:KEY~-P2M (2 months before it).",
    };

    public static Option<string?> Recorded { get; } = new("--recorded")
    {
        HelpName = "INSTANT",
        Description = "As recorded by then: 2026-01-31T12:00:00Z.",
    };

    public static Option<string[]> Assume { get; } = new("--assume")
    {
        HelpName = "ASSUMPTION",
        Description = "Suppose what no entry says, as often as wanted: same:ct-1,lar for both on one day, age:lar,66 "
            + "for an age in completed years.",
    };

    /// <summary>What is supposed, as the API is asked.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Assumed(ParseResult parsed) =>
        (parsed.GetValue(Assume) ?? []).Select(each => KeyValuePair.Create("assume", (string?)each));
}
