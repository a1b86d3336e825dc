using System.Globalization;

namespace NetTimeline.Synthetic.Courses;

/// <summary>
/// How people say how long something was: in the largest unit that is near enough. What is said is within half its unit
/// of the truth, with some days to spare, because months and years are reckoned by their mean length.
/// </summary>
static class Lengths
{
    /// <summary>In ISO 8601; in days, which are exact, where no rounder unit is near.</summary>
    public static string Of(int days) => days switch
    {
        >= 700 when Rounded(days, 365.2425m, 160) is { } years => Said(years, 'Y'),
        >= 75 when Rounded(days, 30.436875m, 13) is { } months => Said(months, 'M'),
        >= 21 and < 75 when Rounded(days, 7, 2) is { } weeks => Said(weeks, 'W'),
        _ => Said(days, 'D'),
    };

    static int? Rounded(int days, decimal unit, int slackDays)
    {
        var number = (int)decimal.Round(days / unit);
        return Math.Abs(days - (number * unit)) <= slackDays ? number : null;
    }

    static string Said(int number, char unit) => string.Create(CultureInfo.InvariantCulture, $"P{number}{unit}");
}
