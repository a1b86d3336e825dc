using System.Globalization;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Markers;

/// <summary>Given laboratory values and interventions, what the measures of markers say.</summary>
public abstract class MarkerSpec
{
    /// <summary>A value of calcitonin in pg/mL on a day; the key says which.</summary>
    private protected static string Value(string key, string day, decimal value, string more = "") =>
        Stated(key, day, $$"""{"value":{{value.ToString(CultureInfo.InvariantCulture)}},"unit":"pg/mL"}""", more);

    private protected static string Stated(string key, string day, string value, string more = "") =>
        $$"""{"key":"{{key}}","kind":"laboratory-value","test":"calcitonin","occurred":"{{day}}","value":{{value}}{{more}}}""";

    private protected static string Operation(string key, string day) =>
        $$"""{"key":"{{key}}","kind":"procedure","name":"hepatectomy","standing":"performed","occurred":"{{day}}"}""";

    private protected static MeasureValue[] Values(string measure, Course course) =>
        [.. Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course)];

    private protected static string[] Lines(string measure, Course course) =>
        [.. Values(measure, course).Select(MeasureText.Line)];

    private protected static string Line(string measure, params string[] entries) =>
        Assert.Single(Lines(measure, Courses.Of(entries)));
}
