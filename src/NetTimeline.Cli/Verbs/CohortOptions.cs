using System.CommandLine;

namespace NetTimeline.Cli.Verbs;

/// <summary>Whom a question is about; each option may be given several times, and any of its values will do.</summary>
static class CohortOptions
{
    static readonly Option<string?> Query = new("--key")
    {
        HelpName = "TEXT",
        Description = "Part of the registry key.",
    };

    static readonly Option<string?> AnyText = new("--text")
    {
        HelpName = "TEXT",
        Description = "Part of the registry key, or of any word below.",
    };

    static readonly (string Parameter, Option<string[]> Option)[] Words =
    [
        ("site", Several("--site", "PLACE", "Where a primary arises: ileum, small-bowel.")),
        ("histology", Several("--histology", "TYPE", "What it is called: neuroendocrine-tumour.")),
        ("grade", Several("--grade", "GRADE", "G1, G2, G3, NEC, GX.")),
        ("stage", Several("--stage", "GROUP", "IV, IIIB, \"UICC 8 IIIB\".")),
        ("attribution", Several(
            "--attribution", "PLACE", "Where the primary arises that foci are attributed to; unknown-primary, none.")),
        ("procedure", Several("--procedure", "NAME", "What was performed: liver-resection.")),
        ("therapy", Several("--therapy", "NAME", "What was given: octreotide, chemotherapy, radiotherapy.")),
        ("status", Several("--status", "WORD", "alive, dead, structural-recurrent.")),
        ("sex", Several("--sex", "SEX", "female, male, other, unknown.")),
        ("certainty", Several(
            "--certainty", "WORD", "Of histology and attribution: suspected, probable, confirmed, not-stated.")),
    ];

    static readonly (string Parameter, Option<string?> Option)[] Numbers =
    [
        ("born", Range("--born", "The year of birth: 1950..1960.")),
        ("ageAtDiagnosis", Range("--age-at-diagnosis", "Completed years at the first diagnosis: 40..60.")),
        ("revisions", Range("--revisions", "Diagnoses and attributions that were replaced: 1..")),
        ("entries", Range("--entries", "Entries that stand.")),
        ("tumours", Range("--tumours", "Tumours.")),
        ("lesions", Range("--lesions", "Foci ever identified.")),
        ("inSitu", Range("--in-situ", "Foci in place.")),
        ("irradiated", Range("--irradiated", "Foci irradiated and not resected.")),
        ("resected", Range("--resected", "Foci resected.")),
        ("studies", Range("--studies", "Imaging studies.")),
    ];

    static readonly (string Parameter, Option<bool> Option)[] Flags =
    [
        ("oneTumour", new("--one-tumour")
        {
            Description = "Site, histology, grade, stage and attribution must be of one and the same tumour.",
        }),
        ("possible", new("--possible") { Description = "Also those of whom it cannot be told." }),
        ("synthetic", new("--synthetic") { Description = "Only patients who are made up." }),
    ];

    static readonly Option<string?> MinPosition = new("--min-position")
    {
        HelpName = "POSITION",
        Description = "Wait until everything up to this position is in the answer.",
    };

    public static void AddTo(Command command)
    {
        foreach (var option in Words.Select(each => (Option)each.Option).Prepend(AnyText).Prepend(Query)
            .Concat(Numbers.Select(each => each.Option)).Concat(Flags.Select(each => each.Option))
            .Append(MinPosition))
        {
            command.Add(option);
        }
    }

    /// <summary>As parameters of the API; what is null is left out.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Asked(ParseResult parsed) =>
    [
        new("q", parsed.GetValue(Query)),
        new("text", parsed.GetValue(AnyText)),
        .. Words.SelectMany(each => parsed.GetValue(each.Option) ?? [], (each, value) =>
            new KeyValuePair<string, string?>(each.Parameter, value)),
        .. Numbers.Select(each => new KeyValuePair<string, string?>(each.Parameter, parsed.GetValue(each.Option))),
        .. Flags.Select(each => new KeyValuePair<string, string?>(
            each.Parameter, parsed.GetValue(each.Option) ? "true" : null)),
        new("minPosition", parsed.GetValue(MinPosition)),
    ];

    static Option<string[]> Several(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    static Option<string?> Range(string name, string description) =>
        new(name) { HelpName = "RANGE", Description = description };
}
