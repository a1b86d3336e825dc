using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// Clearance K per minute and retention R15 in percent, each from the other, as if indocyanine green left the plasma
/// mono-exponentially: R15 = 100 e^(−15 K). Each falls when the other rises.
/// </summary>
static class IcgFormulas
{
    public static Amount ClearanceOf(Amount retention) => new(
        retention.Bounds.Falling(Clearance, null, null), retention.Point is { } point and > 0 ? Clearance(point)
            : null);

    public static Amount RetentionOf(Amount clearance) => new(
        clearance.Bounds.Falling(Retention, 100, 0), clearance.Point is { } point ? Retention(point) : null);

    static decimal Clearance(decimal retention) => -RealFunctions.Ln(retention / 100) / 15;

    static decimal Retention(decimal clearance) => 100 * RealFunctions.Exp(-15 * clearance);
}
