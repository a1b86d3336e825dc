using NetTimeline.Domain;

namespace NetTimeline.Measures;

/// <summary>The measures that come with the product, in the order of their groups.</summary>
public static class Catalogue
{
    /// <summary>Those computed in code; those in the definition language are read beside them.</summary>
    public static Items<Measure> InCode { get; } =
    [
        .. Survival.SurvivalMeasures.All,
        .. Primary.PrimaryMeasures.All,
        .. Lesions.LesionMeasures.All,
        .. Markers.MarkerMeasures.All,
        .. Liver.LiverMeasures.All,
        .. Grading.GradingMeasures.All,
        .. Management.CourseMeasures.All,
    ];
}
