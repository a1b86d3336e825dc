using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// How many foci of a patient were ever identified, and what has become of them at the end of the course; by the rule
/// of the measure "foci-by-state". Bounds are whole numbers, both ends included.
/// </summary>
public sealed record FociByState(Bounds Identified, Bounds InSitu, Bounds Irradiated, Bounds Resected)
{
    public static FociByState Of(Course course) => LesionStateMeasure.Foci(course);
}
