using System.Text.Json;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Language;

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
