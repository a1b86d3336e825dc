using System.Globalization;
using NetTimeline.Domain.Dates;

namespace NetTimeline.Journal.Views;

/// <summary>Bounds of a difference in days. A bound that is left out is open.</summary>
/// <param name="Low">No less than this.</param>
/// <param name="LowIncluded">The lower bound itself is possible.</param>
/// <param name="High">No more than this.</param>
/// <param name="HighIncluded">The upper bound itself is possible.</param>
public sealed record DayBoundsView(decimal? Low, bool LowIncluded, decimal? High, bool HighIncluded)
{
    public static DayBoundsView Of(DayBounds bounds) => new(
        Plain(bounds.Low), bounds.LowIncluded, Plain(bounds.High), bounds.HighIncluded);

    static decimal? Plain(decimal? days) => days is { } number ? PlainNumber.Of(number) : null;
}

/// <summary>The days of the calendar on which something can have been; both are included, null is open.</summary>
/// <param name="Earliest">The first possible day.</param>
/// <param name="Latest">The last possible day.</param>
public sealed record DaysView(CalendarDate? Earliest, CalendarDate? Latest)
{
    /// <param name="bounds">From the calendar's origin; whole days, included.</param>
    public static DaysView Of(DayBounds bounds) => new(Day(bounds.Low), Day(bounds.High));

    static CalendarDate? Day(decimal? number) =>
        number is { } some && DateNetwork.Day(some) is { } day ? CalendarDate.OfDay(day) : null;
}

/// <summary>Bounds as a person would say them, in the largest unit of which there are at least two.</summary>
static class BoundsWords
{
    public static string Of(DayBounds bounds) => Of(bounds, Unit(bounds));

    public static string Of(DaysView days) => days switch
    {
        (null, null) => "at some time",
        ({ } first, null) => $"{first} or later",
        (null, { } last) => $"{last} or earlier",
        ({ } first, { } last) => first == last ? $"{first}" : $"{first} … {last}",
    };

    static string Of(DayBounds bounds, (string Name, decimal Days) unit) => bounds switch
    {
        (null, _, null, _) => "any time",
        ({ } low, var included, null, _) => $"{(included ? "at least" : "more than")} {Said(low, unit)}",
        (null, _, { } high, var included) => $"{(included ? "at most" : "less than")} {Said(high, unit)}",
        ({ } low, _, { } high, _) when low == high => Said(low, unit),
        ({ } low, _, { } high, var included) =>
            $"{Number(low, unit)} to {(included ? "" : "under ")}{Said(high, unit)}",
    };

    static (string Name, decimal Days) Unit(DayBounds bounds)
    {
        var most = Math.Max(Math.Abs(bounds.Low ?? 0), Math.Abs(bounds.High ?? 0));
        return most >= 2 * LengthOfTime.DaysPerYear ? ("year", LengthOfTime.DaysPerYear)
            : most >= 2 * LengthOfTime.DaysPerMonth ? ("month", LengthOfTime.DaysPerMonth)
            : ("day", 1);
    }

    static string Said(decimal days, (string Name, decimal Days) unit) =>
        $"{Number(days, unit)} {unit.Name}{(days == unit.Days ? "" : "s")}";

    static string Number(decimal days, (string Name, decimal Days) unit) =>
        Math.Round(days / unit.Days, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
