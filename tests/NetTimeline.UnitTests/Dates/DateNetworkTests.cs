using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.UnitTests.Patients;
using Xunit;

namespace NetTimeline.UnitTests.Dates;

public sealed class DateNetworkTests
{
    static DatePoint Start(string key) => DatePoint.StartOf(EntryKey.Parse(key));

    static DateNetwork Network(params string[] items)
    {
        var state = History.Of(items);
        return state.Dates();
    }

    static string Note(string key, string occurred) =>
        $$"""{"key":"{{key}}","kind":"note","text":"x","occurred":{{occurred}}}""";

    [Theory]
    [InlineData("2019-03-14", "2019-03-15", DateOrder.Before)]
    [InlineData("2019-03-14", "2019-03-14", DateOrder.Same)]
    [InlineData("2019-03-15", "2019-03-14", DateOrder.After)]
    [InlineData("2019-03", "2019-03-14", DateOrder.CannotBeTold)]
    [InlineData("2019-03", "2019-04-01", DateOrder.Before)]
    [InlineData("2019", "2019-03", DateOrder.CannotBeTold)]
    [InlineData("2018", "2019-01-01", DateOrder.Before)]
    public void A_date_is_compared_no_more_precisely_than_it_was_stated(string a, string b, DateOrder expected) =>
        Assert.Equal(expected, Network(Note("a", $"\"{a}\""), Note("b", $"\"{b}\"")).Compare(Start("a"), Start("b")));

    [Fact]
    public void Two_entries_hung_on_the_same_uncertain_anchor_have_an_exact_distance()
    {
        var network = Network(
            """{"key":"op","kind":"procedure","name":"x","standing":"performed"}""",
            Note("a", """{"postoperativeDay":8,"of":"op"}"""), Note("b", """{"postoperativeDay":21,"of":"op"}"""));
        Assert.Equal(new DayBounds(13, true, 13, true), network.Difference(Start("a"), Start("b")));
    }

    [Fact]
    public void Years_are_rounded_to_half_a_year_and_the_upper_end_is_excluded()
    {
        var network = Network(Note("a", "{}"), Note("b", """{"offset":"P3Y","after":"a"}"""));
        Assert.Equal(
            new DayBounds(2.5m * LengthOfTime.DaysPerYear, true, 3.5m * LengthOfTime.DaysPerYear, false),
            network.Difference(Start("a"), Start("b")));
    }

    [Fact]
    public void Six_and_a_half_years_give_or_take_three_months()
    {
        var network = Network(Note("a", "{}"), Note("b", """{"offset":"P6.5Y","plusMinus":"P3M","after":"a"}"""));
        Assert.Equal(
            new DayBounds(6.25m * LengthOfTime.DaysPerYear, true, 6.75m * LengthOfTime.DaysPerYear, false),
            network.Difference(Start("a"), Start("b")));
    }

    [Theory]
    [InlineData("P9999Y")]
    [InlineData("P7900Y9999M9999D")]
    public void A_length_that_leads_out_of_the_calendar_is_no_more_than_a_length(string length)
    {
        var network = Network(
            Note("a", "\"2019-05-20\""),
            Note("b", $$"""{"offset":"{{length}}","plusMinus":"P0D","after":"a"}"""));

        Assert.Equal(DateOrder.Before, network.Compare(Start("a"), Start("b")));
        Assert.Null(network.CertainDay(Start("b")));
    }

    /// <summary>Three hundred entries, each 9999 days after the one before, lead there.</summary>
    [Fact]
    public void In_the_last_year_of_the_calendar_no_anniversary_is_counted()
    {
        var network = new DateNetwork();
        network.Fix(Start("a"), new NodaTime.LocalDate(2019, 5, 20), EntryKey.Parse("a"));
        network.Constrain(Start("a"), Start("b"), 2914635, 2914635, EntryKey.Parse("b"));

        Assert.Equal(
            decimal.Round(2914635 / LengthOfTime.DaysPerYear, 6),
            decimal.Round(network.DifferenceIn(Start("a"), Start("b"), LengthUnit.Years).Low!.Value, 6));
    }

    [Fact]
    public void Two_statements_of_one_date_narrow_each_other()
    {
        // 3 and then 1 year give [3, 5); that it was 4 years after gives [3.5, 4.5).
        var network = Network(
            Note("a", "{}"), Note("b", """{"offset":"P3Y","after":"a"}"""),
            """
            {"key":"c","kind":"note","text":"x","occurred":{"offset":"P1Y","after":"b"},
             "alsoStated":[{"offset":"P4Y","after":"a"}]}
            """);
        Assert.Equal(
            new DayBounds(3.5m * LengthOfTime.DaysPerYear, true, 4.5m * LengthOfTime.DaysPerYear, false),
            network.Difference(Start("a"), Start("c")));
    }

    [Fact]
    public void Several_years_before_is_open_beyond()
    {
        var network = Network(Note("a", "{}"), Note("b", """{"atLeast":"P2Y","before":"a"}"""));
        Assert.Equal(
            new DayBounds(2 * LengthOfTime.DaysPerYear, true, null, false), network.Difference(Start("b"), Start("a")));
    }

    [Fact]
    public void Weeks_are_rounded_and_days_are_exact()
    {
        var network = Network(
            Note("a", "{}"), Note("b", """{"offset":"P2W","after":"a"}"""), Note("c", """{"offset":"P14D","after":"a"}"""));
        Assert.Equal(new DayBounds(10.5m, true, 17.5m, false), network.Difference(Start("a"), Start("b")));
        Assert.Equal(new DayBounds(14, true, 14, true), network.Difference(Start("a"), Start("c")));
    }

