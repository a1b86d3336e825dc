using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// Procedures that make the future remnant grow: closing a portal vein, by name or by a part of the procedure that was
/// done, and the first stage of ALPPS.
/// </summary>
static class HypertrophyStart
{
    public static IEnumerable<Stated<Procedure>> In(Course course) => course.Performed.Where(each =>
        Concepts.Is(each.Entry, "portal-vein-occlusion")
        || (each.Content.StageOf is { Number: 1 } && Concepts.Is(each.Entry, "alpps")));
}
