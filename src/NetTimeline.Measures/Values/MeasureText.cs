using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Values;

/// <summary>
/// Values as a person reads them. Numbers are shown with four significant digits and rounded to the nearest, so that a
/// shown bound may lie a little inside the true one; whoever reckons on takes the numbers themselves.
/// </summary>
public static class MeasureText
{
    const int SignificantDigits = 4;

    /// <summary>
    /// <c>name | instance | status | value | unit</c>; the unit is left out where there is none, and a reason stands in
    /// the place of a value that is not computable.
    /// </summary>
    public static string Line(MeasureValue value) => string.Join(" | ", new[]
    {
        value.Measure, value.Of.ToString(), Words.Of(value.Status), Value(value), ShownUnit(value),
    }.Where(part => part is not null));

    /// <summary>The number or the categories: <c>6.5 [6.25, 6.75)</c>, <c>PR or SD</c>; the reason where there is none.
    /// </summary>
    public static string Value(MeasureValue value) => value switch
    {
        { Status: MeasureStatus.NotComputable } => value.Reason!,
        { Bounds: { IsExact: true, Low: { } number } } => Number(number),
        { Bounds: { } bounds, Point: { } point } => $"{Number(point)} {Interval(bounds)}",
        { Bounds: { } bounds } => Interval(bounds),
        _ => string.Join(" or ", value.Categories),
    };

    /// <summary><c>[6.25, 6.75)</c>, <c>≥ 6.71</c>.</summary>
    public static string Interval(Bounds bounds) => new Bounds(
        Rounded(bounds.Low), bounds.LowIncluded, Rounded(bounds.High), bounds.HighIncluded) switch
    {
        // Ends that only rounding makes alike are still two ends.
        { IsExact: true, Low: { } low } when !bounds.IsExact => $"about {Bounds.Text(low)}",
        var rounded => rounded.ToString(),
    };

    /// <summary>With four significant digits; whole numbers keep all of theirs.</summary>
    public static string Number(decimal number) => Bounds.Text(Rounded(number)!.Value);

    static string? ShownUnit(MeasureValue value) => value.Bounds is null ? null : value.Unit;

    static decimal? Rounded(decimal? number) => number is { } exact
        ? Math.Round(exact, Decimals(Math.Abs(exact)), MidpointRounding.AwayFromZero)
        : null;

    static int Decimals(decimal size)
    {
        var decimals = SignificantDigits;
        for (; size >= 1 && decimals > 0; size /= 10)
        {
            decimals--;
        }

        for (; size is > 0 and < 0.1m && decimals < 12; size *= 10)
        {
            decimals++;
        }

        return decimals;
    }
}
