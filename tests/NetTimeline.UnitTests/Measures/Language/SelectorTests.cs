using Xunit;
using static NetTimeline.UnitTests.Measures.Language.Written;

namespace NetTimeline.UnitTests.Measures.Language;

/// <summary>What selectors find, told by the time to it from an operation of 2019-03-01.</summary>
public sealed class SelectorTests
{
    const string Tumour = """{"key":"t","kind":"tumour","name":"NET","standing":"established","primarySite":{"organ":"pancreas"}}""";
    const string Operation = """{"key":"op","kind":"procedure","name":"pancreatectomy","standing":"performed","targets":["t"],"occurred":"2019-03-01"}""";
    const string From = """{"pick":"first","anyOf":[{"kinds":["procedure"],"concept":"pancreatic-resection"}]}""";

    static string[] To(string selector, params string[] entries) =>
        Lines(Measure(From, selector), [Tumour, Operation, .. entries]);

    static string Marker(string key, string value, string unit, string day) =>
        $$"""{"key":"{{key}}","kind":"laboratory-value","test":"calcitonin","value":{"value":{{value}},"unit":"{{unit}}"},"occurred":"{{day}}"}""";

    [Theory]
    [InlineData(""" "atLeast":300,"unit":"pg/mL" """, "exact | 2")]
    [InlineData(""" "above":300,"unit":"pg/mL" """, "exact | 3")]
    [InlineData(""" "below":200,"unit":"pg/mL" """, "exact | 1")]
    public void Limits_are_met_as_they_say(string limits, string value) => Assert.Equal([$"m | t | {value} | a"], To(
        $$"""{"pick":"first","anyOf":[{"kinds":["laboratory-value"],"concept":"calcitonin","where":[{"path":"value",{{limits}} }]}]}""",
        Marker("a", "100", "pg/mL", "2020-03-01"), Marker("b", "300", "pg/mL", "2021-03-01"),
        Marker("c", "400", "pg/mL", "2022-03-01")));

    [Fact]
    public void A_number_in_another_unit_only_may_match() => Assert.Equal(["m | t | bounded | 1.5 [1, 2] | a"], To(
        """{"pick":"first","anyOf":[{"kinds":["laboratory-value"],"where":[{"path":"value","atLeast":300,"unit":"pg/mL"}]}]}""",
        Marker("a", "100", "pmol/L", "2020-03-01"), Marker("b", "300", "pg/mL", "2021-03-01")));

