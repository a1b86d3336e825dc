using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Counts patients, and shows what a measure says of many.</summary>
static class Cohort
{
    static readonly Option<bool> Json = new("--json") { Description = "The API's JSON instead of the table." };

    static readonly Option<string?> By = new("--by")
    {
        HelpName = "WORD",
        Description = "Divide by sex, site, histology, grade, stage, attribution, procedure, therapy, status, "
            + "birth-decade or age-decade.",
    };

    static readonly Argument<string> Name = new("NAME")
    {
        Description = "The measure's name, perhaps with a version: age-at-diagnosis, own-measure@1.",
    };

    static readonly Option<string?> Limit = new("--limit")
    {
        HelpName = "NUMBER",
        Description = "The most values below the sums; 50 if left out.",
    };

    static readonly Option<bool> Csv = new("--csv") { Description = "Every value, as comma-separated values." };

    static readonly Option<bool> Lines = new("--lines") { Description = "Every value, as lines of JSON." };

    public static Command Command() => new("cohort", "Count patients, and show what a measure says of many.")
    {
        Count(), Measure(),
    };

    static Command Count()
    {
        var command = new Command("count", "Count patients, and how they divide.") { By, Json };
        CohortOptions.AddTo(command);
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, "/api/cohorts/count", [.. CohortOptions.Asked(parsed), new("by", parsed.GetValue(By))],
            parsed.GetValue(Json) ? Reading.Json : Reading.Text, cancellation));
        return command;
    }

    static Command Measure()
    {
        var command = new Command("measure", "Show what a measure says of many patients, with bounds.")
        {
            Name, Limit, Csv, Lines, Json,
        };
        CohortOptions.AddTo(command);
        ServerOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => Reading.RunAsync(
            parsed, $"/api/cohorts/measures/{Uri.EscapeDataString(parsed.GetRequiredValue(Name))}",
            [.. CohortOptions.Asked(parsed), new("limit", parsed.GetValue(Limit))],
            parsed.GetValue(Csv) ? "text/csv"
                : parsed.GetValue(Lines) ? "application/x-ndjson"
                : parsed.GetValue(Json) ? Reading.Json
                : Reading.Text,
            cancellation));
        return command;
    }
}
