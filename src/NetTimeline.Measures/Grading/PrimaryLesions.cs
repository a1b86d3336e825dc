using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>Which lesions of a tumour are its primary.</summary>
static class PrimaryLesions
{
    /// <summary>
    /// Called primary, or, where nobody says what sort of focus it is, in the organ in which the tumour is believed to
    /// arise.
    /// </summary>
    public static bool Are(Course course, EntryKey lesion, Tumour tumour) => course.Find(lesion)?.Content switch
    {
        Lesion { Focus: Focus.Primary } or LesionGroup { Focus: Focus.Primary } => true,
        Lesion { Focus: null } single => IsIn(single.Site, tumour),
        LesionGroup { Focus: null } group => group.Sites.All(site => IsIn(site, tumour)),
        _ => false,
    };

    static bool IsIn(Site site, Tumour tumour) =>
        tumour.PrimarySite is { } primary && site.Organ.Equals(primary.Organ, StringComparison.OrdinalIgnoreCase);
}
