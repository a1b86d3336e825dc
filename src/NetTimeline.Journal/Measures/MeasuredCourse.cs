using NetTimeline.Domain;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Measures;

/// <summary>What the measures of a catalogue say of one patient.</summary>
/// <param name="Course">What they were computed from.</param>
/// <param name="Definitions">The version of the stream of own definitions.</param>
/// <param name="Measures">In the order of the catalogue; one that has nothing to say comes without values.</param>
public sealed record MeasuredCourse(Course Course, long Definitions, Items<MeasuredBy> Measures)
{
    public static MeasuredCourse Of(Course course, long definitions, IEnumerable<Measure> measures) => new(
        course, definitions,
        [.. measures.Select(measure => new MeasuredBy(measure.Definition, measure.Of(course)))]);

    /// <summary>Without those that have nothing to say.</summary>
    public MeasuredCourse Telling => this with { Measures = [.. Measures.Where(each => each.Values.Count > 0)] };
}

/// <summary>A definition and its values for one patient.</summary>
public sealed record MeasuredBy(MeasureDefinition Definition, Items<MeasureValue> Values);
