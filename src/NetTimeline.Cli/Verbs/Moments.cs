using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>The options that say as of when something is asked.</summary>
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
}