    [Theory]
    [InlineData("1", "exact | 1")]
    [InlineData("2", "exact | 2")]
    [InlineData("3", "not-computable | The end was not reached, and nothing says until when it was watched for.")]
    public void The_nth_is_counted_in_the_order_of_time(string nth, string value) => Assert.StartsWith(
        $"m | t | {value}", Assert.Single(To(
            $$"""{"pick":"nth","nth":{{nth}},"anyOf":[{"kinds":["encounter"]}]}""",
            """{"key":"b","kind":"encounter","type":"visit","occurred":"2021-03-01"}""",
            """{"key":"a","kind":"encounter","type":"visit","occurred":"2020-03-01"}""")), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_the_nth_for_certain_where_the_order_cannot_be_told() => Assert.StartsWith(
        "m | t | not-computable | Whether the end was reached cannot be told", Assert.Single(To(
            """{"pick":"nth","nth":1,"anyOf":[{"kinds":["encounter"]}]}""",
            """{"key":"b","kind":"encounter","type":"visit","occurred":"2021"}""",
            """{"key":"a","kind":"encounter","type":"visit","occurred":"2021-03"}""")), StringComparison.Ordinal);

    [Theory]
    [InlineData("after", "last", "exact | 3")]
    [InlineData("before", "last", "exact | 2")]
    [InlineData("after", "first", "exact | 2")]
    public void What_lies_on_the_day_of_another_is_after_and_before_it(string order, string pick, string value) =>
        Assert.Equal([$"m | t | {value} | a"], To(
            $$"""{"pick":"{{pick}}","anyOf":[{"kinds":["encounter"],"{{order}}":{"pick":"first","anyOf":[{"kinds":["recurrence"]}]} }]}""",
            """{"key":"r","kind":"recurrence","tumour":"t","extent":"local","occurred":"2021-03-01"}""",
            """{"key":"a","kind":"encounter","type":"visit","occurred":"2020-03-01"}""",
            """{"key":"b","kind":"encounter","type":"visit","occurred":"2021-03-01"}""",
            """{"key":"c","kind":"encounter","type":"visit","occurred":"2022-03-01"}"""));

    [Theory]
    [InlineData("", "bounded | 1.5 [1, 2]")]
    [InlineData(""","ifNotStated":"no" """, "exact | 2")]
    [InlineData(""","ifNotStated":"yes" """, "exact | 1")]
    public void What_is_not_stated_only_may_match_unless_told_otherwise(string otherwise, string value) =>
        Assert.Equal([$"m | t | {value} | a"], To(
            $$"""{"pick":"first","anyOf":[{"kinds":["procedure"],"concept":"liver-resection","where":[{"path":"intent","is":["curative"]{{otherwise}} }]}]}""",
            """{"key":"a","kind":"procedure","name":"hepatectomy","standing":"performed","occurred":"2020-03-01"}""",
            """{"key":"b","kind":"procedure","name":"hepatectomy","standing":"performed","intent":"curative","occurred":"2021-03-01"}"""));

    [Fact]
    public void A_start_that_only_may_have_happened_begins_nothing() => Assert.Equal(
        ["m | t | not-computable | Whether the interval began cannot be told: op (intent is not stated)."],
        Lines(
            Measure(
                """{"pick":"first","anyOf":[{"kinds":["procedure"],"where":[{"path":"intent","is":["curative"]}]}]}""",
                """{"pick":"first","anyOf":[{"kinds":["death"]}]}"""),
            Tumour, Operation));

    [Fact]
    public void A_value_may_be_of_each_procedure() => Assert.Equal(
        ["m | op | exact | 8 | d"],
        Lines(
            Measure(
                """{"pick":"first","anyOf":[{"self":true}]}""",
                """{"pick":"first","anyOf":[{"kinds":["encounter"],"attributedTo":"subject","where":[{"path":"type","is":["discharge"]}]}]}""")
                .Replace("\"tumour\"", "\"procedure\"", StringComparison.Ordinal)
                .Replace("\"unit\": \"a\"", "\"unit\": \"d\"", StringComparison.Ordinal),
            Tumour, Operation,
            """{"key":"home","kind":"encounter","type":"discharge","after":"op","occurred":{"postoperativeDay":8,"of":"op"}}"""));

    [Theory]
    [InlineData("pancreas", "exact | 1 | a")]
    [InlineData("liver", "not-computable | The end was not reached, and nothing says until when it was watched for.")]
    public void A_member_may_be_compared_with_the_subjects(string organ, string value) => Assert.Equal(
        [$"m | t | {value}"], To(
            """{"pick":"first","anyOf":[{"kinds":["lesion"],"where":[{"path":"site.organ","sameAs":"subject.primarySite.organ"}]}]}""",
            $$"""{"key":"l","kind":"lesion","site":{"organ":"{{organ}}"},"occurred":"2020-03-01"}"""));

    /// <summary>There are more ways through these beliefs than anybody could go.</summary>
    [Fact]
    public void What_is_reached_in_many_ways_is_asked_once()
    {
        var beliefs = Enumerable.Range(0, 50).Select(at =>
            $$"""
            {"key":"d-{{at}}","kind":"diagnosis","subject":["net"],"belief":"x","axis":"clinical",
             "occurred":"2019-01-01","supersedes":
             [{{string.Join(',', Enumerable.Range(0, at).Select(earlier => $"\"d-{earlier}\""))}}]}
            """);
        var path = string.Join('.', Enumerable.Repeat("supersedes", 25));
        var lines = Written.Lines(
            Written.Measure(
                $$"""{"pick":"last","anyOf":[{"kinds":["diagnosis"],"where":[{"path":"{{path}}","is":["d-0"]}]}]}""",
                """{"pick":"first","anyOf":[{"kinds":["death"]}]}"""),
            ["""{"key":"net","kind":"tumour","name":"NET","standing":"established"}""", .. beliefs,
             """{"key":"death","kind":"death","occurred":"2020-01-01"}"""]);
        Assert.Equal(["m | net | exact | 1 | a"], lines);
    }
}
