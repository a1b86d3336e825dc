using NetTimeline.Domain;

namespace NetTimeline.Measures.Primary;

/// <summary>Measures of this group that are computed in code.</summary>
static class PrimaryMeasures
{
    public static Items<Measure> All { get; } =
    [
        Age.Measure, .. Detectability.All, .. Synchrony.All, .. SecondPrimaries.All, .. DiagnosisRevisions.All,
        .. TimeToDiagnosis.All,
    ];
}
