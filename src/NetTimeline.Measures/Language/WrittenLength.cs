using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NodaTime;
using NodaTime.Text;

namespace NetTimeline.Measures.Language;

/// <summary>Time between two occasions by the rules that a written measure names.</summary>
sealed class WrittenLength(WrittenMeasure written, Course course)
{
    /// <summary>Days are counted from it and back to it; any day would do.</summary>
    static readonly LocalDate SomeDay = new(2000, 1, 1);

    readonly LengthUnit unit = written.Unit switch
    {
        TimeUnit.D => LengthUnit.Days,
        TimeUnit.Wk => LengthUnit.Weeks,
        TimeUnit.Mo => LengthUnit.Months,
        _ => LengthUnit.Years,
    };

    /// <summary>Null for the calendar's own.</summary>
    readonly YearLength? year = written.Lengths switch
    {
        LengthRule.Gregorian => YearLength.Gregorian,
        LengthRule.Julian => YearLength.Julian,
        LengthRule.Seer => YearLength.Seer,
        _ => null,
    };

    public Bounds Of(Occasion from, Occasion to) =>
        year is null ? to.Since(from).In(unit) : to.Since(from, unit, year);

    /// <summary>The point estimate: halfway, or imputed where the definition imputes.</summary>
    public decimal? Point(Occasion from, Occasion to, Bounds bounds) =>
        written.Dates is not DateRule.Midpoint || bounds.IsExact ? bounds.Midpoint
        : Imputed(from) is { } first && Imputed(to) is { } last ? Completed(first, last)
        : null;

    /// <summary>What a reader must know: what was imputed, and where the calendar widened the bounds.</summary>
    public IEnumerable<string> Remarks(Occasion from, Occasion to)
    {
        if (year is null && to.Since(from).IsWidened(unit))
        {
            yield return TimeBetween.WidenedRemark;
        }

        if (written.Dates is DateRule.Midpoint && !Of(from, to).IsExact)
        {
            yield return Imputed(from) is { } first && Imputed(to) is { } last
                ? $"Imputed: from {Text(first)} to {Text(last)}, each the middle of what the dates allow."
                : "Nothing is imputed: a date is open to one side.";
        }
    }

    /// <summary>
    /// The middle of the days that it may have been, rounded down; null where they are open to one side.
    /// </summary>
    LocalDate? Imputed(Occasion occasion)
    {
        var days = occasion.Since(
            Occasion.First(course, [new Candidate(occasion.Candidates[0].Entry, DatePoint.Origin, true)])!,
            LengthUnit.Days, YearLength.Gregorian);
        return days is { Low: { } low, High: { } high }
            ? SomeDay.PlusDays((int)Math.Floor(
                ((low + (days.HighIncluded ? high : Math.Max(low, high - 1))) / 2) - DateNetwork.Number(SomeDay)))
            : null;
    }

    decimal Completed(LocalDate first, LocalDate last)
    {
        var days = new DayBounds(Period.DaysBetween(first, last), true, Period.DaysBetween(first, last), true);
        var whole = year is null
            ? LengthsOut.Between(first, last, unit)
            : LengthsOut.Nominal(days, unit, year).Low!.Value;
        return decimal.Truncate(whole);
    }

    static string Text(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
