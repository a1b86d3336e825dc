using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>The time between two points that is asked for, or one point on the calendar.</summary>
/// <param name="Of">The later one, if they come in this order.</param>
/// <param name="From">What it is counted from; null for the calendar.</param>
/// <param name="Unit">
/// Null chooses: years where years or months were stated on the way, else days. Of no meaning on the calendar.
/// </param>
public sealed record BoundsAsked(DatePoint Of, DatePoint? From, LengthUnit? Unit);

/// <summary>How bounds are to be read.</summary>
public enum BoundsStatus
{
    /// <summary>One number, one day.</summary>
    Exact,

    /// <summary>Between two ends.</summary>
    Bounded,

    /// <summary>Nothing bounds it on one side, or on either.</summary>
    Open,

    /// <summary>The record's dates cannot all be true, so nothing is told but between days of the calendar.</summary>
    Contradicted,
}

/// <summary>
/// What the dates of a record tell of the time between two points, or of one point on the calendar. Numbers have at
/// most twelve significant digits; a bound that is left out is open, and one that is not included comes without its
/// flag.
/// </summary>
/// <param name="Patient">The registry key; left out where nothing was recorded at the instant asked about.</param>
/// <param name="Version">The version of the patient's stream at the instant asked about.</param>
/// <param name="AsOf">What was asked.</param>
/// <param name="Assumed">What the caller supposed, as it was written.</param>
/// <param name="Of">The point that is asked about.</param>
/// <param name="From">What it is counted from; left out for the calendar.</param>
/// <param name="Status">How the bounds are to be read.</param>
/// <param name="Low">No less than this; negative where it may be before.</param>
/// <param name="LowIncluded">The lower bound itself is possible.</param>
/// <param name="High">No more than this.</param>
/// <param name="HighIncluded">The upper bound itself is possible.</param>
/// <param name="Point">Halfway between the bounds.</param>
/// <param name="Unit">Of the numbers.</param>
/// <param name="Order">How the point stands to what it is counted from: it is before, or after.</param>
/// <param name="First">On the calendar: the first day it can be.</param>
/// <param name="Last">On the calendar: the last day it can be.</param>
/// <param name="Widened">
/// Years or months were stated and days are given out, so that the bounds lie further apart by what the calendar leaves
/// open.
/// </param>
/// <param name="Note">What one must know to read it.</param>
/// <param name="LowChain">The statements that bound it from below; left out where nothing does.</param>
/// <param name="HighChain">The statements that bound it from above; left out where nothing does.</param>
public sealed record BoundsView(
    RegistryKey? Patient,
    long Version,
    AsOfView AsOf,
    Items<string> Assumed,
    string Of,
    string? From,
    BoundsStatus Status,
    decimal? Low,
    bool LowIncluded,
    decimal? High,
    bool HighIncluded,
    decimal? Point,
    LengthUnit? Unit,
    DateOrder? Order,
    CalendarDate? First,
    CalendarDate? Last,
    bool Widened,
    string? Note,
    BoundChainView? LowChain,
    BoundChainView? HighChain)
{
    public static BoundsView Answering(Course course, BoundsAsked asked)
    {
        var found = BoundsFound.Of(course.Dates, asked);
        var timeline = course.Timeline;
        return new BoundsView(
            timeline.Patient?.RegistryKey, timeline.Version,
            new AsOfView(timeline.AsOf.Known?.ToString(), timeline.AsOf.Recorded),
            [.. course.Assumptions.Select(each => each.ToString())],
            asked.Of.ToString(), asked.From?.ToString(), found.Status,
            Plain(found.Length?.Low), found.Length is { LowIncluded: true },
            Plain(found.Length?.High), found.Length is { HighIncluded: true },
            Plain(found.Length?.Midpoint), found.Length?.Unit, found.Order,
            Shown(found.First), Shown(found.Last), found.Widened, found.Note,
            BoundChainView.Of(found.Why.Low), BoundChainView.Of(found.Why.High));
    }

    static decimal? Plain(decimal? number) => number is { } stated ? PlainNumber.Of(stated) : null;

    static CalendarDate? Shown(LocalDate? day) => day is { } found ? CalendarDate.OfDay(found) : null;
}
