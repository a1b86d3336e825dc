using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>A lesion or group that a reading calls present.</summary>
/// <param name="Focus">By its one name.</param>
/// <param name="Reading">The reading.</param>
/// <param name="Study">Its study.</param>
/// <param name="Modality">The technique of the study.</param>
readonly record struct Seen(EntryKey Focus, EntryKey Reading, EntryKey Study, Modality Modality)
{
    public static IEnumerable<Seen> On(Course course, Foci foci) =>
        from reading in course.All<ImagingReading>()
        let study = course.Find(reading.Content.Study)?.Content as ImagingStudy
        where study is not null
        from lesion in reading.Content.Lesions
        where lesion.Lesion is not null && lesion.Presence is Presence.Present
        select new Seen(foci.NameOf(lesion.Lesion!.Value), reading.Key, reading.Content.Study, study!.Modality);
}
