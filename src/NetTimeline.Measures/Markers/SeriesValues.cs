using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Markers;

/// <summary>Every laboratory value as it was reported, in its series.</summary>
static class SeriesValues
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "marker-series", 1, "Laboratory values as series", MeasureGroup.Markers, Per.Entry, null,
            "One value for each laboratory entry, in its own unit; its series is the test with its specimen and assay. "
            + "Reported numbers are taken as exact. A number with a comparator is an interval that begins at zero. "
            + "Words stay words, and a course without a value stays a course. Dates play no part but for the order.",
            [new Citation("Own definition", null)]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition) =>
        MarkerSeries.All(course).SelectMany(series => series.Values.Select(value => Of(definition, series, value)));

    static MeasureValue Of(MeasureDefinition definition, MarkerSeries series, MarkerValue value)
    {
        var instance = Instance.Named(series.Name, value.Key);
        var remarks = Remarks(value.Said).ToArray();
        Items<Evidence> evidence =
        [
            value.As(EvidenceRole.Value),
            .. value.Again.Select(key => new Evidence(key, EvidenceRole.NotUsed, "the same value from another source")),
        ];
        return value.Bounds is { } bounds
            ? definition.Number(instance, bounds, value.Quantity.Point(), evidence, remarks) with
            {
                Unit = value.Unit,
            }
            : definition.Category(instance, [value.Text], evidence, remarks);
    }

    static IEnumerable<string> Remarks(LaboratoryValue value)
    {
        yield return value.Assay is null ? "Assay not stated." : $"Assay: {value.Assay}.";
        yield return value.Reference is null ? "Reference range not stated." : $"Reference range: {value.Reference}.";
        if (value.Flag is { } flag)
        {
            yield return $"Flagged by the laboratory: {flag}.";
        }
    }
}
