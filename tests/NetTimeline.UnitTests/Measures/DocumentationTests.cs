using System.Text.RegularExpressions;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using NetTimeline.Measures.Vocabulary;
using NetTimeline.UnitTests.Patients;
using NetTimeline.UnitTests.Tidy;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Measures;

/// <summary>
/// The examples of <c>docs/measures</c> are executed: under a heading "Example" stand entries as lines of JSON, and
/// then, as text, values that the catalogue gives for them. A page may define measures of its own, in blocks of
/// <c>json measure</c>.
/// </summary>
public sealed partial class DocumentationTests
{
    public sealed record Example(string Page, string Entries, string Expected)
    {
        public override string ToString() => Page;
    }

    [Fact]
    public void Every_measure_of_the_catalogue_stands_in_the_list_of_its_group()
    {
        var listed = Tree.Read("docs/measures/README.md").Split('\n');
        Tree.Holds(
            "docs/measures/README.md lists every measure that comes with the product, beside its group.",
            MeasureCatalogue.BuiltIn.Current.Select(each => each.Definition)
                .Select(each => (Group: $"| `{Domain.Values.Words.Of(each.Group)}` |", Name: $"`{each.Name}`"))
                .Where(each => !listed.Any(line => line.Contains(each.Group, StringComparison.Ordinal)
                    && line.Contains(each.Name, StringComparison.Ordinal)))
                .Select(each => $"{each.Group} {each.Name}"));
    }

    /// <summary>Where it is not: replace the table of the page by what stands here.</summary>
    [Fact]
    public void The_vocabulary_in_the_docs_is_current() => Assert.Contains(
        string.Concat(Concepts.All.OrderBy(each => each.Name, StringComparer.Ordinal).Select(Row)),
        Tree.Read("docs/measures/vocabulary.md"), StringComparison.Ordinal);

    static string Row(Concept concept)
    {
        string?[] words =
        [
            string.Join(", ", concept.Terms),
            concept.Organ is { } organ ? $"in the {organ}: {string.Join(", ", concept.TermsInOrgan)}" : null,
            concept.Codes.Count > 0 ? $"LOINC {string.Join(", ", concept.Codes.Select(code => code.Code))}" : null,
        ];
        return $"| `{concept.Name}` | {string.Join(", ", concept.IsA.Select(wider => $"`{wider}`"))} | "
            + $"{string.Join("; ", words.Where(each => each is { Length: > 0 }))} |\n";
    }

    [Fact]
    public void Every_page_of_measures_has_an_example() => Tree.Holds(
        "A page of docs/measures has a section \"Example\" with a block of JSON and a block of text.",
        Pages.Where(page => !Examples(page).Any()));

    [Theory]
    [MemberData(nameof(PagesWithExamples))]
    public void Every_example_gives_what_its_page_says(string page) =>
        Tree.Holds("The values stand as they are computed.", Examples(page).SelectMany(Missing));

    public static TheoryData<string> PagesWithExamples => [.. Pages];

    static IEnumerable<string> Pages =>
        Tree.FilesEnding(".md").Where(path => path.StartsWith("docs/measures/", StringComparison.Ordinal));

    static IEnumerable<Example> Examples(string page) => ExampleBlocks()
        .Matches(MeasureBlocks().Replace(Tree.Read(page), ""))
        .Select(found => new Example(page, found.Groups["entries"].Value, found.Groups["values"].Value));

    static IEnumerable<string> Missing(Example example)
    {
        var course = CourseOf(example);
        var expected = Lines(example.Expected).ToList();
        var computed = expected.Select(line => line.Split(" | ")[0]).Distinct()
            .SelectMany(name => Named(example, name).Of(course)).Select(MeasureText.Line).ToList();
        return expected.Except(computed)
            .Select(line => $"{example.Page}: {line}\n  there is\n  {string.Join("\n  ", computed)}");
    }

    static Measure Named(Example example, string name) =>
        Own(example.Page).Append(MeasureCatalogue.BuiltIn.Find(name)?.Measure)
            .FirstOrDefault(measure => measure?.Definition.Name == name)
        ?? throw new InvalidDataException($"{example.Page} names {name}, which no measure is called.");

    static IEnumerable<Measure> Own(string page) => MeasureBlocks().Matches(Tree.Read(page))
        .Select(found => Language.Written.Of(found.Groups["measure"].Value).Compiled());

    /// <summary>The entries are posted at once, so that they may name each other in any order.</summary>
    static Course CourseOf(Example example)
    {
        var enrolled = History.Recorded();
        var decision = Decider.Decide(
            PatientState.From(enrolled.Select(each => each.Event)), History.Commands([.. Lines(example.Entries)]));
        var events = decision switch
        {
            Decision.Accepted accepted => accepted.Events,
            Decision.Refused refused => throw new InvalidDataException(string.Join(
                "\n", refused.Faults.Select(each => $"{example.Page}{each.Pointer}: {each.Sentence}"))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var recorded = events.Select((happened, at) => new Recorded(at + 2, enrolled[0].At, "someone", happened));
        return new(Timeline.From([.. enrolled, .. recorded], AsOf.Now, DateTimeZone.Utc), []);
    }

    static IEnumerable<string> Lines(string block) =>
        block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(
        @"^#+ Example[^\n]*\n" + Prose + @"^```json\n(?<entries>.*?)^```\n" + Prose + @"^```text\n(?<values>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ExampleBlocks();

    [GeneratedRegex(@"^```json measure\n(?<measure>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex MeasureBlocks();

    const string Prose = @"(?:(?!#|```)[^\n]*\n)*";
}
