using NetTimeline.Domain;

namespace NetTimeline.Measures.Management;

/// <summary>Measures of this group that are computed in code.</summary>
static class CourseMeasures
{
    public static Items<Measure> All { get; } =
    [
        .. StayMeasures.All,
        NinetyDayMortality.Measure,
        .. StagedOperation.All,
        Complications.Highest,
        .. OrganComplications.All,
        .. OperativeTotals.All,
        .. TherapyLines.All,
        .. NextTreatment.All,
        .. FollowUp.All,
        MinimumDataSet.Measure,
        .. KidneyFunction.All,
    ];
}
