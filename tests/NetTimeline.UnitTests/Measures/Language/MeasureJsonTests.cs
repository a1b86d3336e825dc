using System.Text;
using System.Text.Json.Nodes;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Language;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Language;

public sealed class MeasureJsonTests
{
    [Fact]
    public void A_written_measure_is_read_and_written_back()
    {
        var measure = Written.Of(Written.HepatectomyToPrimary);
        var again = Written.Of(Encoding.UTF8.GetString(MeasureJson.Write(measure).Span));
        Assert.Equal(measure, again);
    }

    [Theory]
    [InlineData("/name", "Overall Survival")]
    [InlineData("/version", 0)]
    [InlineData("/supersedes", 1)]
    [InlineData("/group", "sport")]
    [InlineData("/colour", "red")]
    [InlineData("/lengths", "lunar")]
    [InlineData("/from/nth", 2)]
    [InlineData("/from/anyOf/0/kinds/0", "none", "/from/anyOf/0/kinds")]
    [InlineData("/from/anyOf/0/afterStart", true)]
    [InlineData("/to/anyOf/0/attributedTo", "nobody")]
    [InlineData("/from/anyOf/0/concept", "space-flight")]
    [InlineData("/from/anyOf/0/where/0/path", "colour")]
    [InlineData("/from/anyOf/0/where/0/path", "site.colour")]
    [InlineData("/from/anyOf/0/where/0/is/0", "dreamt")]
    [InlineData("/from/anyOf/0/where/0/atLeast", 3, "/from/anyOf/0/where/0")]
    [InlineData("/from/anyOf/0/where/0/attributedTo", "subject")]
    [InlineData("/to/anyOf/0/where/0/any/2/path", "lesion.colour")]
    [InlineData("/to/anyOf/0/where/0/any/2/sameAs", "organ")]
    [InlineData("/to/anyOf/0/where/0/any/2/sameAs", "subject.standpoint")]
    public void What_is_wrong_is_named_by_pointer(string pointer, object value, string? named = null)
    {
        var json = JsonNode.Parse(Written.HepatectomyToPrimary)!;
        Set(json, pointer, value);
        var faulty = Assert.IsType<Parsed<WrittenMeasure>.Faulty>(Written.Read(json.ToJsonString()));
        Assert.Equal([named ?? pointer], faulty.Faults.Select(fault => fault.Pointer));
    }

    /// <summary>What would be computed, and never say anything or nothing true.</summary>
    [Theory]
    [InlineData("\"path\": \"standing\", \"is\": [\"performed\"]", "\"path\": \"site\", \"is\": [\"liver\"]",
        "/from/anyOf/0/where/0", "No word says what a site is; ask for a part of it: ")]
    [InlineData("\"path\": \"standing\", ", "", "/from/anyOf/0/where/0", "No word says what a procedure is")]
    [InlineData("\"path\": \"standing\", \"is\": [\"performed\"]",
        "\"path\": \"bloodLoss\", \"atLeast\": 5, \"below\": 3, \"unit\": \"mL\"",
        "/from/anyOf/0/where/0", "No number is within these limits.")]
    [InlineData("\"path\": \"standing\"", "\"path\": \"standpoint\"", "/from/anyOf/0/where/0/path",
        "A procedure has no standpoint there; the names are those of its JSON: ")]
    [InlineData("\"per\": \"tumour\"", "\"per\": \"tumour\", \"subjects\": [{\"kinds\": [\"procedure\"]}]",
        "/subjects/0/kinds", "No tumour is an entry of these kinds.")]
    [InlineData("\"text\": \"own definition\"", "\"text\": \"x\", \"link\": \"javascript:alert(1)\"",
        "/citations/0/link", "A link is an address of the web")]
    [InlineData("\"hepatectomy-to",
        "\"a1234567890123456789012345678901234567890123456789012345678901234567890-hepatectomy-to",
        "/name", "It has at most 100 characters.")]
    public void What_could_never_match_is_named_in_words(string text, string by, string pointer, string sentence)
    {
        var faulty = Assert.IsType<Parsed<WrittenMeasure>.Faulty>(
            Written.Read(Written.HepatectomyToPrimary.Replace(text, by, StringComparison.Ordinal)));
        var fault = Assert.Single(faulty.Faults);
        Assert.Equal(pointer, fault.Pointer);
        Assert.Contains(sentence, fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_on_the_state_of_disease_is_of_a_tumour()
    {
        const string measure =
            """
            {"name": "m", "version": 1, "group": "own", "per": "patient", "unit": "a", "title": "M", "rule": "x",
             "from": {"pick": "first", "anyOf": [{"kinds": ["procedure"]}]},
             "to": {"pick": "first", "anyOf": [{"kinds": ["death"]}]},
             "requires": [{"condition": "disease-free-at-start", "otherwise": "x"}],
             "citations": [{"text": "own definition"}]}
            """;
        Assert.Equal(
            "/requires/0/condition",
            Assert.Single(Assert.IsType<Parsed<WrittenMeasure>.Faulty>(Written.Read(measure)).Faults).Pointer);
    }

    /// <summary>
    /// Where it is not: the file is what the shapes give; write it anew, and mind who uses the old one.
    /// </summary>
    [Fact]
    public void The_schema_in_the_docs_is_current() => Assert.Equal(
        MeasureJson.Schema(), File.ReadAllText(Path.Combine(Repository.Root, "docs/measures/measure.schema.json")));

    static void Set(JsonNode json, string pointer, object value)
    {
        var steps = pointer.Split('/')[1..];
        var parent = steps[..^1].Aggregate(
            json, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        JsonNode? node = value switch { int number => number, bool yes => yes, _ => value.ToString() };
        if (int.TryParse(steps[^1], out var last))
        {
            parent[last] = node;
        }
        else
        {
            parent[steps[^1]] = node;
        }
    }
}
