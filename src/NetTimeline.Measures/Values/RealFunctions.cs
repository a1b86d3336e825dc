namespace NetTimeline.Measures.Values;

/// <summary>
/// Functions that decimals do not have, by way of doubles: right to about fifteen digits. What outgrows a decimal
/// throws <see cref="OverflowException"/>, as does what is not a number.
/// </summary>
static class RealFunctions
{
    public static decimal Ln(decimal number) => (decimal)Math.Log((double)number);

    public static decimal Log10(decimal number) => (decimal)Math.Log10((double)number);

    public static decimal Exp(decimal number) => (decimal)Math.Exp((double)number);

    public static decimal Power(decimal number, decimal exponent) =>
        (decimal)Math.Pow((double)number, (double)exponent);
}
