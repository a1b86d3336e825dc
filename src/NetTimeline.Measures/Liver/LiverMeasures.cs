using NetTimeline.Domain;

namespace NetTimeline.Measures.Liver;

/// <summary>Measures of this group that are computed in code.</summary>
static class LiverMeasures
{
    public static Items<Measure> All { get; } =
    [
        RemnantVolume.Share, RemnantVolume.ImpliedTotal, RemnantVolume.Volume,
        .. StandardisedRemnant.All,
        .. Hypertrophy.All,
        .. IcgClearance.All,
        .. RemnantClearance.All,
        .. RemnantClearanceCrossing.All,
        .. Albi.All,
        .. ChildPugh.All,
    ];
}
