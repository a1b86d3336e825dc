using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// A date of the Gregorian calendar no more precise than its source: a day (perhaps with the time of day), a
/// month or a year.
/// </summary>
/// <remarks>Years 1800 to 2199: anything else is a slip of the pen in a patient's history.</remarks>
public sealed partial record CalendarDate
{
    CalendarDate(int year, int? month, int? day, LocalTime? time) =>
        (Year, Month, Day, Time) = (year, month, day, time);

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    /// <summary>As stated, to the minute; kept and shown, never reckoned with.</summary>
    public LocalTime? Time { get; }

    /// <summary>The earliest day this can mean; included.</summary>
    public LocalDate First => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>The latest day this can mean; included.</summary>
    public LocalDate Last => Day is { } day
        ? new LocalDate(Year, Month!.Value, day)
        : new LocalDate(Year, Month ?? 12, 1).With(DateAdjusters.EndOfMonth);

    public static CalendarDate OfDay(LocalDate day) => new(day.Year, day.Month, day.Day, null);

    public static CalendarDate Parse(string text) =>
        TryParse(text, out var date) ? date! : throw new FormatException("Not a date of the calendar.");

    /// <summary><c>2019</c>, <c>2019-05</c>, <c>2019-05-20</c> or <c>2019-05-20T14:30</c>; nothing else.</summary>
    public static bool TryParse(string? text, out CalendarDate? date)
    {
        date = null;
        var match = Shape().Match(text ?? "");
        if (!match.Success)
        {
            return false;
        }

        var (year, month, day) = (Number(match, "y"), Number(match, "m"), Number(match, "d"));
        var time = match.Groups["h"].Success
            ? new LocalTime(Number(match, "h")!.Value, Number(match, "n")!.Value)
            : (LocalTime?)null;
        if (day > CalendarSystem.Iso.GetDaysInMonth(year!.Value, month ?? 1))
        {
            return false;
        }

        date = new CalendarDate(year.Value, month, day, time);
        return true;
    }

    public override string ToString() => (Month, Day, Time) switch
    {
        (null, _, _) => Text($"{Year:0000}"),
        (_, null, _) => Text($"{Year:0000}-{Month:00}"),
        (_, _, null) => Text($"{Year:0000}-{Month:00}-{Day:00}"),
        (_, _, { } time) => Text($"{Year:0000}-{Month:00}-{Day:00}T{time.Hour:00}:{time.Minute:00}"),
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static int? Number(Match match, string group) => match.Groups[group].Success
        ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(
        @"\A(?<y>1[89][0-9]{2}|2[01][0-9]{2})(-(?<m>0[1-9]|1[0-2])(-(?<d>0[1-9]|[12][0-9]|3[01])"
        + @"(T(?<h>[01][0-9]|2[0-3]):(?<n>[0-5][0-9]))?)?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
