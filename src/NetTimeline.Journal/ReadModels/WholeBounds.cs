using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.ReadModels;

/// <summary>What is known of a whole number; both ends are included, null is open.</summary>
public readonly record struct WholeBounds(int? Low, int? High)
{
    /// <summary>Nothing is known.</summary>
    public static WholeBounds Open => new(null, null);

    public static WholeBounds Exactly(int number) => new(number, number);

    /// <summary>
    /// The whole part of a number that is not negative: an age of [50.2, 52.2) years is 50 to 52 completed ones. What
    /// outgrows an int is open.
    /// </summary>
    public static WholeBounds Completed(Bounds number) => new(
        number.Low is { } low ? Whole(Math.Floor(low)) : null,
        number.High is not { } high ? null
            : number.HighIncluded ? Whole(Math.Floor(high))
            : Whole(Math.Ceiling(high) - 1));

    static int? Whole(decimal number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : null;
}
