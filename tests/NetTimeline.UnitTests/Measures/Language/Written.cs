using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;

namespace NetTimeline.UnitTests.Measures.Language;

/// <summary>Measures as somebody writes them.</summary>
static class Written
{
    /// <summary>From the liver resection of a tumour to the first reading that shows it in its primary organ.</summary>
    public const string HepatectomyToPrimary =
        """
        {
          "name": "hepatectomy-to-primary-detection", "version": 1, "group": "own", "per": "tumour", "unit": "a",
          "title": "From hepatectomy to detection of the primary",
          "from": {"pick": "first", "anyOf": [
            {"kinds": ["procedure"], "concept": "liver-resection", "attributedTo": "subject",
             "where": [{"path": "standing", "is": ["performed"]}]}]},
          "to": {"pick": "first", "anyOf": [
            {"kinds": ["imaging-reading"], "attributedTo": "subject", "afterStart": true, "where": [
              {"path": "lesions", "any": [
                {"path": "presence", "is": ["present"]},
                {"attributedTo": "subject"},
                {"path": "lesion.organ", "sameAs": "subject.organ"}]}]}]},
          "rule": "From the first performed liver resection to the first image that shows the primary.",
          "citations": [{"text": "own definition"}]
        }
        """;

    /// <summary>A measure "m" per tumour in years.</summary>
    /// <param name="from">A selector.</param>
    /// <param name="to">A selector.</param>
    /// <param name="further">More members, each with a comma after it.</param>
    public static string Measure(string from, string to, string further = "") =>
        $$"""
        {{{further}} "name": "m", "version": 1, "group": "own", "per": "tumour", "unit": "a", "title": "M",
         "from": {{from}}, "to": {{to}}, "rule": "As written.", "citations": [{"text": "own definition"}]}
        """;

    /// <summary>The values as lines for a person.</summary>
    public static string[] Lines(string measure, Course course) =>
        [.. Of(measure).Compiled().Of(course).Select(MeasureText.Line)];

    public static string[] Lines(string measure, params string[] entries) => Lines(measure, Courses.Of(entries));

    public static EntryKey Key(string key) => EntryKey.Parse(key);

    public static WrittenMeasure Of(string json) => Read(json) switch
    {
        Parsed<WrittenMeasure>.Understood understood => understood.Value,
        Parsed<WrittenMeasure>.Faulty faulty => throw new InvalidDataException(
            string.Join('\n', faulty.Faults.Select(fault => $"{fault.Pointer}: {fault.Sentence}"))),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static Parsed<WrittenMeasure> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return MeasureJson.Read(document.RootElement);
    }
}
