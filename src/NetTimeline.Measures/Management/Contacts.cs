using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;

namespace NetTimeline.Measures.Management;

/// <summary>Entries that show the patient alive, or dead, on the day they occurred.</summary>
static class Contacts
{
    /// <summary>
    /// Reports, opinions and notes may be written after a death and show nothing; plans show nothing either.
    /// </summary>
    public static bool ShowsAlive(Entry entry) => entry.Content switch
    {
        Procedure said => said.Standing is ProcedureStanding.Performed,
        SystemicTherapy said => said.Standing is ProcedureStanding.Performed,
        Radiotherapy said => said.Standing is ProcedureStanding.Performed,
        ImagingStudy or LaboratoryValue or Volumetry or Biopsy or Encounter or Symptom or Status => true,
        _ => false,
    };

    public static IEnumerable<Entry> In(Course course) => course.Entries.Where(ShowsAlive);

    /// <summary>
    /// The last contact or the death, of one day any one; several where their order cannot be told. Null where there is
    /// none. Entries are met from the end of the course, so that few are compared with many.
    /// </summary>
    public static Occasion? Last(Course course)
    {
        List<Entry> last = [];
        foreach (var entry in course.Entries.Where(each => ShowsAlive(each) || each.Content is Death).Reverse())
        {
            if (last.Exists(each => course.IsNotAfter(entry.Key, each.Key)))
            {
                continue;
            }

            last.RemoveAll(each => course.IsNotAfter(each.Key, entry.Key));
            last.Add(entry);
        }

        return Occasion.Last(course, last.Select(each => Candidate.Start(each.Key)));
    }
}
