using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>What stands where, and what may know of what.</summary>
public sealed partial class LayoutTests
{
    static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["NetTimeline.Cli"] =
        [
            "NetTimeline.EventStore", "NetTimeline.Ledger", "NetTimeline.LocalPostgres", "NetTimeline.Server",
            "NetTimeline.Synthetic",
        ],
        ["NetTimeline.Domain"] = [],
        ["NetTimeline.EventStore"] = ["NetTimeline.Ledger"],
        ["NetTimeline.Journal"] =
            ["NetTimeline.Domain", "NetTimeline.EventStore", "NetTimeline.Ledger", "NetTimeline.Measures"],
        ["NetTimeline.Ledger"] = [],
        ["NetTimeline.LocalPostgres"] = [],
        ["NetTimeline.Measures"] = ["NetTimeline.Domain"],
        ["NetTimeline.Server"] =
        [
            "NetTimeline.Domain", "NetTimeline.EventStore", "NetTimeline.Journal", "NetTimeline.Ledger",
            "NetTimeline.Measures", "NetTimeline.Web",
        ],
        ["NetTimeline.Synthetic"] = [],
        ["NetTimeline.Web"] = [],
    };

    static readonly string[] RootEntries =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "LICENSE", "NetTimeline.sln", "README.md",
        "build", "docs", "global.json", "src", "tests",
    ];

    static readonly string[] ProjectsOfWords =
    [
        "Domain", "EventStore", "Journal", "Ledger", "LocalPostgres", "Measures", "Synthetic", "Web",
    ];

    [Fact]
    public void Projects_know_of_each_other_as_the_architecture_draws_it()
    {
        var drawn = Tree.FilesEnding(".csproj")
            .Where(path => path.StartsWith("src/", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), ReferencesOf);

        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), drawn.Keys.Order(StringComparer.Ordinal));
        Tree.Holds("An arrow between projects is drawn here first.", drawn
            .Where(project => !project.Value.SequenceEqual(Arrows[project.Key]))
            .Select(project => $"{project.Key} → {string.Join(", ", project.Value)}"));
    }

    [Fact]
    public void The_root_shows_what_it_is_meant_to_show() => Assert.Equal(
        RootEntries,
        Tree.Files.Select(path => path.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_public_type_is_in_the_glossary()
    {
        var glossary = Tree.Has("docs/glossary.md") ? Tree.Read("docs/glossary.md") : "";

        Tree.Holds("A public type is a word of the domain, and docs/glossary.md says what it means.", Tree
            .FilesEnding(".cs")
            .Where(path => ProjectsOfWords.Any(
                project => path.StartsWith($"src/NetTimeline.{project}/", StringComparison.Ordinal)))
            .SelectMany(path => PublicType().Matches(Tree.Read(path)))
            .Select(type => type.Groups[1].Value)
            .Where(type => !Regex.IsMatch(glossary, $@"\b{type}\b"))
            .Distinct());
    }

    [Fact]
    public void Every_case_report_is_complete() => Tree.Holds(
        "A case report has a README.md, an input.ndjson and at least four golden files.",
        Tree.Files
            .Where(path => path.StartsWith("tests/case-reports/", StringComparison.Ordinal))
            .Select(path => path.Split('/'))
            .Where(parts => parts.Length > 3)
            .GroupBy(parts => parts[2], parts => string.Join('/', parts[3..]))
            .Where(report => !report.Contains("README.md") || !report.Contains("input.ndjson")
                || report.Count(file => file.EndsWith(".golden.txt", StringComparison.Ordinal)) < 4)
            .Select(report => $"{report.Key}: {string.Join(", ", report)}"));

    static string[] ReferencesOf(string project) =>
        [.. XDocument.Parse(Tree.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal)];

    // Types within types stand further in and are covered by the type around them.
    [GeneratedRegex(
        @"^public (?:static |sealed |abstract |readonly |partial |ref )*"
        + @"(?:class|record struct|record class|record|struct|interface|enum) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
