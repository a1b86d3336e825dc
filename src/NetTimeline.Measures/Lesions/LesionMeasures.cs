using NetTimeline.Domain;

namespace NetTimeline.Measures.Lesions;

/// <summary>Measures of this group that are computed in code.</summary>
static class LesionMeasures
{
    public static Items<Measure> All { get; } =
    [
        .. LesionStateMeasure.All, .. FociCounts.All, .. ConcordanceMeasures.All, .. LiverBurdenMeasures.All,
        .. GrowthMeasures.All, .. RecistMeasures.All,
    ];
}
