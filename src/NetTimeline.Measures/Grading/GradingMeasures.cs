using NetTimeline.Domain;

namespace NetTimeline.Measures.Grading;

/// <summary>Grade, functional, receptor and FDG status, and stage groups.</summary>
static class GradingMeasures
{
    public static Items<Measure> All { get; } =
    [
        HistologyGrade.Measure,
        PrimaryGrade.Measure,
        FunctionalSyndrome.Measure,
        UptakeStatus.Receptor,
        UptakeStatus.Fdg,
        StageGroup.Measure,
        SizeCategory.PancreasAjcc8,
        SizeCategory.PancreasUicc8,
    ];
}
