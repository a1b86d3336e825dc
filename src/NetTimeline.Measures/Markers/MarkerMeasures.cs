using NetTimeline.Domain;

namespace NetTimeline.Measures.Markers;

/// <summary>Measures of this group that are computed in code.</summary>
static class MarkerMeasures
{
    public static Items<Measure> All { get; } = [];
}
