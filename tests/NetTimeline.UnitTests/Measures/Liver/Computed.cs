using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Liver;

/// <summary>Values of the catalogue by the measure's name.</summary>
static class Computed
{
    public static IReadOnlyList<MeasureValue> Values(Course course, string name) =>
        Assert.Single(Catalogue.InCode, measure => measure.Definition.Name == name).Of(course);

    /// <summary>As a person reads them.</summary>
    public static IEnumerable<string> Lines(Course course, string name) =>
        Values(course, name).Select(MeasureText.Line);

    public static MeasureValue Single(Course course, string name) => Assert.Single(Values(course, name));

    public static string Line(Course course, string name) => MeasureText.Line(Single(course, name));

    /// <summary>Point and bounds, the ends to within a hundredth of a percent.</summary>
    public static void Near(MeasureValue value, double? point, double low, double high)
    {
        Close(point, value.Point);
        Close(low, value.Bounds?.Low);
        Close(high, value.Bounds?.High);
    }

    static void Close(double? expected, decimal? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } number)
        {
            Assert.Equal(number, (double)actual!.Value, Math.Abs(number) * 1e-4);
        }
    }
}
