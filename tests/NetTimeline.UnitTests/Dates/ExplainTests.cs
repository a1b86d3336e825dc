using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using Xunit;
using static NetTimeline.UnitTests.Dates.Notes;

namespace NetTimeline.UnitTests.Dates;

public sealed class ExplainTests
{
    const decimal Year = LengthOfTime.DaysPerYear;

    [Fact]
    public void A_bound_names_the_statements_it_is_made_of_in_their_order()
    {
        var network = Network([
            Note("op", "{}"), Note("again", """{"offset":"P3Y","after":"op"}"""),
            Note("ct", """{"offset":"P1Y","after":"again"}"""), Note("other", """{"offset":"P2Y","after":"op"}""")]);

        var (low, high) = network.Explain(Start("op"), Start("ct"));

        Assert.Equal(["op to again: 2.5 by again", "again to ct: 0.5 by ct"], Steps(low!));
        Assert.Equal(["op to again: 3.5 by again", "again to ct: 1.5 by ct"], Steps(high!));
        Assert.Equal((3 * Year, true), (low!.Days, low.Included));
        Assert.Equal((5 * Year, false), (high!.Days, high.Included));
        Assert.Equal([2.5m * 12, 3m * 12], low.Steps.Select(step => step.Sum.Months));
    }

    [Fact]
    public void A_second_statement_of_the_same_date_takes_the_place_of_the_longer_way()
    {
        var network = Network([
            Note("op", "{}"), Note("again", """{"offset":"P3Y","after":"op"}"""),
            """
            {"key":"ct","kind":"note","text":"x","occurred":{"offset":"P1Y","after":"again"},
             "alsoStated":[{"offset":"P4Y","after":"op"}]}
            """]);

        Assert.Equal(["op to ct: 3.5 by ct"], Steps(network.Explain(Start("op"), Start("ct")).Low!));
    }

    [Fact]
    public void Two_exact_days_are_one_step_told_by_both()
    {
        var network = Network([Note("a", "\"2019-05-01\""), Note("b", "\"2019-05-22\"")]);

        var (low, high) = network.Explain(Start("a"), Start("b"));

        Assert.Equal("a to b: 21 days by a, b", Assert.Single(Days(low!)));
        Assert.Equal(Days(low!), Days(high!));
    }

    /// <summary>In either order of recording.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_result_is_known_no_earlier_than_it_occurs_whatever_else_is_said_of_when_it_was_known(bool resultFirst)
    {
        const string result =
            """{"key":"lab","kind":"laboratory-value","test":"CEA","value":{"word":"high"},"occurred":"2019-05-20"}""";
        const string note =
            """{"key":"n","kind":"note","text":"x","occurred":"2019-05-01","known":{"date":"2019-05-02","notAfter":["lab"]}}""";
        var network = Network(resultFirst ? [result, note] : [note, result]);

        Assert.Equal(0, network.Difference(Start("lab"), DatePoint.KnownOf(EntryKey.Parse("lab"))).Low);
    }

    [Fact]
    public void What_hangs_on_an_exact_day_is_reached_through_it()
    {
        var network = Network([
            Note("a", "\"2019-05-01\""), Note("op", "\"2019-05-11\""), Note("b", """{"offset":"P5D","after":"op"}""")]);

        Assert.Equal(
            ["a to op: 10 days by a, op", "op to b: 5 days by b"],
            Days(network.Explain(Start("a"), Start("b")).High!));
        Assert.Equal(["op to b: 5 days by b"], Days(network.Explain(Start("op"), Start("b")).High!));
        Assert.Equal(["b to op: -5 days by b"], Days(network.Explain(Start("b"), Start("op")).Low!));
    }

    [Fact]
    public void Months_of_the_calendar_are_one_step_between_the_entries_that_name_them()
    {
        var network = Network([Note("a", "\"2019-05\""), Note("b", "\"2019-06\"")]);

        var (low, high) = network.Explain(Start("a"), Start("b"));

        Assert.Equal(["a to b: 1 days by a, b"], Days(low!));
        Assert.Equal(["a to b: 60 days by a, b"], Days(high!));
    }

    [Fact]
    public void What_is_open_has_no_chain()
    {
        var network = Network([Note("a", "{}"), Note("b", """{"notBefore":["a"]}""")]);

        var (low, high) = network.Explain(Start("a"), Start("b"));

        Assert.Equal(["a to b: 0 days by b"], Days(low!));
        Assert.Null(high);
    }

    [Fact]
    public void A_point_is_no_step_from_itself() =>
        Assert.Empty(Network([Note("a", "{}")]).Explain(Start("a"), Start("a")).High!.Steps);

    [Fact]
    public void An_assumption_stands_in_the_chain_as_what_it_is()
    {
        var items = new[] { Note("lar", "{}"), Note("ct-1", "{}"), Note("apr", """{"offset":"P3Y","after":"lar"}""") };

        var without = Network(items).Difference(Start("ct-1"), Start("apr"));
        var (low, _) = Network(items, SameDay("ct-1", "lar")).Explain(Start("ct-1"), Start("apr"));

        Assert.Equal(default, without);
        Assert.Equal(["ct-1 to lar: 0 by assumed: same:ct-1,lar", "lar to apr: 2.5 by apr"], Steps(low!));
        Assert.Equal([EntryKey.Parse("apr")], new BoundsExplained(low, null).Entries);
    }

    [Fact]
    public void An_assumption_that_the_record_denies_is_named_with_what_denies_it()
    {
        var network = Network(
            [Note("a", "\"2019-05-01\""), Note("b", "\"2019-05-02\"")], SameDay("a", "b"));

        Assert.Equal(["a", "b", "assumed: same:a,b"], network.Contradicting.Select(teller => $"{teller}"));
        Assert.Equal(["a", "b"], network.Contradiction.Select(key => key.Value));
    }

    [Theory]
    [InlineData("same:ct-1,lar", true)]
    [InlineData("same:ct.1,lar", true)]
    [InlineData("same:lar,lar", false)]
    [InlineData("same:lar", false)]
    [InlineData("same:lar, ct-1", false)]
    [InlineData("same:a,b,c", false)]
    [InlineData("age:lar,66", true)]
    [InlineData("age:lar,0", true)]
    [InlineData("age:lar,130", true)]
    [InlineData("age:lar,131", false)]
    [InlineData("age:lar,-1", false)]
    [InlineData("age:lar,066", false)]
    [InlineData("age:lar,66.5", false)]
    [InlineData("age:lar, 66", false)]
    [InlineData("age:lar,ct-1", false)]
    [InlineData("age:lar", false)]
    [InlineData("age:66,67,68", false)]
    [InlineData("lar,ct-1", false)]
    [InlineData(null, false)]
    public void An_assumption_is_read_as_it_is_written(string? text, bool isOne)
    {
        Assert.Equal(isOne, Assumption.TryParse(text, out var assumption));
        Assert.Equal(isOne ? text : null, assumption?.ToString());
    }

    static IEnumerable<string> Steps(BoundChain chain) => chain.Steps.Select(step => FormattableString.Invariant(
        $"{step.From} to {step.To}: {step.Length.NominalDays / Year:0.####} by {string.Join(", ", step.Told)}"));

    static IEnumerable<string> Days(BoundChain chain) => chain.Steps.Select(step => FormattableString.Invariant(
        $"{step.From} to {step.To}: {step.Length.ExactDays} days by {string.Join(", ", step.Told)}"));
}
