using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>The line through the logarithms of some values, told as a doubling time.</summary>
/// <param name="DoublingMonths">Its bounds; below zero where the values fall.</param>
/// <param name="PointMonths">At the midpoints of the times; null where that is no number.</param>
/// <param name="Reason">Why there is none; else null.</param>
sealed record LogFit(Bounds DoublingMonths, decimal? PointMonths, string? Reason)
{
    /// <summary>What the arithmetic of doubles may be wrong by, generously, relative to the number.</summary>
    const double Rounding = 1e-9;

    public static LogFit Of(Course course, IReadOnlyList<MarkerValue> values)
    {
        var times = values.Select(value => course.Between(values[0].Key, value.Key).InDays).ToList();
        var open = times.FindIndex(time => !time.IsFinite);
        if (open >= 0)
        {
            return Not($"The time between {values[0].Key} and {values[open].Key} has no bounds.");
        }

        if (times.Count(time => !time.IsExact) > LogSlope.ImpreciseMax)
        {
            return Not($"More than {LogSlope.ImpreciseMax} of the dates are imprecise.");
        }

        var low = times.Select(time => (double)time.Low!.Value).ToArray();
        var high = times.Select(time => (double)time.High!.Value).ToArray();
        if (low.Max() <= high.Min())
        {
            return Not("All values may be of the same day.");
        }

        var logs = values.Select(value => Math.Log((double)value.Quantity.Point()!.Value)).ToArray();
        var middle = low.Zip(high, (least, most) => (least + most) / 2).ToArray();
        var slopes = (LogSlope.Least(low, high, logs), LogSlope.Greatest(low, high, logs));
        return Fit(slopes, LogSlope.At(middle, logs), times.All(time => time.IsExact));
    }

    static LogFit Fit((double Least, double Greatest) slopes, double middle, bool isExact)
    {
        if (slopes is { Least: <= Flat, Greatest: >= -Flat })
        {
            return Not("The values may neither rise nor fall: they have no doubling time.");
        }

        var point = Months(middle);
        return isExact
            ? new LogFit(Bounds.Exactly(point), point, null)
            : new LogFit(
                Bounds.Between(Outward(slopes.Greatest, -1), Outward(slopes.Least, 1)), point, null);
    }

    /// <summary>Per day; a doubling in 200 000 years.</summary>
    const double Flat = 1e-8;

    static decimal Months(double slope) => (decimal)(Math.Log(2) / slope) / LengthOfTime.DaysPerMonth;

    static decimal Outward(double slope, int direction)
    {
        var months = Months(slope);
        return months + (direction * Math.Abs(months) * (decimal)Rounding);
    }

    static LogFit Not(string reason) => new(Bounds.Open, null, reason);
}
