using System.Globalization;
using NodaTime;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// A date of the Gregorian calendar no more precise than its source: a day (perhaps with the time of day), a
/// month or a year.
/// </summary>
/// <remarks>Years 1800 to 2199: anything else is a slip of the pen in a patient's history.</remarks>
public sealed record CalendarDate
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
    public static bool TryParse(ReadOnlySpan<char> text, out CalendarDate? date)
    {
        date = text.Length switch
        {
            4 when YearOf(text) is { } year => new CalendarDate(year, null, null, null),
            7 when YearOf(text) is { } year && MonthOf(text) is { } month => new CalendarDate(year, month, null, null),
            10 when DayOf(text) is { } day => OfDay(day),
            16 when DayOf(text[..10]) is { } day && TimeOf(text[10..]) is { } time =>
                new CalendarDate(day.Year, day.Month, day.Day, time),
            _ => null,
        };
        return date is not null;
    }

    public override string ToString() => (Month, Day, Time) switch
    {
        (null, _, _) => Text($"{Year:0000}"),
        (_, null, _) => Text($"{Year:0000}-{Month:00}"),
        (_, _, null) => Text($"{Year:0000}-{Month:00}-{Day:00}"),
        (_, _, { } time) => Text($"{Year:0000}-{Month:00}-{Day:00}T{time.Hour:00}:{time.Minute:00}"),
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    static int? YearOf(ReadOnlySpan<char> text) => Number(text[..4], 1800, 2199);

    static int? MonthOf(ReadOnlySpan<char> text) => text[4] == '-' ? Number(text[5..7], 1, 12) : null;

    static LocalDate? DayOf(ReadOnlySpan<char> text) =>
        YearOf(text) is { } year && MonthOf(text) is { } month && text[7] == '-'
        && Number(text[8..10], 1, CalendarSystem.Iso.GetDaysInMonth(year, month)) is { } day
            ? new LocalDate(year, month, day)
            : null;

    static LocalTime? TimeOf(ReadOnlySpan<char> text) =>
        text[0] == 'T' && text[3] == ':'
        && Number(text[1..3], 0, 23) is { } hour && Number(text[4..6], 0, 59) is { } minute
            ? new LocalTime(hour, minute)
            : null;

    static int? Number(ReadOnlySpan<char> digits, int least, int most) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most
            ? number
            : null;
}
