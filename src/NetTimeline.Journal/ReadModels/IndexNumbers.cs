using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Lesions;
using NetTimeline.Measures.Values;
using NodaTime;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.ReadModels;

/// <summary>The numbers and days by which a patient is found.</summary>
static class IndexNumbers
{
    /// <summary>In the order of <see cref="IndexNumber"/>.</summary>
    public static Items<WholeBounds> Of(Course course)
    {
        var foci = FociByState.Of(course);
        return
        [
            Born(course), AgeAtDiagnosis(course), WholeBounds.Exactly(Revisions(course)),
            WholeBounds.Exactly(course.Entries.Count), Tumours(course), WholeBounds.Completed(foci.Identified),
            WholeBounds.Completed(foci.InSitu), WholeBounds.Completed(foci.Irradiated),
            WholeBounds.Completed(foci.Resected), WholeBounds.Exactly(course.All<ImagingStudy>().Count),
        ];
    }

    /// <summary>
    /// Each entry, in the order of the course, with the days between which it began; open where dates contradict each
    /// other.
    /// </summary>
    public static IReadOnlyList<(Entry Entry, DaysBetween Began)> Starts(Course course) =>
    [
        .. course.Entries.Select(entry => (entry, course.Dates.IsContradictory ? default
            : course.Dates.Days(DatePoint.StartOf(entry.Key)) is var (first, last) ? new DaysBetween(first, last)
            : default)),
    ];

    /// <summary>
    /// The days between which the first and the last entry began; what has no bound on either side is left out of it.
    /// </summary>
    public static (DaysBetween First, DaysBetween Last) Days(IReadOnlyList<(Entry Entry, DaysBetween Began)> starts)
    {
        var days = starts.Select(each => each.Began).Where(each => each is not (null, null)).ToList();
        return days.Count == 0 ? default : (
            new(Least(days.Select(each => each.From)), days.Min(each => each.To)),
            new(days.Max(each => each.From), Greatest(days.Select(each => each.To))));
    }

    static WholeBounds Born(Course course)
    {
        if (course.Patient?.BirthYear is { } year)
        {
            return WholeBounds.Exactly(year);
        }

        var (first, last) = course.Dates.IsContradictory ? default : course.Dates.Days(DatePoint.Birth);
        return new WholeBounds(first?.Year, last?.Year);
    }

    /// <summary>As the measure "age-at-diagnosis" counts, but of the first diagnosis.</summary>
    static WholeBounds AgeAtDiagnosis(Course course)
    {
        if (Occasion.First(course, course.All<Diagnosis>().Select(each => Candidate.Start(each.Key))) is not { } first)
        {
            return WholeBounds.Open;
        }

        var years = first.Candidates.Select(each => course.Between(DatePoint.Birth, each.Point).Years)
            .Aggregate(Bounds.Least);
        return WholeBounds.Completed(years.And(Bounds.AtLeast(0)) ?? years);
    }

    static int Revisions(Course course) => course.Timeline.Diagnoses.Count(held => !held.Stands)
        + course.All<Attribution>().Count(said => said.Content.Lesions.Any(lesion =>
            course.Tumours.Of(lesion).All(belonging => belonging.Attribution != said.Key)));

    static WholeBounds Tumours(Course course) => new(
        course.Tumours.All.Count(IndexTerms.IsCertain), IndexTerms.Standing(course).Count());

    /// <summary>Open where one of them is.</summary>
    static LocalDate? Least(IEnumerable<LocalDate?> days)
    {
        var all = days.ToList();
        return all.Contains(null) ? null : all.Min();
    }

    static LocalDate? Greatest(IEnumerable<LocalDate?> days)
    {
        var all = days.ToList();
        return all.Contains(null) ? null : all.Max();
    }
}
