using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Markers;

/// <summary>How much a tumour marker changed over an intervention.</summary>
static class MarkerChangeOver
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "marker-change-over", 1, "Change of a tumour marker over an intervention", MeasureGroup.Markers,
            Per.Procedure, "%",
            "100 · (after − before) / before, from the last number before a procedure or the start of a therapy to "
            + "the first one after it, no other intervention lying between either of them and it. A value of the day "
            + "of the intervention counts as before it. Numbers are taken as exact. Not computable where it cannot be "
            + "told on which side of the intervention a value lies and no other value serves, or where units differ.",
            [new Citation("Own definition after general practice", null)]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition) =>
        from series in MarkerSegments.Of(course)
        from segment in series.AfterInterventions
        select Of(course, definition, series, segment);

    static MeasureValue Of(
        Course course, MeasureDefinition definition, MarkerSegments series, MarkerSegment segment)
    {
        var instance = new Instance(segment.After, series.Series.Name);
        var (before, after) = (Baseline.Of(series, segment), segment.Numbers.FirstOrDefault());
        Items<Evidence> evidence =
        [
            .. segment.After.Select(key => new Evidence(key, EvidenceRole.Condition, "the intervention")),
            .. Baseline.Used(before, after),
            .. segment.Values.Where(value => !value.IsNumber).Select(value => value.NotUsed("a word and no number.")),
            .. series.Unplaced.Select(each => each.NotUsed),
        ];
        var reason = before is null ? Baseline.Missing(segment)
            : after is null ? $"No number is certainly of the time after {segment.AfterText}."
            : MarkerChange.Fault(course, before, after);
        return reason is not null
            ? definition.NotComputable(instance, reason, evidence)
            : definition.Number(
                instance, PercentChange.Of(before!.Bounds!.Value, after!.Bounds!.Value),
                MarkerChange.Point(before, after), evidence, series.Series.Caveats);
    }
}

/// <summary>What a marker was before an intervention.</summary>
static class Baseline
{
    /// <summary>The last number before a segment's intervention; null where there is none.</summary>
    public static MarkerValue? Of(MarkerSegments series, MarkerSegment segment) =>
        series.Before(segment)?.Numbers.LastOrDefault();

    public static IEnumerable<Evidence> Used(params MarkerValue?[] values) =>
        values.OfType<MarkerValue>().Select(value => value.As(EvidenceRole.Value));

    public static string Missing(MarkerSegment segment) =>
        $"No number is certainly of the time before {segment.AfterText} and after the intervention before it.";
}
