using NetTimeline.Domain;

namespace NetTimeline.Measures.Survival;

/// <summary>Measures of this group that are computed in code.</summary>
static class SurvivalMeasures
{
    public static Items<Measure> All { get; } = [SeerSurvivalMeasure.Measure, .. DiseaseStateMeasures.All];
}
