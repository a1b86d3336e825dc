using NetTimeline.Domain;

namespace NetTimeline.Measures.Grading;

/// <summary>Measures of this group that are computed in code.</summary>
static class GradingMeasures
{
    public static Items<Measure> All { get; } = [];
}
