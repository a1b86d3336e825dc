using NetTimeline.Domain.Dates;
using NodaTime;
using Xunit;
using static NetTimeline.UnitTests.Dates.Notes;

namespace NetTimeline.UnitTests.Dates;

public sealed class LengthsOutTests
{
    static readonly DateNetwork HalfYears = Network([
        Note("op", "{}"), Note("ct", """{"offset":"P6.5Y","plusMinus":"P3M","after":"op"}""")]);

    [Fact]
    public void Stated_years_come_out_as_stated_years() => Assert.Equal(
        new LengthBounds(6.25m, true, 6.75m, false, LengthUnit.Years, false),
        HalfYears.DifferenceIn(Start("op"), Start("ct"), LengthUnit.Years));

    [Fact]
    public void Stated_years_come_out_in_months_too() => Assert.Equal(
        new LengthBounds(75, true, 81, false, LengthUnit.Months, false),
        HalfYears.DifferenceIn(Start("op"), Start("ct"), LengthUnit.Months));

    [Fact]
    public void In_days_stated_years_are_widened_by_what_the_calendar_leaves_open() => Assert.Equal(
        new LengthBounds(2280, true, 2468, false, LengthUnit.Days, true),
        HalfYears.DifferenceIn(Start("op"), Start("ct"), LengthUnit.Days));

    [Fact]
    public void The_other_way_round_the_widened_bounds_are_the_same() => Assert.Equal(
        new LengthBounds(-2468, false, -2280, true, LengthUnit.Days, true),
        HalfYears.DifferenceIn(Start("ct"), Start("op"), LengthUnit.Days));

    /// <summary>"6.25 years" is 2280 days from February 2017 and 2284 from July 2015.</summary>
    [Fact]
    public void Six_and_a_quarter_years_are_2280_to_2284_days()
    {
        var network = Network([
            Note("op", "{}"), Note("ct", """{"offset":"P6.25Y","plusMinus":"P0D","after":"op"}""")]);
        Assert.Equal(
            new LengthBounds(2280, true, 2284, true, LengthUnit.Days, true),
            network.DifferenceIn(Start("op"), Start("ct"), LengthUnit.Days));
    }

    [Fact]
    public void What_was_stated_in_days_is_not_widened()
    {
        var network = Network([Note("op", "{}"), Note("ct", """{"offset":"P21D","after":"op"}""")]);
        Assert.Equal(
            new LengthBounds(3, true, 3, true, LengthUnit.Weeks, false),
            network.DifferenceIn(Start("op"), Start("ct"), LengthUnit.Weeks));
    }

    [Fact]
    public void Years_taken_away_again_are_widened_both_times()
    {
        // 2 to 4 years, then back by 0.5 to 1.5: in days between the shortest of the one and the longest of the other.
        var network = Network([
            Note("op", "{}"), Note("x", """{"offset":"P3Y","plusMinus":"P1Y","after":"op"}"""),
            Note("y", """{"offset":"P1Y","before":"x"}""")]);
        Assert.Equal(
            new LengthBounds(730 - 550, false, 1461 - 181, false, LengthUnit.Days, true),
            network.DifferenceIn(Start("op"), Start("y"), LengthUnit.Days));
    }

    /// <summary>Eighteen months in a row are at most 550 days; so are each of two rows that lie apart.</summary>
    [Fact]
    public void Days_between_two_lengths_in_months_let_each_of_them_be_the_longest()
    {
        var network = Network([
            Note("op", "{}"), Note("x", """{"offset":"P1Y","after":"op"}"""),
            Note("y", """{"offset":"P1000D","after":"x"}"""), Note("z", """{"offset":"P1Y","after":"y"}""")]);
        Assert.Equal(
            new LengthBounds(181 + 1000 + 181, true, 550 + 1000 + 550, false, LengthUnit.Days, true),
            network.DifferenceIn(Start("op"), Start("z"), LengthUnit.Days));
    }

