using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>Makes measures of what was written.</summary>
public static class WrittenMeasures
{
    /// <summary>Computable like any other measure.</summary>
    /// <param name="written">Without faults, by <see cref="WrittenFaults"/>.</param>
    public static Measure Compiled(this WrittenMeasure written) => new(
        new MeasureDefinition(
            written.Name, written.Version, written.Title, written.Group, written.Per,
            Domain.Values.Words.Of(written.Unit), written.Rule, written.Citations),
        (course, definition) => SubjectsIn(course, written)
            .Select(subject => new WrittenValue(written, definition, course, subject).Value()).OfType<MeasureValue>());

    /// <summary>In the order of the course; one null for the patient.</summary>
    static IEnumerable<Entry?> SubjectsIn(Course course, WrittenMeasure written)
    {
        if (written.Per is Per.Patient)
        {
            return [null];
        }

        var all = written.Per switch
        {
            Per.Tumour => course.All<Tumour>().Select(each => each.Entry),
            Per.Lesion => course.All<Lesion>().Select(each => each.Entry),
            Per.Procedure => course.Performed.Select(each => each.Entry),
            _ => course.Entries,
        };
        return written.Subjects.Count == 0
            ? all
            : all.Where(entry => new Selection(new Scope(course, entry, null)).Matches(written.Subjects, entry)
                .Likelihood is Likelihood.Yes);
    }
}
