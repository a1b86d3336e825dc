using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Survival;

/// <summary>Dates as a registry has them: a day, a month or a year, as stated and not as reckoned.</summary>
static class CalendarOf
{
    /// <summary>
    /// What the entry itself says, or the entry it is at the same time as; else the day that the network fixes. Null
    /// where it is told by a length of time, an age or an interval.
    /// </summary>
    public static CalendarDate? Entry(Course course, EntryKey key)
    {
        var seen = new HashSet<EntryKey>();
        for (var at = key; course.Find(at) is { Occurred: { Disputed: false } occurred } && seen.Add(at);)
        {
            switch (occurred.Date)
            {
                case ClinicalDate.On on:
                    return on.Date;
                case ClinicalDate.SameTimeAs same:
                    at = same.Entry;
                    break;
                default:
                    return Fixed(course, key);
            }
        }

        return Fixed(course, key);
    }

    static CalendarDate? Fixed(Course course, EntryKey key) =>
        course.Dates.FixedDay(DatePoint.StartOf(key)) is { } day ? CalendarDate.OfDay(day) : null;
}
