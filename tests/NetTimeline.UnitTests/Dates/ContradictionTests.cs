using FsCheck;
using FsCheck.Fluent;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using Xunit;
using static NetTimeline.UnitTests.Dates.Notes;

namespace NetTimeline.UnitTests.Dates;

public sealed class ContradictionTests
{
    static readonly Assumption[] Supposed = [SameDay("e0", "e1")];

    [Fact]
    public void Those_named_contradict_each_other_and_none_of_them_is_named_in_vain() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(DatedEntries.Any.ArrayOf().ToArbitrary(), entries =>
        {
            var each = entries.DistinctBy(entry => entry.Key).ToList();
            if (StatementsOfTime.Network(each, 1950, Supposed).Irreconcilable is not { } contradiction)
            {
                return true;
            }

            var named = each.Where(entry => contradiction.Entries.Contains(entry.Key)).ToList();
            var supposed = contradiction.Told.OfType<Teller.Assumed>().Select(teller => teller.Assumption).ToList();
            return named.Count == contradiction.Entries.Count
                && StatementsOfTime.Network(named, 1950, supposed).IsContradictory
                && named.All(one => !StatementsOfTime.Network(named.Where(other => other != one), 1950, supposed)
                    .IsContradictory)
                && (supposed.Count == 0 || !StatementsOfTime.Network(named, 1950).IsContradictory)
                && StatementsOfTime.Network(named, Born(contradiction), supposed).IsContradictory;
        }));

    static int? Born(DateContradiction contradiction) =>
        contradiction.Told.Contains(new Teller.Enrolment()) ? 1950 : null;

    [Fact]
    public void A_chain_that_another_entry_makes_shorter_names_only_the_shorter_one()
    {
        // Without "near" the way from a to b leads over x: but a and b themselves deny what b says.
        var network = Network([
            Note("a", "\"2019-05-01\""), Note("x", """{"offset":"P3D","after":"a"}"""),
            Note("b", """{"date":"2019-05-02","notBefore":["x"]}"""),
            Note("innocent", """{"offset":"P3D","after":"x"}""")]);

        Assert.Equal(["a", "b", "x"], network.Contradiction.Select(key => key.Value));
    }

    [Fact]
    public void An_exact_day_on_the_way_is_not_named_where_the_way_does_not_need_it()
    {
        var network = Network([
            Note("op", "\"2019-05-01\""), Note("a", """{"offset":"P3D","after":"op"}"""),
            """
            {"key":"b","kind":"note","text":"x","occurred":{"offset":"P1D","after":"op"},
             "alsoStated":[{"atLeast":"P2D","after":"op"}]}
            """]);

        Assert.Equal(["b"], network.Contradiction.Select(key => key.Value));
    }

    [Theory]
    [InlineData("""{"offset":"P1Y","after":"apr"}""", "\"2030\"",
        "apr is on 2019-05-20; ct-2 is 1 year (0.5 to 1.5) after apr; ct-2 is between 2030-01-01 and 2030-12-31")]
    [InlineData("""{"offset":"P2W","before":"apr"}""", "\"2019-06-01\"",
        "apr is 2 weeks (1.5 to 2.5) after ct-2; apr is on 2019-05-20; ct-2 is on 2019-06-01")]
    [InlineData("""{"offset":"P21D","after":"apr"}""", "\"2019-06-01\"",
        "apr is on 2019-05-20; ct-2 is 21 days after apr; ct-2 is on 2019-06-01")]
    [InlineData("""{"sameTimeAs":"apr"}""", "\"2019-06\"",
        "apr is on 2019-05-20; ct-2 is between 2019-06-01 and 2019-06-30; ct-2 is on the same day as apr")]
    [InlineData("""{"atLeast":"P2M","after":"apr"}""", "\"2019-06\"",
        "apr is on 2019-05-20; ct-2 is at least 2 months after apr; ct-2 is between 2019-06-01 and 2019-06-30")]
    [InlineData("""{"notBefore":["apr"]}""", "\"2019-04\"",
        "apr is on 2019-05-20; ct-2 is between 2019-04-01 and 2019-04-30; ct-2 is not before apr")]
    public void A_contradiction_is_said_in_words(string occurred, string again, string expected)
    {
        var network = Network([
            Note("apr", "\"2019-05-20\""),
            $$"""{"key":"ct-2","kind":"note","text":"x","occurred":{{occurred}},"alsoStated":[{{again}}]}"""]);

        Assert.Equal(expected.Split("; "), network.Irreconcilable!.Statements);
        Assert.Equal(
            $"These dates cannot all be true: {expected}. Correct one of them, or mark it as disputed.",
            network.Irreconcilable.Sentence);
    }

    [Fact]
    public void The_year_of_birth_is_said_by_the_enrolment()
    {
        var network = StatementsOfTime.Network(Notes.Entries([Note("op", "\"1949-05-20\"")]), 1950);

        Assert.Equal(
            ["birth is between 1950-01-01 and 1950-12-31 (says the enrolment)", "op is not before birth",
                "op is on 1949-05-20"],
            network.Irreconcilable!.Statements);
        Assert.Equal(["op"], network.Contradiction.Select(key => key.Value));
    }

    [Fact]
    public void A_contradiction_that_was_not_there_when_first_asked_is_found_when_asked_again()
    {
        var network = new DateNetwork();
        network.Constrain(Start("a"), Start("b"), 1, 1, EntryKey.Parse("one"));
        Assert.False(network.IsContradictory);

        network.Constrain(Start("a"), Start("b"), 2, 2, EntryKey.Parse("two"));

        Assert.True(network.IsContradictory);
    }
}
