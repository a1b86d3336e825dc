using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Markers;

/// <summary>100 · (to − from) / from, of two numbers that are not negative.</summary>
static class PercentChange
{
    /// <summary>
    /// It rises with the later number and falls with the earlier one, so its bounds lie at opposite ends of them. Open
    /// above where the earlier one may be as small as zero.
    /// </summary>
    public static Bounds Of(Bounds from, Bounds to) => new(
        from.High is { } most && to.Low is { } least ? Of(most, least) : -100,
        from.High is not null && from.HighIncluded && to.LowIncluded,
        from.Low is > 0 and { } small && to.High is { } great ? Of(small, great) : null,
        from.Low is > 0 && to.High is not null && from.LowIncluded && to.HighIncluded);

    static decimal Of(decimal from, decimal to) => from == 0 ? -100 : 100 * (to - from) / from;
}