    [Fact]
    public void Between_two_days_of_the_calendar_anniversaries_are_counted()
    {
        var network = Network([Note("a", "\"2016-03-01\""), Note("b", "\"2020-03-01\"")]);
        Assert.Equal(
            new LengthBounds(4, true, 4, true, LengthUnit.Years, false),
            network.DifferenceIn(Start("a"), Start("b"), LengthUnit.Years));
        Assert.Equal(1461, network.DifferenceIn(Start("a"), Start("b"), LengthUnit.Days).Low);
        Assert.Equal(-48, network.DifferenceIn(Start("b"), Start("a"), LengthUnit.Months).Low);
    }

    [Fact]
    public void A_day_of_the_calendar_that_follows_is_as_good_as_one_that_was_stated()
    {
        var network = Network([
            Note("a", "\"2016-03-01\""), Note("b", """{"offset":"P8D","after":"a"}"""), Note("c", "\"2020-03-09\"")]);
        Assert.Equal(
            new LengthBounds(4, true, 4, true, LengthUnit.Years, false),
            network.DifferenceIn(Start("b"), Start("c"), LengthUnit.Years));
    }

    [Fact]
    public void On_the_calendar_a_point_has_a_first_and_a_last_day()
    {
        // Half a year after 2019-01-01 at the least, less than one and a half: 181 days, and less than 550.
        var network = Network([
            Note("a", "\"2019-01-01\""), Note("b", """{"offset":"P1Y","after":"a"}"""), Note("c", "{}"),
            Note("d", """{"atLeast":"P9999Y","after":"a"}""")]);
        Assert.Equal((new LocalDate(2019, 7, 1), new LocalDate(2020, 7, 3)), network.Days(Start("b")));
        Assert.Equal((new LocalDate(2019, 1, 1), new LocalDate(2019, 1, 1)), network.Days(Start("a")));
        Assert.Equal((null, null), network.Days(Start("c")));
        Assert.Equal((null, null), network.Days(Start("d")));
    }

    [Theory]
    [InlineData("2019-05-20", "2019-05-20", "0")]
    [InlineData("2019-05-20", "2020-05-20", "1")]
    [InlineData("2019-01-01", "2019-03-15", "0.2")] // 73 of 365 days
    [InlineData("2020-01-01", "2020-07-02", "0.5")] // 183 of 366 days
    [InlineData("2020-07-02", "2020-01-01", "-0.5")]
    [InlineData("2016-02-29", "2017-02-28", "1")]
    [InlineData("2019-12-31", "2021-12-30", "1.9972602739726027397260273973")]
    public void Of_the_running_year_the_part_that_has_passed_counts(string from, string to, string years) =>
        Assert.Equal(decimal.Parse(years, System.Globalization.CultureInfo.InvariantCulture),
            LengthsOut.Between(Day(from), Day(to), LengthUnit.Years));

    [Theory]
    [InlineData("2019-01-31", "2019-02-28", "1")]
    [InlineData("2019-01-31", "2019-03-31", "2")]
    [InlineData("2019-04-01", "2019-04-16", "0.5")]
    [InlineData("2019-05-20", "2019-04-20", "-1")]
    public void Of_the_running_month_too(string from, string to, string months) =>
        Assert.Equal(decimal.Parse(months, System.Globalization.CultureInfo.InvariantCulture),
            LengthsOut.Between(Day(from), Day(to), LengthUnit.Months));

    /// <summary>The survival months of SEER are 365.24 / 12 days: 616 days are 20 of them and a part.</summary>
    [Fact]
    public void A_year_of_another_length_is_taken_by_its_name()
    {
        var months = LengthsOut.Nominal(new DayBounds(616, true, 616, true), LengthUnit.Months, YearLength.Seer);
        Assert.Equal(20, decimal.Floor(months.Low!.Value));
        Assert.Equal(2, LengthsOut.Nominal(
            new DayBounds(null, false, 730.5m, true), LengthUnit.Years, YearLength.Julian).High);
    }

    static LocalDate Day(string text) => CalendarDate.Parse(text).First;
}
