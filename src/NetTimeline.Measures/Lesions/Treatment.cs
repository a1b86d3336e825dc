using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Lesions;

/// <summary>Something that took a lesion out or irradiated it, or may have.</summary>
/// <param name="State">What it leaves the lesion in.</param>
/// <param name="By">The procedure or radiotherapy; several where a report pools what they took.</param>
/// <param name="Certain">The record says so; else it only does not deny it.</param>
/// <param name="ToldBy">The entry that says so.</param>
/// <param name="Says">In words.</param>
sealed record Treatment(LesionState State, Items<EntryKey> By, bool Certain, EntryKey ToldBy, string Says)
{
    /// <summary>Whether it was done at or before a moment; null is the end of the course.</summary>
    public Likelihood DoneBy(Course course, DatePoint? moment)
    {
        var done = moment is { } point ? By.Select(each => Reached(course, each, point)).ToList() : [Likelihood.Yes];
        return done.All(each => each is Likelihood.No) ? Likelihood.No
            : Certain && done.All(each => each is Likelihood.Yes) ? Likelihood.Yes
            : Likelihood.Maybe;
    }

    /// <summary>Whether an entry had begun at a moment; on the same day it had.</summary>
    public static Likelihood Reached(Course course, EntryKey entry, DatePoint moment) =>
        course.Dates.Difference(DatePoint.StartOf(entry), moment) switch
        {
            { Low: >= 0 } => Likelihood.Yes,
            { IsNegative: true } => Likelihood.No,
            _ => Likelihood.Maybe,
        };
}