    [Fact]
    public void An_age_places_an_entry_after_birth()
    {
        // Born in 1950, 66 years old: between 2016 and the end of 2017.
        var network = Network(Note("a", """{"age":66}"""), Note("b", "\"2015-12\""), Note("c", "\"2018-01\""));
        Assert.Equal(DateOrder.After, network.Compare(Start("a"), Start("b")));
        Assert.Equal(DateOrder.Before, network.Compare(Start("a"), Start("c")));
    }

    [Fact]
    public void An_order_is_told_across_entries_without_dates()
    {
        var network = Network(
            Note("a", "{}"), Note("b", """{"atLeast":"P1D","after":"a"}"""), Note("c", """{"notBefore":["b"]}"""));
        Assert.Equal(DateOrder.Before, network.Compare(Start("a"), Start("c")));
        Assert.Equal(DateOrder.CannotBeTold, network.Compare(Start("b"), Start("c")));
    }

    [Fact]
    public void A_disputed_statement_tells_nothing()
    {
        var network = Network(Note("a", "\"2019-05-01\""), Note("b", """{"date":"2019-06-01","disputed":true}"""));
        Assert.Equal(DateOrder.CannotBeTold, network.Compare(Start("a"), Start("b")));
    }

    [Fact]
    public void Statements_that_contradict_each_other_tell_nothing_but_are_named()
    {
        var network = new DateNetwork();
        var (a, b, said, again) = (Start("a"), Start("b"), EntryKey.Parse("said"), EntryKey.Parse("again"));
        network.Constrain(a, b, 3, 3, said);
        network.Constrain(b, Start("c"), 1, 1, EntryKey.Parse("innocent"));
        network.Constrain(a, b, 5, 5, again);
        Assert.Equal(DateOrder.CannotBeTold, network.Compare(a, b));
        Assert.Equal([again, said], network.Contradiction);
    }

    [Fact]
    public void What_is_less_than_a_length_and_no_less_than_it_contradicts_itself()
    {
        // 3 years are less than 3.5; at least 42 months are not.
        var network = Notes.Network([
            Note("a", "{}"),
            """
            {"key":"b","kind":"note","text":"x","occurred":{"offset":"P3Y","after":"a"},
             "alsoStated":[{"atLeast":"P42M","after":"a"}]}
            """]);
        Assert.Equal([EntryKey.Parse("b")], network.Contradiction);
    }

    [Fact]
    public void Exact_days_are_told_whatever_else_contradicts()
    {
        var network = new DateNetwork();
        network.Fix(Start("a"), new NodaTime.LocalDate(2019, 5, 20), EntryKey.Parse("a"));
        network.Fix(Start("b"), new NodaTime.LocalDate(2019, 5, 21), EntryKey.Parse("b"));
        network.Fix(Start("b"), new NodaTime.LocalDate(2019, 5, 22), EntryKey.Parse("c"));
        Assert.Equal(DateOrder.Before, network.Compare(Start("a"), Start("b")));
        Assert.Equal([EntryKey.Parse("b"), EntryKey.Parse("c")], network.Contradiction);
    }

    [Fact]
    public void An_exact_length_is_counted_by_the_calendar_from_a_day_and_else_from_shortest_to_longest()
    {
        var network = Network(
            Note("a", "\"2019-01-01\""), Note("b", """{"offset":"P1Y1D","after":"a"}"""),
            Note("x", "{}"), Note("y", """{"offset":"P1Y1D","after":"x"}"""));
        Assert.Equal(new DayBounds(366, true, 366, true), network.Difference(Start("a"), Start("b")));
        Assert.Equal(new DayBounds(366, true, 367, true), network.Difference(Start("x"), Start("y")));
    }

    [Theory]
    [InlineData("P3Y", "3 years")]
    [InlineData("P1Y", "1 year")]
    [InlineData("P1Y6M", "1 year 6 months")]
    [InlineData("P18D", "18 days")]
    [InlineData("P6.5Y", "6.5 years")]
    public void A_length_of_time_is_said_in_words(string iso, string words) =>
        Assert.Equal(words, LengthOfTime.Parse(iso).InWords());

    [Theory]
    [InlineData("P")]
    [InlineData("3Y")]
    [InlineData("PT5H")]
    [InlineData("P1.5Y6M")]
    [InlineData("P-3Y")]
    [InlineData("P03Y")]
    [InlineData("p3y")]
    public void Not_a_length_of_time(string text) => Assert.False(LengthOfTime.TryParse(text, out _));

    [Theory]
    [InlineData("2023-02-30")]
    [InlineData("2023-2-3")]
    [InlineData("2023-13")]
    [InlineData("23")]
    [InlineData("1599")]
    [InlineData("2023-02-28T24:00")]
    [InlineData("2023-02T10:00")]
    public void Not_a_date_of_the_calendar(string text) => Assert.False(CalendarDate.TryParse(text, out _));

    [Theory]
    [InlineData("2024-02-29")]
    [InlineData("2024-02-29T08:05")]
    [InlineData("2024-02")]
    [InlineData("2024")]
    public void A_date_is_kept_as_it_was_stated(string text) => Assert.Equal(text, CalendarDate.Parse(text).ToString());
}
