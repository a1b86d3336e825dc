using System.Globalization;
using NetTimeline.Synthetic.Writing;
using NodaTime;

namespace NetTimeline.Synthetic.Courses;

/// <summary>
/// How a record states the days on which things were so: two thirds to the day, the rest as letters and patients say
/// it. Every statement is true of its day, so that no two deny each other.
/// </summary>
/// <param name="chance">The patient's.</param>
/// <param name="born">What ages are counted from.</param>
sealed class Dating(Chance chance, LocalDate born)
{
    /// <summary>Entries that others may be dated from.</summary>
    readonly List<(string Key, LocalDate Day)> anchors = [];

    public void MayBeCountedFrom(string key, LocalDate day) => anchors.Add((key, day));

    public static When Day(LocalDate day) => When.On(DayText(day));

    /// <summary>Some day of these; both ends are included.</summary>
    public static When Days(LocalDate from, LocalDate to) => new() { Interval = (DayText(from), DayText(to)) };

    public static When Month(LocalDate day) => When.On(MonthText(day));

    public static When Year(LocalDate day) => When.On(Text($"{day.Year:0000}"));

    /// <summary>Of something that the clinic did or saw itself.</summary>
    public When Of(LocalDate day) => chance.Weighted(70, 13, 3, 3, 9, 2) switch
    {
        0 => Day(day),
        1 => Month(day),
        2 => Year(day),
        3 => Between(day),
        4 => FromAnother(day) ?? Day(day),
        _ => AtAge(day) ?? Month(day),
    };

    /// <summary>Of something long ago, as the patient tells it.</summary>
    public When LongAgo(LocalDate day) => chance.Weighted(35, 25, 25, 15) switch
    {
        0 => Year(day),
        1 => AtAge(day) ?? Year(day),
        2 => Month(day),
        _ => Between(day),
    };

    /// <summary>So many completed years; null near a birthday, where the mean year may be a day off.</summary>
    public When? AtAge(LocalDate day)
    {
        var years = Period.Between(born, day, PeriodUnits.Years).Years;
        var since = Period.DaysBetween(born.PlusYears(years), day);
        return since is > 5 and < 355 ? new When { Age = years, Text = Text($"at the age of {years}") } : null;
    }

    /// <summary>Days after an operation as surgeons count them, else a day.</summary>
    public When AfterOperation(string procedure, LocalDate operated, LocalDate day) => chance.Percent(35)
        ? new When { Postoperative = (Period.DaysBetween(operated, day), procedure) }
        : Day(day);

    When? FromAnother(LocalDate day)
    {
        if (anchors.Count == 0)
        {
            return null;
        }

        var (key, from) = anchors[chance.Below(anchors.Count)];
        var days = Period.DaysBetween(from, day);
        if (days < 1)
        {
            return null;
        }

        var (length, words) = Lengths.Said(days);
        return new When { Offset = (length, key), Text = words is null ? null : $"{words} after" };
    }

    When Between(LocalDate day)
    {
        var (from, to) = (day.PlusDays(-chance.Between(10, 200)), day.PlusDays(chance.Between(10, 200)));
        return new When { Interval = (MonthText(from), MonthText(to)) };
    }

    static string DayText(LocalDate day) => Text($"{day.Year:0000}-{day.Month:00}-{day.Day:00}");

    static string MonthText(LocalDate day) => Text($"{day.Year:0000}-{day.Month:00}");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
