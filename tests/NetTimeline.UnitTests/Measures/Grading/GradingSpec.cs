using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Grading;

/// <summary>Given tumours, lesions, pathology and stages, what grading and staging say.</summary>
public abstract class GradingSpec
{
    private protected const string Op = """{"key":"op","kind":"procedure","name":"resection","standing":"performed"}""";
    private protected const string Specimen = """{"key":"sp","kind":"specimen","takenIn":["op"],"description":"specimen"}""";

    private protected static string Lesion(string key, string organ = "pancreas", string more = "") =>
        $$"""{"key":"{{key}}","kind":"lesion","site":{"organ":"{{organ}}"}{{more}}}""";

    private protected static string Tumour(string key, string name, string organ) =>
        $$"""{"key":"{{key}}","kind":"tumour","name":"{{name}}","primarySite":{"organ":"{{organ}}"},"standing":"established"}""";

    private protected static string Attributed(string lesion, string tumour, string certainty = "confirmed") =>
        $$"""{"key":"{{lesion}}-attribution","kind":"attribution","lesions":["{{lesion}}"],"tumour":"{{tumour}}","certainty":"{{certainty}}","basis":["histology"]}""";

    /// <summary>A report on a specimen; each finding is what it says of a lesion, without the braces.</summary>
    private protected static string Report(string key, params string[] found) =>
        $$"""{"key":"{{key}}","kind":"pathology-report","specimens":["sp"],"lesions":[{{string.Join(",", found.Select(each => $"{{{each}}}"))}}]}""";

    private protected static string Percent(string text) => $$"""{"value":{{text}},"unit":"%"}""";

    private protected static MeasureValue[] Values(string measure, Course course) =>
        [.. Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course)];

    private protected static MeasureValue Value(string measure, params string[] entries) =>
        Assert.Single(Values(measure, Courses.Of(entries)));

    private protected static string[] Lines(string measure, Course course) =>
        [.. Values(measure, course).Select(MeasureText.Line)];

    /// <summary>The categories of the one value there is, or the reason why it is not computable.</summary>
    private protected static string Said(string measure, params string[] entries) =>
        MeasureText.Value(Value(measure, entries));
}
