using NetTimeline.Measures;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.UnitTests.Measures.Lesions;

/// <summary>Values of the catalogue as a person reads them.</summary>
static class Lines
{
    public static MeasureValue[] Values(this Course course, string measure) =>
        [.. Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course)];

    /// <summary><c>instance | status | value | unit</c>, one line for each value.</summary>
    public static string[] Of(Course course, string measure) =>
        [.. course.Values(measure).Select(value => MeasureText.Line(value)[(measure.Length + " | ".Length)..])];
}
