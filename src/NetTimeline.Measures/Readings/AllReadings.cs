using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Readings;

/// <summary>
/// What a course states of analytes: laboratory values first, then observations, each in the order of the course.
/// </summary>
sealed class AllReadings(Course course)
{
    static readonly string[] Bloods = ["serum", "plasma", "blood"];

    /// <summary>With names made ready once, because every analyte is looked for among all of them.</summary>
    readonly List<(string Plain, Entry Entry, Quantity Value)> stated =
    [
        .. course.All<LaboratoryValue>().Where(each => IsOfBlood(each.Content.Specimen))
            .Select(each => (Analyte.Plain(each.Content.Test), each.Entry, each.Content.Value)),
        .. course.All<Observation>().Where(each => each.Content.Value is not null)
            .Select(each => (Analyte.Plain(each.Content.Name), each.Entry, each.Content.Value!)),
    ];

    readonly Dictionary<Analyte, Statements<Reading>> found = [];

    public Statements<Reading> Of(Analyte analyte)
    {
        if (!found.TryGetValue(analyte, out var readings))
        {
            found[analyte] = readings = new Statements<Reading>(
                course,
                stated.Where(each => analyte.IsCalled(each.Plain))
                    .Select(each => new Reading(each.Entry, analyte, each.Value)),
                each => each.Entry, analyte.Name);
        }

        return readings;
    }

    static bool IsOfBlood(string? specimen) => specimen is null
        || Bloods.Any(blood => specimen.Contains(blood, StringComparison.OrdinalIgnoreCase));
}
