using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;
using NodaTime;

namespace NetTimeline.Measures.Courses;

/// <summary>What is known of a difference between two points in time.</summary>
/// <param name="Days">In days, years and months by their nominal lengths.</param>
/// <param name="From">The day it begins, where it is known to the day.</param>
/// <param name="To">The day it ends, where it is known to the day.</param>
public readonly record struct TimeBetween(DayBounds Days, LocalDate? From, LocalDate? To)
{
    /// <summary>In nominal years of 365.2425 days.</summary>
    public Bounds Years => Bounds.Of(Days) / LengthOfTime.DaysPerYear;

    /// <summary>In nominal months, a twelfth of a nominal year.</summary>
    public Bounds Months => Bounds.Of(Days) / LengthOfTime.DaysPerMonth;

    public Bounds InDays => Bounds.Of(Days);
}
