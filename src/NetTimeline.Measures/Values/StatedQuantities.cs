using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Values;

/// <summary>What a stated quantity says of the number behind it.</summary>
public static class StatedQuantities
{
    /// <summary>
    /// The number taken as exact; null where there is none: words, and courses without a value reached.
    /// </summary>
    /// <param name="least">
    /// The least the quantity can be: <c>&lt; 1 %</c> is [0, 1) of what cannot be negative. Null where it has none.
    /// </param>
    public static Bounds? AsExact(this Quantity quantity, decimal? least) => quantity switch
    {
        Quantity.Number number => Bounds.Exactly(number.Value),
        Quantity.Range range => Bounds.Between(range.Low, range.High),
        Quantity.Compared compared => AsCompared(compared, least),
        Quantity.Trend { Reached: { } reached } => Bounds.Exactly(reached.Value),
        _ => null,
    };

    /// <summary>
    /// As above, but a number is what was rounded to its last digit: 26 is [25.5, 26.5), 0.80 is [0.795, 0.805).
    /// Numbers with a comparator and intervals are taken as they are.
    /// </summary>
    public static Bounds? AsRounded(this Quantity quantity, decimal? least) => quantity switch
    {
        Quantity.Number number => Rounded(number.Value, least),
        Quantity.Trend { Reached: { } reached } => Rounded(reached.Value, least),
        _ => quantity.AsExact(least),
    };

    /// <summary>Null where no single number is stated.</summary>
    public static decimal? Point(this Quantity quantity) => quantity switch
    {
        Quantity.Number number => number.Value,
        Quantity.Trend { Reached: { } reached } => reached.Value,
        _ => null,
    };

    static Bounds Rounded(decimal value, decimal? least)
    {
        var half = new decimal(5, 0, 0, false, (byte)Math.Min(28, value.Scale + 1));
        var low = value - half;
        return Bounds.HalfOpen(least is { } floor && floor > low ? floor : low, value + half);
    }

    static Bounds AsCompared(Quantity.Compared compared, decimal? least) => compared.Comparator switch
    {
        Comparator.LessThan or Comparator.AtMost => Bounded(compared, least),
        Comparator.AtLeast => Bounds.AtLeast(compared.Value),
        _ => Bounds.Above(compared.Value),
    };

    /// <summary>Where the least the quantity can be leaves it no room, it is what is stated that holds.</summary>
    static Bounds Bounded(Quantity.Compared compared, decimal? least)
    {
        var below = new Bounds(null, false, compared.Value, compared.Comparator is Comparator.AtMost);
        return least is { } floor ? below.And(Bounds.AtLeast(floor)) ?? below : below;
    }
}
