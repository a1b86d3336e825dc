using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// A length of time as stated, in ISO 8601's form with calendar units only: <c>P3Y</c>, <c>P6.5Y</c>,
/// <c>P1Y6M</c>, <c>P2W</c>, <c>P18D</c>. Only the smallest unit may have a fraction.
/// </summary>
/// <remarks>
/// Equality is of what was stated: <c>P12M</c> is not <c>P1Y</c>, because the one names months and the other
/// names years.
/// </remarks>
public sealed partial record LengthOfTime
{
    /// <summary>A year's nominal length, so that years add up as years: 365.2425 days (Gregorian mean).</summary>
    public const decimal DaysPerYear = 365.2425m;

    /// <summary>A twelfth of <see cref="DaysPerYear"/>.</summary>
    public const decimal DaysPerMonth = DaysPerYear / 12;

    readonly string iso;
    readonly Period? calendar;

    LengthOfTime(string iso, decimal nominalDays, decimal unitDays, Period? calendar) =>
        (this.iso, NominalDays, UnitDays, this.calendar) = (iso, nominalDays, unitDays, calendar);

    /// <summary>In days, years and months by their nominal lengths.</summary>
    public decimal NominalDays { get; }

    /// <summary>The nominal length of the smallest unit named.</summary>
    public decimal UnitDays { get; }

    /// <summary>The smallest unit has a fraction, which does not say how fine it is.</summary>
    public bool IsFractional => calendar is null;

    /// <summary>Days are exact; every other unit is rounded to itself.</summary>
    public bool IsExact => UnitDays == 1 && !IsFractional;

    /// <summary>
    /// How many days it is when taken as exact: by the calendar from a given day, else from its shortest to its
    /// longest. A fraction is taken by nominal lengths. Both bounds are included.
    /// </summary>
    /// <param name="from">The day it is counted from; null where that is not known to the day.</param>
    /// <param name="direction">After or before that day.</param>
    public (decimal Shortest, decimal Longest) Days(LocalDate? from, Direction direction)
    {
        if (calendar is null)
        {
            return (NominalDays, NominalDays);
        }

        if (from is not { } day)
        {
            var rest = (calendar.Weeks * 7) + calendar.Days;
            return (
                (calendar.Years * 365m) + (calendar.Months * 28m) + rest,
                (calendar.Years * 366m) + (calendar.Months * 31m) + rest);
        }

        var days = direction is Direction.After
            ? Period.DaysBetween(day, day + calendar)
            : Period.DaysBetween(day - calendar, day);
        return (days, days);
    }

    public static LengthOfTime Parse(string text) =>
        TryParse(text, out var length) ? length! : throw new FormatException("Not a length of time.");

    public static bool TryParse(string? text, out LengthOfTime? length)
    {
        length = null;
        var match = Shape().Match(text ?? "");
        if (!match.Success)
        {
            return false;
        }

        var (days, unit, fractional) = (0m, 0m, false);
        var numbers = new decimal[Units.Length];
        for (var at = 0; at < Units.Length; at++)
        {
            if (!match.Groups[Units[at].Group].Success)
            {
                continue;
            }

            if (fractional)
            {
                return false;
            }

            numbers[at] = decimal.Parse(match.Groups[Units[at].Group].ValueSpan, CultureInfo.InvariantCulture);
            (days, unit) = (days + (numbers[at] * Units[at].Days), Units[at].Days);
            fractional = numbers[at] != decimal.Truncate(numbers[at]);
        }

        length = unit == 0 ? null : new LengthOfTime(text!, days, unit, fractional ? null : Calendar(numbers));
        return length is not null;
    }

    static Period Calendar(decimal[] numbers) => Period.FromYears((int)numbers[0]) + Period.FromMonths((int)numbers[1])
        + Period.FromWeeks((int)numbers[2]) + Period.FromDays((int)numbers[3]);

    /// <summary>As stated: <c>P3Y</c>.</summary>
    public override string ToString() => iso;

    /// <summary>For a person: <c>3 years</c>, <c>18 days</c>.</summary>
    public string InWords()
    {
        var match = Shape().Match(iso);
        var words = Units.Where(unit => match.Groups[unit.Group].Success)
            .Select(unit => match.Groups[unit.Group].Value is "1"
                ? $"1 {unit.Group}"
                : $"{match.Groups[unit.Group].Value} {unit.Group}s");
        return string.Join(" ", words);
    }

    static readonly (string Group, decimal Days)[] Units =
        [("year", DaysPerYear), ("month", DaysPerMonth), ("week", 7), ("day", 1)];

    const string Number = @"(?:0|[1-9][0-9]{0,3})(?:\.[0-9]{1,4})?";

    [GeneratedRegex(
        @"\AP((?<year>" + Number + ")Y)?((?<month>" + Number + ")M)?((?<week>" + Number + ")W)?((?<day>"
        + Number + @")D)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
