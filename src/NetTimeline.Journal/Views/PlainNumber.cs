namespace NetTimeline.Journal.Views;

/// <summary>Numbers as they are given out: no digits that only computing brought in, and all that were meant.</summary>
static class PlainNumber
{
    const int SignificantDigits = 12;

    /// <summary>To twelve significant digits, without trailing zeros: 6.2500000000000000001 is 6.25.</summary>
    /// <remarks>Rounded to the nearest, so a bound may be moved by a millionth of a millionth of itself.</remarks>
    public static decimal Of(decimal number)
    {
        if (number == 0)
        {
            return 0;
        }

        var size = (int)Math.Floor(Math.Log10((double)Math.Abs(number))) + 1;
        var decimals = SignificantDigits - size;
        var rounded = decimals >= 0
            ? decimal.Round(number, Math.Min(decimals, 28), MidpointRounding.ToEven)
            : Whole(number, -decimals);
        return WithoutTrailingZeros(rounded);
    }

    /// <summary>A number of more than twelve digits before the point keeps zeros in their place.</summary>
    static decimal Whole(decimal number, int digits)
    {
        var scale = 1m;
        for (var at = 0; at < digits; at++)
        {
            scale *= 10;
        }

        return decimal.Round(number / scale, 0, MidpointRounding.ToEven) * scale;
    }

    // Dividing by one with all its decimals is how a decimal drops the zeros it carries.
    static decimal WithoutTrailingZeros(decimal number) => number / 1.0000000000000000000000000000m;
}
