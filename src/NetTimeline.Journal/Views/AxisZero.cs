using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>What the days of a course are counted from.</summary>
/// <param name="Kind">The calendar, birth or an entry.</param>
/// <param name="Entry">Which entry; null otherwise.</param>
public sealed record AxisZero(AxisZeroKind Kind, EntryKey? Entry)
{
    static readonly decimal FirstOf1970 = DateNetwork.Number(new LocalDate(1970, 1, 1));

    /// <summary><c>calendar</c>, <c>birth</c> or <c>entry:KEY</c>; null where it is none of them.</summary>
    public static AxisZero? TryParse(string text) => text switch
    {
        "calendar" => new(AxisZeroKind.Calendar, null),
        "birth" => new(AxisZeroKind.Birth, null),
        ['e', 'n', 't', 'r', 'y', ':', .. var name] when EntryKey.TryParse(name, out var key) =>
            new(AxisZeroKind.Entry, key),
        _ => null,
    };

    /// <summary>
    /// The calendar where any date is of the calendar; else the entry that the longest length is counted from, first
    /// in the course of several. Null where nothing is counted from anything: then only an order is told.
    /// </summary>
    public static AxisZero? Of(Timeline timeline)
    {
        var dates = timeline.Entries.SelectMany(shown => Stated(shown.Entry)).ToList();
        if (dates.Exists(date => date is ClinicalDate.On or ClinicalDate.Between))
        {
            return new(AxisZeroKind.Calendar, null);
        }

        var longest = dates.Select(CountedFrom).OfType<(EntryKey Key, decimal Days)>()
            .GroupBy(each => each.Key, each => each.Days).ToDictionary(each => each.Key, each => each.Max());
        return timeline.Entries.Select(shown => shown.Entry.Key).Where(longest.ContainsKey)
            .Select(key => (EntryKey?)key).MaxBy(key => longest[key!.Value]) is { } entry
            ? new(AxisZeroKind.Entry, entry)
            : null;
    }

    /// <summary>
    /// How many days after it a point was, nominal ones but on the calendar, where day 0 is 1 January 1970. Null where
    /// nothing is told.
    /// </summary>
    public DayBoundsView? DaysTo(DatePoint point, DateNetwork dates)
    {
        var bounds = Kind switch
        {
            AxisZeroKind.Calendar => OnTheCalendar(dates.Days(point)),
            AxisZeroKind.Birth => dates.Difference(DatePoint.Birth, point),
            _ => dates.Difference(DatePoint.StartOf(Entry!.Value), point),
        };
        return bounds is { Low: null, High: null } ? null : DayBoundsView.Of(bounds);
    }

    static DayBounds OnTheCalendar((LocalDate? First, LocalDate? Last) days) =>
        new(Day(days.First), days.First is not null, Day(days.Last), days.Last is not null);

    static decimal? Day(LocalDate? day) => day is { } some ? DateNetwork.Number(some) - FirstOf1970 : null;

    static IEnumerable<ClinicalDate> Stated(Entry entry) =>
        new[] { entry.Occurred, entry.Ended, entry.Known }.OfType<StatedDate>().Concat(entry.AlsoStated)
            .Where(stated => !stated.Disputed).Select(stated => stated.Date);

    static (EntryKey Key, decimal Days)? CountedFrom(ClinicalDate date) => date switch
    {
        ClinicalDate.Offset offset => (offset.From.Entry, offset.Length.NominalDays),
        ClinicalDate.PostoperativeDay day => (day.Of, day.Day),
        _ => null,
    };
}

/// <summary>Kinds of zero.</summary>
public enum AxisZeroKind
{
    Calendar,
    Birth,
    Entry,
}
