using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>The unit in which a length of time is given out.</summary>
public enum LengthUnit
{
    Days,

    /// <summary>Seven days.</summary>
    Weeks,

    /// <summary>Nominal months, unless both ends are days of the calendar.</summary>
    Months,

    /// <summary>Nominal years, unless both ends are days of the calendar.</summary>
    Years,
}

/// <summary>How many days are given out as one year, by the name of the rule.</summary>
public sealed record YearLength(string Name, decimal Days)
{
    /// <summary>The network's own, in which stated years come out as stated.</summary>
    public static YearLength Gregorian { get; } = new("gregorian", LengthOfTime.DaysPerYear);

    /// <summary>365.25 days, a month 30.4375: what lubridate and admiral for R take.</summary>
    public static YearLength Julian { get; } = new("julian", 365.25m);

    /// <summary>365.24 days: what SEER's survival months take.</summary>
    public static YearLength Seer { get; } = new("seer", 365.24m);
}

/// <summary>What is known of a length of time, in a unit; null is open.</summary>
/// <param name="Low">No less than this.</param>
/// <param name="LowIncluded">The lower bound itself is possible.</param>
/// <param name="High">No more than this.</param>
/// <param name="HighIncluded">The upper bound itself is possible.</param>
/// <param name="Unit">Of both bounds.</param>
/// <param name="Widened">
/// In days or weeks: years or months were stated, and the bounds lie further apart by what the calendar leaves open.
/// </param>
public readonly record struct LengthBounds(
    decimal? Low, bool LowIncluded, decimal? High, bool HighIncluded, LengthUnit Unit, bool Widened)
{
    /// <summary>Both bounds are the same number.</summary>
    public bool IsExact => Low is { } low && low == High;

    /// <summary>The least whole number that is possible; null where it is open.</summary>
    public decimal? LeastWhole =>
        Low is not { } low ? null : LowIncluded ? decimal.Ceiling(low) : decimal.Floor(low) + 1;

    /// <summary>The greatest whole number that is possible; null where it is open.</summary>
    public decimal? MostWhole =>
        High is not { } high ? null : HighIncluded ? decimal.Floor(high) : decimal.Ceiling(high) - 1;

    /// <summary>Halfway between the bounds; null where one is open.</summary>
    public decimal? Midpoint => (Low + High) / 2;
}

/// <summary>
/// Turns days into the unit asked for. Years and months have their nominal lengths, so that 6.25 stated years come out
/// as 6.25 years; between two days of the calendar anniversaries are counted.
/// </summary>
public static class LengthsOut
{
    /// <param name="bounds">In nominal days, as <see cref="DateNetwork.Difference"/> has them.</param>
    /// <param name="unit">The unit to give out; days and weeks stay nominal here.</param>
    /// <param name="year">How long a year is; a month is a twelfth of it.</param>
    public static LengthBounds Nominal(DayBounds bounds, LengthUnit unit, YearLength year) =>
        In(bounds, unit, DaysOf(unit, year), widened: false);

    /// <summary>
    /// From one day to another: the anniversaries reached, and of the year (or month) then running the part that has
    /// passed. Negative where <paramref name="to"/> is earlier, and then counted from it.
    /// </summary>
    /// <remarks>The anniversary of 29 February is 28 February in ordinary years, that of the 31st a month's last day.
    /// </remarks>
    public static decimal Between(LocalDate from, LocalDate to, LengthUnit unit) => unit switch
    {
        LengthUnit.Days or LengthUnit.Weeks => Period.DaysBetween(from, to) / DaysOf(unit, YearLength.Gregorian),
        _ when to < from => -Between(to, from, unit),
        LengthUnit.Months => Anniversaries(from, to, 1),
        _ => Anniversaries(from, to, 12),
    };

    /// <summary>In days or weeks of the calendar.</summary>
    internal static LengthBounds InCalendarDays(DayBounds bounds, LengthUnit unit, bool widened) =>
        In(bounds, unit, DaysOf(unit, YearLength.Gregorian), widened);

    static LengthBounds In(DayBounds bounds, LengthUnit unit, decimal daysOfUnit, bool widened) => new(
        WithoutZeros(bounds.Low / daysOfUnit), bounds.LowIncluded,
        WithoutZeros(bounds.High / daysOfUnit), bounds.HighIncluded, unit, widened);

    /// <summary>A decimal keeps the zeros of what it was reckoned from: 6.250000 is to be 6.25.</summary>
    static decimal? WithoutZeros(decimal? number) => number / 1.0000000000000000000000000000m;

    static decimal DaysOf(LengthUnit unit, YearLength year) => unit switch
    {
        LengthUnit.Days => 1,
        LengthUnit.Weeks => 7,
        LengthUnit.Months => year.Days / 12,
        _ => year.Days,
    };

    static decimal Anniversaries(LocalDate from, LocalDate to, int months)
    {
        var reached = (((to.Year - from.Year) * 12) + to.Month - from.Month) / months;
        if (from.PlusMonths(reached * months) > to)
        {
            reached--;
        }

        var last = from.PlusMonths(reached * months);
        var next = from.PlusMonths((reached + 1) * months);
        return reached + ((decimal)Period.DaysBetween(last, to) / Period.DaysBetween(last, next));
    }
}
