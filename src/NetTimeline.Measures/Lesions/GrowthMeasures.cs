using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>How fast single lesions grow, between two sizes on images.</summary>
static class GrowthMeasures
{
    const string Sizes =
        "Sizes of one lesion on two studies, of one dimension: after each other, from the first to the last, and "
        + "from the smallest before the last to the last. Reported sizes are taken as exact; words are no sizes; "
        + "other dimensions, other lesions and sizes of the specimen are not compared. Imprecise dates: bounds at "
        + "the ends of the time between the studies, the point at its middle; time open above leaves the rate open "
        + "towards zero. Years and months are those of the calendar between two days, else nominal ones (365.2425 "
        + "days and a twelfth of it). Not computable where the studies are of one day or their order cannot be "
        + "told.";

    static Citation TumourGrowthRate { get; } = new("Tumour growth rate in the CLARINET study", "PMC6332566");

    static Citation SpecificGrowthRate { get; } = new(
        "Mehrara E, et al. Specific growth rate versus doubling time. Cancer Res 2007;67:3970–3975",
        "https://doi.org/10.1158/0008-5472.CAN-06-3822");

    static Citation Own { get; } = new("own definition", null);

    public static Items<Measure> All { get; } =
    [
        Of("size-change", "Change of size of a lesion", "%", "100 · (D₂ − D₁) / D₁.", [Own], Change, withTime: false),
        Of("growth-rate", "Growth of a lesion in diameter", "mm/a", "(D₂ − D₁) / years.", [Own], Rate),
        Of(
            "tumour-growth-rate", "Tumour growth rate (TGR)", "%/mo",
            "TG = 3 · ln(D₂/D₁) / months, by V = 4πR³/3; TGR = 100 · (e^TG − 1).",
            [TumourGrowthRate], TumourGrowth),
        Of(
            "volume-doubling-time", "Volume doubling time", "mo",
            "Months · ln 2 / (3 · ln(D₂/D₁)); only of what certainly grew.", [SpecificGrowthRate],
            growth => Doubling(growth, growth.Time.Months)),
        Of(
            "volume-doubling-time.days", "Volume doubling time in days", "d",
            "Days · ln 2 / (3 · ln(D₂/D₁)); only of what certainly grew.", [SpecificGrowthRate],
            growth => Doubling(growth, growth.Time.InDays)),
        Of(
            "specific-growth-rate", "Specific growth rate (SGR)", "%/d",
            "100 · 3 · ln(D₂/D₁) / days, which is ln 2 / doubling time; zero for equal sizes, negative where it "
            + "shrinks.",
            [SpecificGrowthRate], SpecificGrowth),
    ];

    /// <summary>A number with its point, or why there is none.</summary>
    readonly record struct Found(Bounds? Bounds, decimal? Point, string? Reason)
    {
        public static Found Not(string reason) => new(null, null, reason);
    }

    static Measure Of(
        string name, string title, string unit, string formula, Items<Citation> citations,
        Func<Growth, Found> formulaOf,
        bool withTime = true) => new(
        new MeasureDefinition(name, 1, title, MeasureGroup.Lesions, Per.Lesion, unit, $"{formula} {Sizes}", citations),
        (course, definition) => Growth.In(course).Select(growth =>
        {
            var (of, evidence) = (growth.Of(), growth.Evidence(withTime));
            var found = growth.Obstacle is { } obstacle ? Found.Not(obstacle) : formulaOf(growth);
            return found.Bounds is { } bounds
                ? definition.Number(of, bounds, found.Point, evidence, Remarks(growth, unit))
                : definition.NotComputable(of, found.Reason!, evidence);
        }));

    static string[] Remarks(Growth growth, string unit) =>
        unit is "d" or "%/d" && growth.Time.IsWidened(LengthUnit.Days) ? [TimeBetween.WidenedRemark] : [];

    static Found Change(Growth growth) => new(
        GrowthRates.Change(growth.From.Size, growth.To!.Size),
        growth.To.Point is { } after && growth.From.Point is { } before ? 100 * (after - before) / before : null, null);

    static Found Rate(Growth growth) => growth.From.Dimension is Dimension.Volume
        ? Found.Not("Volumes are stated and no diameters.")
        : new Found(
            (growth.To!.Size - growth.From.Size) / growth.Time.Years,
            (growth.To.Point - growth.From.Point) / Middle(growth.Time.Years), null);

    static Found TumourGrowth(Growth growth) => new(
        GrowthRates.PercentPerMonth(growth.LogOfVolumes, growth.Time.Months),
        Pointwise(growth, growth.Time.Months, GrowthRates.PercentPerMonth), null);

    static Found SpecificGrowth(Growth growth) => new(
        GrowthRates.PercentPerDay(growth.LogOfVolumes, growth.Time.InDays),
        Pointwise(growth, growth.Time.InDays, GrowthRates.PercentPerDay), null);

    static Found Doubling(Growth growth, Bounds time) =>
        growth.LogOfVolumes is { Low: 0, High: 0 } ? Found.Not("The sizes are equal: what does not grow never doubles.")
        : growth.LogOfVolumes.IsCertainlyBelow(0) ? Found.Not("It shrinks: see the specific growth rate.")
        : !growth.LogOfVolumes.IsCertainlyAbove(0) ? Found.Not("Whether it grew cannot be told.")
        : new Found(
            GrowthRates.DoublingTime(growth.LogOfVolumes, time),
            Pointwise(growth, time, GrowthRates.DoublingTime), null);

    static decimal? Pointwise(Growth growth, Bounds time, Func<Bounds, Bounds, Bounds> formula) =>
        growth.PointLogOfVolumes is { } log && Middle(time) is { } middle
            ? formula(Bounds.Exactly(log), Bounds.Exactly(middle)).Low
            : null;

    /// <summary>Null where the time is open, or its middle is no time at all.</summary>
    static decimal? Middle(Bounds time) => time.Midpoint is > 0 and var middle ? middle : null;
}
