using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using Xunit;
using static NetTimeline.UnitTests.Measures.Language.Written;

namespace NetTimeline.UnitTests.Measures.Language;

public sealed class WrittenMeasureTests
{
    const string Tumour = """{"key":"t","kind":"tumour","name":"NET","standing":"established"}""";
    const string Operation = """{"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","targets":["t"],"occurred":"2019-03-01"}""";
    const string Planned = """{"key":"plan","kind":"procedure","name":"hepatectomy","standing":"planned","targets":["t"],"occurred":"2019-02-01"}""";
    const string Recurred = """{"key":"r","kind":"recurrence","tumour":"t","extent":"local","occurred":"2021-03-01"}""";
    const string Visit = """{"key":"v","kind":"encounter","type":"visit","occurred":"2022-03-01"}""";
    const string Died = """{"key":"d","kind":"death","occurred":"2020-03-01"}""";

    /// <summary>From the operation to the recurrence, watched until the last visit, in years.</summary>
    static string ToRecurrence(string further = "") => Measure(
        """{"pick":"first","anyOf":[{"kinds":["procedure"],"concept":"liver-resection","attributedTo":"subject","where":[{"path":"standing","is":["performed"]}]}]}""",
        """{"pick":"first","anyOf":[{"kinds":["recurrence"],"attributedTo":"subject","afterStart":true}]}""",
        """ "censorAt": {"pick":"last","anyOf":[{"kinds":["encounter"]}]}, """ + further);

    [Fact]
    public void Between_two_days_anniversaries_are_counted() =>
        Assert.Equal(["m | t | exact | 2 | a"], Lines(ToRecurrence(), Tumour, Operation, Recurred));

    [Theory]
    [InlineData("gregorian", "2.001")]
    [InlineData("julian", "2.001")]
    [InlineData("seer", "2.001")]
    [InlineData("calendar", "2")]
    public void Or_years_have_the_length_of_a_rule(string lengths, string years) => Assert.Equal(
        [$"m | t | exact | {years} | a"],
        Lines(ToRecurrence($""" "lengths": "{lengths}", """), Tumour, Operation, Recurred));

    [Fact]
    public void What_was_not_reached_is_censored_when_it_was_last_watched_for() => Assert.Equal(
        ["m | t | censored | 3 | a"], Lines(ToRecurrence(), Tumour, Operation, Visit));

    [Fact]
    public void What_was_not_reached_and_not_watched_for_is_not_computable() => Assert.Equal(
        ["m | t | not-computable | The end was not reached, and nothing says until when it was watched for."],
        Lines(ToRecurrence(), Tumour, Operation));

    [Theory]
    [InlineData("2020-03-01", "m | t | censored | 1 | a")]
    [InlineData("2021-03-01", "m | t | exact | 2 | a")]
    [InlineData("2021-06-01", "m | t | exact | 2 | a")]
    public void A_competing_event_censors_what_comes_after_it_but_not_on_its_day(string death, string line) =>
        Assert.Equal([line], Lines(
            ToRecurrence(""" "competing": {"pick":"first","anyOf":[{"kinds":["death"]}]}, """),
            Tumour, Operation, Recurred, Died.Replace("2020-03-01", death, StringComparison.Ordinal)));

    [Fact]
    public void A_suspected_end_leaves_open_how_long_it_was_at_most()
    {
        var course = Courses.Of(Tumour, Operation, Visit,
            Recurred.Replace("\"local\"", "\"local\",\"certainty\":\"suspected\"", StringComparison.Ordinal));
        var value = Of(ToRecurrence()).Compiled().Of(course).Single();
        Assert.Equal("m | t | bounded | ≥ 2 | a", MeasureText.Line(value));
        Assert.Equal(["Whether the end was reached cannot be told: r (only suspected)."], value.Remarks);
    }

    [Fact]
    public void A_suspected_end_before_a_certain_one_moves_one_bound() => Assert.Equal(
        ["m | t | bounded | 1.5 [1, 2] | a"], Lines(ToRecurrence(), Tumour, Operation, Recurred,
            """{"key":"s","kind":"recurrence","tumour":"t","extent":"local","certainty":"suspected","occurred":"2020-03-01"}"""));

    [Fact]
    public void A_statement_that_was_replaced_is_considered_and_not_used()
    {
        var course = Courses.Of(Tumour, Operation, Recurred, Visit,
            """{"key":"s","kind":"recurrence","tumour":"t","extent":"local","certainty":"excluded","occurred":"2021-03-01","supersedes":["r"]}""");
        var value = Of(ToRecurrence()).Compiled().Of(course).Single();
        Assert.Equal("m | t | censored | 3 | a", MeasureText.Line(value));
        Assert.Contains(new Evidence(Key("r"), EvidenceRole.NotUsed, "replaced by s"), value.Evidence);
    }

    [Fact]
    public void Whoever_has_no_start_has_no_value() =>
        Assert.Empty(Lines(ToRecurrence(), Tumour, Planned, Recurred));

    [Fact]
    public void Or_has_one_that_says_so_where_the_definition_wants_it() => Assert.Equal(
        ["m | t | not-computable | Nothing that the interval begins with is recorded."],
        Lines(ToRecurrence(""" "withoutStart": "not-computable", """), Tumour, Planned, Recurred));

    [Fact]
    public void What_comes_before_the_start_is_not_its_end() => Assert.Equal(
        ["m | t | censored | 3 | a"], Lines(ToRecurrence(), Tumour, Operation, Visit,
            Recurred.Replace("2021", "2018", StringComparison.Ordinal)));

    [Fact]
    public void What_may_come_before_the_start_only_may_be_its_end() => Assert.Equal(
        ["m | t | bounded | ≥ 0 | a"], Lines(ToRecurrence(), Tumour, Operation, Visit,
            Recurred.Replace("2021-03-01", "2019", StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"notHappened":{"pick":"first","anyOf":[{"kinds":["death"]}]},"otherwise":"The patient died."}""", "not-computable | The patient died.")]
    [InlineData("""{"happened":{"pick":"first","anyOf":[{"kinds":["death"]}]},"otherwise":"The patient lives."}""", "exact | 2 | a")]
    [InlineData("""{"happened":{"pick":"first","anyOf":[{"kinds":["radiotherapy"]}]},"otherwise":"There was no radiation."}""", "not-computable | There was no radiation.")]
    public void What_a_definition_requires_must_hold(string required, string line) => Assert.Equal(
        [$"m | t | {line}"],
        Lines(ToRecurrence($""" "requires": [{required}], """), Tumour, Operation, Recurred, Died));

    [Fact]
    public void A_middle_may_be_imputed_and_is_marked_as_imputed()
    {
        var course = Courses.Of(Tumour, Operation.Replace("2019-03-01", "2008-03", StringComparison.Ordinal),
            Recurred.Replace("2021-03-01", "2009-11", StringComparison.Ordinal));
        var months = ToRecurrence(""" "dates": "midpoint", "lengths": "seer", """)
            .Replace("\"unit\": \"a\"", "\"unit\": \"mo\"", StringComparison.Ordinal);
        var value = Of(months).Compiled().Of(course).Single();
        Assert.Equal("m | t | bounded | 20 [19.06, 20.99] | mo", MeasureText.Line(value));
        Assert.Equal(
            ["Imputed: from 2008-03-16 to 2009-11-15, each the middle of what the dates allow."], value.Remarks);
    }
}
