using System.Globalization;
using NetTimeline.Domain.Dates;

namespace NetTimeline.Measures.Values;

/// <summary>
/// What is known of a number: no less than <paramref name="Low"/>, no more than <paramref name="High"/>; null is open,
/// and each bound says whether it is included. Arithmetic on bounds takes the numbers as independent of each other, so
/// that a result may be wider than what is true, never narrower.
/// </summary>
/// <remarks>
/// Decimal, so that a threshold that is met exactly is met: 12 is 20 % more than 10. What outgrows a decimal throws
/// <see cref="OverflowException"/>, which the catalogue answers with "not computable".
/// </remarks>
public readonly record struct Bounds(decimal? Low, bool LowIncluded, decimal? High, bool HighIncluded)
{
    /// <summary>Nothing is known.</summary>
    public static Bounds Open => new(null, false, null, false);

    public static Bounds Exactly(decimal number) => new(number, true, number, true);

    /// <summary>[low, high]: both ends included.</summary>
    public static Bounds Between(decimal low, decimal high) => new(low, true, high, true);

    /// <summary>[low, high): the upper end is not included, as with every rounded number and every interval of time.
    /// </summary>
    public static Bounds HalfOpen(decimal low, decimal high) => new(low, true, high, low == high);

    public static Bounds AtLeast(decimal low) => new(low, true, null, false);

    public static Bounds Above(decimal low) => new(low, false, null, false);

    public static Bounds Below(decimal high) => new(null, false, high, false);

    public static Bounds Of(LengthBounds length) =>
        new(length.Low, length.LowIncluded, length.High, length.HighIncluded);

    public bool IsExact => Low is not null && Low == High;

    public bool IsOpen => Low is null && High is null;

    /// <summary>Both ends are known.</summary>
    public bool IsFinite => Low is not null && High is not null;

    /// <summary>Halfway between the ends; null where one of them is open.</summary>
    public decimal? Midpoint => Low + ((High - Low) / 2);

    public bool IsCertainlyBelow(decimal limit) => High < limit || (High == limit && !HighIncluded);

    public bool IsCertainlyAtMost(decimal limit) => High <= limit;

    public bool IsCertainlyAbove(decimal limit) => Low > limit || (Low == limit && !LowIncluded);

    public bool IsCertainlyAtLeast(decimal limit) => Low >= limit;

    public bool Contains(decimal number) => !IsCertainlyBelow(number) && !IsCertainlyAbove(number);

    /// <summary>What both say; null where they deny each other.</summary>
    public Bounds? And(Bounds other)
    {
        var (low, lowIncluded) = Tighter((Low, LowIncluded), (other.Low, other.LowIncluded), 1);
        var (high, highIncluded) = Tighter((High, HighIncluded), (other.High, other.HighIncluded), -1);
        return low > high || (low == high && low is not null && !(lowIncluded && highIncluded))
            ? null
            : new Bounds(low, lowIncluded, high, highIncluded);
    }

    /// <summary>The narrowest bounds that hold for both.</summary>
    public Bounds Or(Bounds other)
    {
        var (low, lowIncluded) = Wider((Low, LowIncluded), (other.Low, other.LowIncluded), -1);
        var (high, highIncluded) = Wider((High, HighIncluded), (other.High, other.HighIncluded), 1);
        return new Bounds(low, lowIncluded, high, highIncluded);
    }

    /// <summary>The smaller of two numbers of which this is known.</summary>
    public static Bounds Least(Bounds a, Bounds b)
    {
        var (low, lowIncluded) = Wider((a.Low, a.LowIncluded), (b.Low, b.LowIncluded), -1);
        var (high, highIncluded) = Tighter((a.High, a.HighIncluded), (b.High, b.HighIncluded), -1);
        return new Bounds(low, lowIncluded, high, highIncluded);
    }

    /// <summary>The greater of two numbers of which this is known.</summary>
    public static Bounds Greatest(Bounds a, Bounds b) => -Least(-a, -b);

    public static Bounds operator -(Bounds a) => new(-a.High, a.HighIncluded, -a.Low, a.LowIncluded);

    public static Bounds operator +(Bounds a, Bounds b) => new(
        a.Low + b.Low, a.LowIncluded && b.LowIncluded, a.High + b.High, a.HighIncluded && b.HighIncluded);

    public static Bounds operator -(Bounds a, Bounds b) => a + -b;

    public static Bounds operator *(Bounds a, Bounds b) => BoundsProduct.Of(a, b);

    public static Bounds operator *(Bounds a, decimal factor) => a * Exactly(factor);

    /// <summary>Open where the divisor may be zero, but for an end of it.</summary>
    public static Bounds operator /(Bounds a, Bounds b) => BoundsProduct.Quotient(a, b);

    public static Bounds operator /(Bounds a, decimal divisor) => a / Exactly(divisor);

    /// <summary>
    /// The bounds of f where f never falls. The limits are what f comes near to but never is where an end is open; null
    /// where it has no bound there.
    /// </summary>
    public Bounds Rising(Func<decimal, decimal> f, decimal? limitBelow, decimal? limitAbove) => new(
        Low is { } low ? f(low) : limitBelow, LowIncluded, High is { } high ? f(high) : limitAbove, HighIncluded);

    /// <summary>The bounds of f where f never rises; the limits are those of f towards −∞ and towards +∞.</summary>
    public Bounds Falling(Func<decimal, decimal> f, decimal? limitBelow, decimal? limitAbove) => new(
        High is { } high ? f(high) : limitAbove, HighIncluded, Low is { } low ? f(low) : limitBelow, LowIncluded);

    /// <summary><c>6.5</c>, <c>[6.25, 6.75)</c>, <c>(0, 0.74]</c>, <c>≥ 6.71</c>.</summary>
    public override string ToString() => this switch
    {
        { IsExact: true } => Text(Low!.Value),
        { IsOpen: true } => "open",
        { High: null } => $"{(LowIncluded ? "≥" : ">")} {Text(Low!.Value)}",
        { Low: null } => $"{(HighIncluded ? "≤" : "<")} {Text(High!.Value)}",
        _ => $"{(LowIncluded ? "[" : "(")}{Text(Low!.Value)}, {Text(High!.Value)}{(HighIncluded ? "]" : ")")}",
    };

    internal static string Text(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    /// <param name="sign">1 where the greater end is tighter, −1 where the smaller is.</param>
    static (decimal?, bool) Tighter((decimal? Value, bool Included) a, (decimal? Value, bool Included) b, int sign) =>
        a.Value is null ? b
        : b.Value is null ? a
        : a.Value == b.Value ? (a.Value, a.Included && b.Included)
        : (a.Value - b.Value) * sign > 0 ? a : b;

    /// <param name="sign">1 where the greater end is wider, −1 where the smaller is.</param>
    static (decimal?, bool) Wider((decimal? Value, bool Included) a, (decimal? Value, bool Included) b, int sign) =>
        a.Value is null || b.Value is null ? (null, false)
        : a.Value == b.Value ? (a.Value, a.Included || b.Included)
        : (a.Value - b.Value) * sign > 0 ? a : b;
}
