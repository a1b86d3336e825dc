using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>What one study showed of the lesions in question.</summary>
/// <param name="Study">The study.</param>
/// <param name="Day">Of the study, as a number; null where it is not certain.</param>
/// <param name="Readings">Its readings, in the order of the course.</param>
/// <param name="Sizes">One for each lesion that has one; of two readings the later.</param>
/// <param name="Present">Lesions and groups that were seen, by their names.</param>
sealed record RecistAssessment(
    EntryKey Study, int? Day, Items<EntryKey> Readings, Items<RecistSize> Sizes, Items<EntryKey> Present)
{
    public DatePoint Moment => DatePoint.StartOf(Study);

    /// <summary>
    /// Studies on which lesions in question are named, by techniques that RECIST measures on, in the order of the
    /// course.
    /// </summary>
    /// <param name="course">The course.</param>
    /// <param name="foci">Its lesions.</param>
    /// <param name="concerns">Which lesions and groups are in question.</param>
    public static List<RecistAssessment> In(Course course, Foci foci, Func<EntryKey, bool> concerns) =>
    [
        .. course.Once<IReadOnlyList<RecistAssessment>>(_ => OfAll(course, foci))
            .Select(each => each with
            {
                Sizes = [.. each.Sizes.Where(size => concerns(size.Lesion))],
                Present = [.. each.Present.Where(concerns)],
            })
            .Where(each => each.Present.Count > 0 || each.Sizes.Count > 0),
    ];

    static List<RecistAssessment> OfAll(Course course, Foci foci) =>
    [
        .. course.All<ImagingReading>()
            .Where(each => course.Find(each.Content.Study)?.Content is ImagingStudy study
                && IsMeasuredOn(study.Modality))
            .GroupBy(each => each.Content.Study)
            .Select(study => Of(foci, (study.Key, course.DayOf(study.Key)), [.. study])),
    ];

    static RecistAssessment Of(Foci foci, (EntryKey Key, int? Day) study, List<Stated<ImagingReading>> readings)
    {
        var seen = (
            from reading in readings
            from lesion in reading.Content.Lesions
            where lesion.Lesion is not null
            select (reading.Key, Lesion: lesion)).ToList();
        return new RecistAssessment(
            study.Key, study.Day, [.. readings.Select(each => each.Key)],
            [.. seen.Select(each => RecistSize.Of(foci, each.Key, each.Lesion)).OfType<RecistSize>()
                .GroupBy(size => size.Lesion).Select(sizes => sizes.Last())],
            [.. seen.Where(each => each.Lesion.Presence is Presence.Present)
                .Select(each => foci.NameOf(each.Lesion.Lesion!.Value)).Distinct()]);
    }

    static bool IsMeasuredOn(Modality modality) =>
        modality is Modality.Ct or Modality.Mri or Modality.PetCt or Modality.Radiography or Modality.NotStated;
}
