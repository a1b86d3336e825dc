using NetTimeline.Domain.Dates;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>What a network of dates answers to a question for bounds.</summary>
/// <param name="Length">Between two points; null on the calendar.</param>
/// <param name="Order">How the point stands to what it is counted from; null on the calendar.</param>
/// <param name="First">On the calendar: the first day it can be.</param>
/// <param name="Last">On the calendar: the last day it can be.</param>
/// <param name="Status">How it is to be read.</param>
/// <param name="Widened">The bounds are in days, and lie further apart by what the calendar leaves open.</param>
/// <param name="Note">What one must know to read it.</param>
/// <param name="Why">The statements behind it.</param>
sealed record BoundsFound(
    LengthBounds? Length,
    DateOrder? Order,
    LocalDate? First,
    LocalDate? Last,
    BoundsStatus Status,
    bool Widened,
    string? Note,
    BoundsExplained Why)
{
    const string IsWidened =
        "Years or months were stated: in days the bounds lie further apart by what the calendar leaves open.";

    public static BoundsFound Of(DateNetwork dates, BoundsAsked asked) => asked.From is { } from
        ? Between(dates, from, asked.Of, asked.Unit)
        : OnTheCalendar(dates, asked.Of);

    static BoundsFound Between(DateNetwork dates, DatePoint from, DatePoint of, LengthUnit? unit)
    {
        var why = dates.Explain(from, of);
        var length = dates.DifferenceIn(from, of, unit ?? (HasSlack(why) ? LengthUnit.Years : LengthUnit.Days));
        var status = StatusOf(dates, length.Low is not null, length.High is not null, length.IsExact);
        return new BoundsFound(
            length, dates.Compare(of, from), null, null, status, length.Widened,
            Irreconcilable(dates, status) ?? (length.Widened ? IsWidened : null), why);
    }

    static BoundsFound OnTheCalendar(DateNetwork dates, DatePoint of)
    {
        var why = dates.Explain(DatePoint.Origin, of);
        var (first, last) = dates.Days(of);
        var status = StatusOf(dates, first is not null, last is not null, first == last);
        var note = first is null && last is null ? "No calendar date is known." : HasSlack(why) ? IsWidened : null;
        return new BoundsFound(
            null, null, first, last, status, HasSlack(why), Irreconcilable(dates, status) ?? note, why);
    }

    static BoundsStatus StatusOf(DateNetwork dates, bool hasLow, bool hasHigh, bool isExact) => (hasLow, hasHigh) switch
    {
        (true, true) => isExact ? BoundsStatus.Exact : BoundsStatus.Bounded,
        _ => dates.IsContradictory ? BoundsStatus.Contradicted : BoundsStatus.Open,
    };

    static string? Irreconcilable(DateNetwork dates, BoundsStatus status) =>
        status is BoundsStatus.Contradicted ? dates.Irreconcilable!.Sentence : null;

    static bool HasSlack(BoundsExplained why) =>
        why.Low is { HasCalendarSlack: true } || why.High is { HasCalendarSlack: true };
}
