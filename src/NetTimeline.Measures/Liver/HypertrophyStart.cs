using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// Procedures that make the future remnant grow: closing a portal vein, by name or by a part of the procedure that was
/// done, and the first stage of ALPPS.
/// </summary>
static class HypertrophyStart
{
    static readonly string[] Closing =
        ["ligation", "embolisation", "embolization", "occlusion", "transection", "deprivation"];

    static readonly char[] Separators = [' ', '-', ',', ';', '/', '(', ')'];

    public static IEnumerable<Stated<Procedure>> In(Course course) => course.Performed.Where(each => Is(each.Content));

    static bool Is(Procedure procedure) => IsFirstStageOfAlpps(procedure) || Parts(procedure).Any(ClosesPortalVein);

    static IEnumerable<string> Parts(Procedure procedure) => procedure.Components
        .Where(part => part.Standing is ProcedureStanding.Performed).Select(part => part.Name).Prepend(procedure.Name);

    static bool IsFirstStageOfAlpps(Procedure procedure) =>
        procedure.StageOf is { Number: 1 } && Words(procedure.Name).Contains("alpps");

    static bool ClosesPortalVein(string name)
    {
        var words = Words(name);
        return (words.Contains("portal") || words.Contains("venous")) && words.Overlaps(Closing)
            || words.Contains("pve") || words.Contains("pvl");
    }

    static HashSet<string> Words(string name) =>
        [.. name.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries)];
}
