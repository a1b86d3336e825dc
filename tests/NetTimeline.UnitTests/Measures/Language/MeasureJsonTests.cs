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
