using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Readings;

/// <summary>
/// Which statements belong to one work-up, so that one formula may take them together: those that are certainly no more
/// than <see cref="DaysMax"/> days apart, and those told by one and the same offset ("one year after the operation").
/// </summary>
static class WorkUp
{
    public const int DaysMax = 7;

    public static Likelihood Together(Course course, Entry a, Entry b)
    {
        var apart = course.Dates.Difference(DatePoint.StartOf(a.Key), DatePoint.StartOf(b.Key));
        return a.Key == b.Key || apart is { Low: >= -DaysMax, High: <= DaysMax } || AreToldTogether(a, b)
            ? Likelihood.Yes
            : apart.Low > DaysMax || apart.High < -DaysMax ? Likelihood.No
            : Likelihood.Maybe;
    }

    static bool AreToldTogether(Entry a, Entry b) =>
        a.Occurred is { Disputed: false, Date: ClinicalDate.Offset one }
        && b.Occurred is { Disputed: false, Date: ClinicalDate.Offset other } && one == other;
}
