using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// Rates from two sizes and the time between. Each input occurs once in each formula, so that bounds come from the ends
/// and are as narrow as they can be. No time is negative here.
/// </summary>
static class GrowthRates
{
    /// <summary>Of the two volumes: three times that of the diameters, as V = 4πR³/3; of volumes as they are.</summary>
    public static Bounds LogOfVolumes(Bounds before, Bounds after, Dimension dimension)
    {
        var ratio = after / before;
        var log = (ratio with { Low = ratio.Low > 0 ? ratio.Low : null }).Rising(RealFunctions.Ln, null, null);
        return dimension is Dimension.Volume ? log : log * 3;
    }

    /// <summary>In percent of the earlier size.</summary>
    public static Bounds Change(Bounds before, Bounds after) => ((after / before) - Bounds.Exactly(1)) * 100;

    /// <summary>100 · (e^TG − 1) with TG = ln(V₂/V₁) / months; nothing shrinks by more than 100 %.</summary>
    public static Bounds PercentPerMonth(Bounds logOfVolumes, Bounds months) =>
        (logOfVolumes / months).Rising(rate => 100 * (RealFunctions.Exp(rate) - 1), -100, null);

    /// <summary>ln(V₂/V₁) / days · 100.</summary>
    public static Bounds PercentPerDay(Bounds logOfVolumes, Bounds days) => logOfVolumes / days * 100;

    /// <summary>Time · ln 2 / ln(V₂/V₁): only of what certainly grew.</summary>
    public static Bounds DoublingTime(Bounds logOfVolumes, Bounds time) => time * LogOfTwo / logOfVolumes;

    static readonly decimal LogOfTwo = RealFunctions.Ln(2);
}
