namespace NetTimeline.Domain.Values;

/// <summary>
/// A count with its bounds, both included; null above means open: "multiple" is at least 2 and nothing more.
/// </summary>
public readonly record struct Count(int AtLeast, int? AtMost)
{
    public static Count Zero => new(0, 0);

    public static Count One => new(1, 1);

    public static Count Exactly(int number) => new(number, number);

    public bool IsExact => AtLeast == AtMost;

    /// <summary>Bounds that outgrow an int stay true: the lower one stops there, the upper one is open.</summary>
    public static Count operator +(Count a, Count b)
    {
        var (least, most) = ((long)a.AtLeast + b.AtLeast, (long?)a.AtMost + b.AtMost);
        return new((int)Math.Min(least, int.MaxValue), most <= int.MaxValue ? (int)most : null);
    }

    /// <summary>What is left of this when <paramref name="part"/> is taken away; never below zero.</summary>
    public Count Without(Count part) => new(
        part.AtMost is { } most ? Math.Max(0, AtLeast - most) : 0,
        AtMost is { } all ? Math.Max(0, all - part.AtLeast) : null);

    public override string ToString() => (AtLeast, AtMost) switch
    {
        var (low, high) when low == high => $"{low}",
        (0, { } high) => $"at most {high}",
        (var low, null) => $"at least {low}",
        var (low, high) => $"{low} to {high}",
    };
}
