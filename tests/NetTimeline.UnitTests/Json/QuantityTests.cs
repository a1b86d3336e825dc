using System.Text.Json;
using System.Text.Json.Nodes;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.UnitTests.Patients;
using Xunit;

namespace NetTimeline.UnitTests.Json;

public sealed class QuantityTests : PatientSpec
{
    const string Lesion = """{"key":"l-1","kind":"lesion","site":{"organ":"liver"}}""";
    const string Biopsy = """{"key":"b-1","kind":"biopsy","lesion":"l-1","site":{"organ":"liver"}}""";

    public static TheoryData<string> Samples => StoredEventTests.Samples;

    [Theory]
    [InlineData("""{"value":1.1,"unit":"mg/dL"}""", """{"value":1.10,"unit":"mg/dL"}""")]
    [InlineData("""{"comparator":"<","value":1,"unit":"%"}""", """{"comparator":"<","value":1.0,"unit":"%"}""")]
    [InlineData("""{"low":1,"high":2,"unit":"1"}""", """{"low":1,"high":2.0,"unit":"1"}""")]
    [InlineData("""{"low":1,"high":2,"unit":"1"}""", """{"low":1.0,"high":2,"unit":"1"}""")]
    [InlineData("""{"course":"rising","value":3,"unit":"1"}""", """{"course":"rising","value":3.0,"unit":"1"}""")]
    public void A_number_with_other_digits_says_something_else(string first, string then)
    {
        Given(Laboratory(first)).When(Laboratory(then)).ThenRefused((Refusal.KeyTaken, "/0/key"));
        Given(Laboratory(first)).When(Laboratory(first)).ThenNothingNew();
    }

    [Theory]
    [InlineData("""{"comparator":">=","value":100,"unit":"%"}""")]
    [InlineData("""{"comparator":">","value":99,"unit":"%"}""")]
    [InlineData("""{"comparator":"<","value":100,"unit":"%"}""")]
    [InlineData("""{"comparator":"<=","value":0,"unit":"%"}""")]
    [InlineData("""{"course":"falling","value":3,"unit":"%"}""")]
    [InlineData("""{"course":"falling"}""")]
    [InlineData("""{"word":"low"}""")]
    public void A_Ki67_index_leaves_room_within_its_bounds(string index) =>
        Given(Lesion, Biopsy).When(Report(index)).ThenAccepted();

    [Theory]
    [InlineData("""{"comparator":">","value":100,"unit":"%"}""")]
    [InlineData("""{"comparator":"<","value":0,"unit":"%"}""")]
    [InlineData("""{"course":"rising","value":101,"unit":"%"}""")]
    [InlineData("""{"course":"rising","value":3,"unit":"mm"}""")]
    public void A_Ki67_index_without_room_within_its_bounds_is_refused(string index) =>
        Given(Lesion, Biopsy).When(Report(index)).ThenRefused((Refusal.Malformed, "/0/lesions/0/ki67"));

    [Theory]
    [InlineData("""{"course":"rising","value":324,"unit":"pg/mL","comparedTo":"n"}""", "rising to 324 pg/mL against n")]
    [InlineData("""{"course":"rising","value":324,"unit":"pg/mL"}""", "rising to 324 pg/mL")]
    [InlineData("""{"course":"stable","comparedTo":"n"}""", "stable against n")]
    public void A_course_may_name_what_was_reached_and_what_it_is_compared_with(string value, string text)
    {
        var said = ((PatientCommand.RecordEntry)History.Commands(Laboratory(value))[0]).Entry.Content;
        Assert.Equal("calcitonin " + text, said.Headline());
    }

    [Theory]
    [InlineData("""{"course":"rising","value":324}""", "/value/unit")]
    [InlineData("""{"course":"rising","unit":"pg/mL"}""", "/value")]
    [InlineData("""{"course":"rising","comparator":">","value":324,"unit":"pg/mL"}""", "/value")]
    [InlineData("""{"value":324,"unit":"pg/mL","comparedTo":"n"}""", "/value")]
    public void A_course_is_not_mixed_with_other_forms(string value, string pointer)
    {
        using var json = JsonDocument.Parse(Laboratory(value));
        var faulty = Assert.IsType<Parsed<Items<PatientCommand>>.Faulty>(CommandJson.ReadEntries(json.RootElement));
        Assert.Equal([pointer], faulty.Faults.Select(fault => fault.Pointer));
    }

    [Fact]
    public void What_a_course_is_compared_with_is_there() => Given(Lesion, Biopsy).When(
        Laboratory("""{"course":"rising","comparedTo":"nowhere"}"""),
        Report("""{"course":"rising","comparedTo":"nowhere"}"""))
        .ThenRefused(
            (Refusal.UnknownReference, "/0/value/comparedTo"),
            (Refusal.UnknownReference, "/1/lesions/0/ki67/comparedTo"));

    /// <summary>The samples hold every member there is, so no place of a quantity is forgotten.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Wherever_a_quantity_stands_what_it_is_compared_with_is_looked_up(string file)
    {
        var sample = JsonNode.Parse(StoredEventTests.Sample(file))!;
        var quantities = Below(sample).Where(IsQuantity).ToList();
        var expected = quantities.Select(each => Pointer(each) + "/comparedTo").ToList();
        foreach (var quantity in quantities)
        {
            quantity.ReplaceWith(new JsonObject { ["course"] = "rising", ["comparedTo"] = "elsewhere" });
        }

        var (name, schema) = StoredEventTests.NameOf(file);
        var happened = EventJson.Decode(name, schema, JsonSerializer.SerializeToUtf8Bytes(sample));
        var named = happened is PatientEvent.EntryRecorded recorded ? recorded.Entry.References() : [];
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            named.Where(reference => reference.Key.Value == "elsewhere")
                .Select(reference => reference.Pointer).Order(StringComparer.Ordinal));
    }

    static string Laboratory(string value) =>
        $$"""{"key":"x","kind":"laboratory-value","test":"calcitonin","value":{{value}}}""";

    static string Report(string ki67) =>
        $$"""{"key":"p","kind":"pathology-report","specimens":["b-1"],"lesions":[{"lesion":"l-1","ki67":{{ki67}}}]}""";

    static IEnumerable<JsonNode> Below(JsonNode node) => node switch
    {
        JsonObject all => all.Select(member => member.Value!).SelectMany(Below).Prepend(node),
        JsonArray all => all.SelectMany(item => Below(item!)).Prepend(node),
        _ => [node],
    };

    static bool IsQuantity(JsonNode node) =>
        node is JsonObject members && (members.ContainsKey("unit") || members.ContainsKey("word"));

    static string Pointer(JsonNode node) => node.Parent switch
    {
        null => "",
        JsonArray list => $"{Pointer(list)}/{list.IndexOf(node)}",
        var parent => $"{Pointer(parent)}/{node.GetPropertyName()}",
    };
}
