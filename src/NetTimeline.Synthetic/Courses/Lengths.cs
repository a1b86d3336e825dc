using System.Globalization;

namespace NetTimeline.Synthetic.Courses;

/// <summary>
/// How people say how long something was: in the largest unit that is near enough. What is said is within half its unit
/// of the truth, with some days to spare, because months and years are reckoned by their mean length.
/// </summary>
static class Lengths
{
    static readonly (char Letter, string Word, decimal Days, int FromDays, int SlackDays)[] Units =
    [
        ('Y', "years", 365.2425m, 700, 160),
        ('M', "months", 30.436875m, 75, 13),
        ('W', "weeks", 7, 21, 2),
    ];

    /// <summary>In ISO 8601; in days, which are exact, where no rounder unit is near.</summary>
    public static string Of(int days) => Said(days).Iso;

    /// <returns>Words only where it is not exact: "about 3 years".</returns>
    public static (string Iso, string? Words) Said(int days)
    {
        foreach (var unit in Units)
        {
            var number = (int)decimal.Round(days / unit.Days);
            if (days >= unit.FromDays && Math.Abs(days - (number * unit.Days)) <= unit.SlackDays)
            {
                return (Text($"P{number}{unit.Letter}"), Text($"about {number} {unit.Word}"));
            }
        }

        return (Text($"P{days}D"), null);
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
