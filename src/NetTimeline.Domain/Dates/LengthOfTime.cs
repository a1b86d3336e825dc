using System.Globalization;
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
public sealed record LengthOfTime
{
    /// <summary>A year's nominal length, so that years add up as years: 365.2425 days (Gregorian mean).</summary>
    public const decimal DaysPerYear = 365.2425m;

    /// <summary>A twelfth of <see cref="DaysPerYear"/>.</summary>
    public const decimal DaysPerMonth = DaysPerYear / 12;

    readonly string iso;
    readonly Period? calendar;

    LengthOfTime(string iso, NominalLength nominal, NominalLength unit, Period? calendar) =>
        (this.iso, Nominal, Unit, this.calendar) = (iso, nominal, unit, calendar);

    /// <summary>Years and months apart from weeks and days.</summary>
    public NominalLength Nominal { get; }

    /// <summary>The smallest unit named.</summary>
    public NominalLength Unit { get; }

    /// <summary>In days, years and months by their nominal lengths.</summary>
    public decimal NominalDays => Nominal.NominalDays;

    /// <summary>The smallest unit has a fraction, which does not say how fine it is.</summary>
    public bool IsFractional => calendar is null;

    /// <summary>Days are exact; every other unit is rounded to itself.</summary>
    public bool IsExact => Unit == Day && !IsFractional;

    /// <summary>
    /// How many days it is when taken as exact: by the calendar from a given day, else, as where no calendar reaches
    /// that far, from its shortest to its longest. A fraction is taken by nominal lengths. Both bounds are included.
    /// </summary>
    /// <param name="from">The day it is counted from; null where that is not known to the day.</param>
    /// <param name="direction">After or before that day.</param>
    public (decimal Shortest, decimal Longest) Days(LocalDate? from, Direction direction)
    {
        if (calendar is null)
        {
            return (NominalDays, NominalDays);
        }

        var rest = (calendar.Weeks * 7) + calendar.Days;
        var (shortest, longest) = (
            (calendar.Years * 365m) + (calendar.Months * 28m) + rest,
            (calendar.Years * 366m) + (calendar.Months * 31m) + rest);
        var sign = direction is Direction.After ? 1 : -1;
        if (from is not { } day || DateNetwork.Day(DateNetwork.Number(day) + (sign * longest)) is null)
        {
            return (shortest, longest);
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
        var rest = text.AsSpan();
        if (!rest.StartsWith("P", StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[1..];
        var numbers = new decimal[Units.Length];
        var (smallest, fractional) = (-1, false);
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            var unit = digits < 1 ? -1 : Units.AsSpan().IndexOf(rest[digits]);
            if (unit <= smallest || fractional || !TryNumber(rest[..digits], out numbers[unit]))
            {
                return false;
            }

            (smallest, fractional) = (unit, numbers[unit] != decimal.Truncate(numbers[unit]));
            rest = rest[(digits + 1)..];
        }

        if (smallest < 0)
        {
            return false;
        }

        var nominal = new NominalLength((numbers[2] * 7) + numbers[3], (numbers[0] * 12) + numbers[1]);
        length = new LengthOfTime(text!, nominal, UnitOf[smallest], fractional ? null : Calendar(numbers));
        return true;
    }

    /// <summary>Up to 9999, without a leading zero, with up to four decimals.</summary>
    static bool TryNumber(ReadOnlySpan<char> text, out decimal number)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        number = 0;
        return whole.Length is >= 1 and <= 4 && (whole.Length == 1 || whole[0] != '0')
            && (point < 0 || text.Length - point is >= 2 and <= 5)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    static Period Calendar(decimal[] numbers) => Period.FromYears((int)numbers[0]) + Period.FromMonths((int)numbers[1])
        + Period.FromWeeks((int)numbers[2]) + Period.FromDays((int)numbers[3]);

    /// <summary>As stated: <c>P3Y</c>.</summary>
    public override string ToString() => iso;

    /// <summary>For a person: <c>3 years</c>, <c>18 days</c>.</summary>
    public string InWords()
    {
        var words = new List<string>();
        var rest = iso.AsSpan(1);
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(Digits);
            var number = rest[..digits].ToString();
            words.Add($"{number} {Words[Units.AsSpan().IndexOf(rest[digits])]}{(number == "1" ? "" : "s")}");
            rest = rest[(digits + 1)..];
        }

        return string.Join(' ', words);
    }

    const string Units = "YMWD";

    static readonly string[] Words = ["year", "month", "week", "day"];

    static readonly NominalLength Day = new(1, 0);

    static readonly NominalLength[] UnitOf = [new(0, 12), new(0, 1), new(7, 0), Day];

    static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789.");
}
