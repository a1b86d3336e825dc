using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Readings;

/// <summary>A stated number as formulas want it: its bounds, and itself where one number is stated.</summary>
readonly record struct Amount(Bounds Bounds, decimal? Point)
{
    /// <summary>As what was rounded to its last digit; never negative. Null where there is no number.</summary>
    public static Amount? Rounded(Quantity quantity) =>
        quantity.AsRounded(0) is { } bounds ? new Amount(bounds, quantity.Point()) : null;

    /// <summary>As exactly the number stated. Null where there is no number.</summary>
    public static Amount? Exact(Quantity quantity) =>
        quantity.AsExact(0) is { } bounds ? new Amount(bounds, quantity.Point()) : null;

    public static Amount operator -(Amount a, Amount b) => new(a.Bounds - b.Bounds, a.Point - b.Point);

    public static Amount operator *(Amount a, Amount b) => new(a.Bounds * b.Bounds, a.Point * b.Point);

    public static Amount operator *(Amount a, decimal factor) => new(a.Bounds * factor, a.Point * factor);

    /// <summary>Without a point where the divisor's is zero.</summary>
    public static Amount operator /(Amount a, Amount b) =>
        new(a.Bounds / b.Bounds, b.Point == 0 ? null : a.Point / b.Point);
}
