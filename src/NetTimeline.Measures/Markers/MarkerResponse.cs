using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Markers;

/// <summary>Whether a tumour marker fell far enough to be called a response.</summary>
static class MarkerResponse
{
    /// <param name="percent">How far it must fall, in percent of the last number before the intervention.</param>
    public static Measure WithFallOf(int percent) => new(
        new MeasureDefinition(
            $"marker-response.fall-{percent}", 1, $"Marker response: a fall of at least {percent} %",
            MeasureGroup.Markers, Per.Procedure, null,
            $"\"response\" where the nadir after an intervention is at least {percent} % below the last number before "
            + "it, else \"no response\"; both where that cannot be told. Nadir and last number as marker-nadir and "
            + "marker-change-over define them. There is no one standard of biochemical response in neuroendocrine "
            + "tumours: the threshold is a convention and part of the name.",
            [new Citation("General practice; no published standard", null)]),
        (course, definition) =>
            from series in MarkerSegments.Of(course)
            from segment in series.AfterInterventions
            select Of(course, definition, series, segment, -percent));

    static MeasureValue Of(
        Course course, MeasureDefinition definition, MarkerSegments series, MarkerSegment segment, decimal limit)
    {
        var instance = new Instance(segment.After, series.Series.Name);
        var (before, nadir) = (Baseline.Of(series, segment), Nadir.Of(series, segment));
        Items<Evidence> evidence = [.. Baseline.Used(before), .. nadir.Evidence];
        var reason = before is null ? Baseline.Missing(segment)
            : nadir.Reason ?? MarkerChange.Fault(course, before, segment.Numbers.First());
        if (reason is not null)
        {
            return definition.NotComputable(instance, reason, evidence);
        }

        var change = PercentChange.Of(before!.Bounds!.Value, nadir.Bounds!.Value);
        Items<string> possible = change.IsCertainlyAtMost(limit) ? ["response"]
            : change.IsCertainlyAbove(limit) ? ["no response"]
            : ["response", "no response"];
        return definition.Category(instance, possible, evidence, series.Series.Caveats);
    }
}
