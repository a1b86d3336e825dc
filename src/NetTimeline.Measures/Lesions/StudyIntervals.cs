using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>From one study to another, whichever lesion is measured on both.</summary>
/// <param name="Time">Between the studies.</param>
/// <param name="Order">Before where the same day is possible too, null where it cannot be told.</param>
/// <param name="Dating">The statements that date the studies.</param>
sealed record StudyInterval(TimeBetween Time, DateOrder? Order, Items<Evidence> Dating);

/// <summary>The intervals of a course between studies on which lesions are measured.</summary>
sealed class StudyIntervals(Course course)
{
    readonly Dictionary<(EntryKey From, EntryKey To), StudyInterval> found = [];

    public StudyInterval Between(SizeReading from, SizeReading to)
    {
        if (!found.TryGetValue((from.Reading, to.Reading), out var interval))
        {
            found[(from.Reading, to.Reading)] = interval = new StudyInterval(
                course.Between(from.Moment, to.Moment), OrderOf(from, to),
                [.. course.Dating(from.Moment, to.Moment, from.Reading, to.Reading)]);
        }

        return interval;
    }

    DateOrder? OrderOf(SizeReading from, SizeReading to) => course.Dates.Difference(from.Moment, to.Moment) switch
    {
        { Low: 0, High: 0 } => DateOrder.Same,
        { Low: >= 0 } => DateOrder.Before,
        _ => null,
    };
}
