namespace NetTimeline.Ledger.Json;

/// <summary>
/// Which numbers can be kept exactly as stated, by a database's numeric and a decimal alike.
/// </summary>
static class JsonNumber
{
    /// <summary>The faults of a well-formed JSON number.</summary>
    public static IEnumerable<string> Faults(ReadOnlySpan<byte> number)
    {
        if (number.ContainsAny("eE"u8))
        {
            return ["The number has an exponent; write it in plain decimal digits."];
        }

        var digits = number.TrimStart((byte)'-');
        var point = digits.IndexOf((byte)'.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var firstStated = digits.IndexOfAnyInRange((byte)'1', (byte)'9');
        var stated = firstStated < 0 ? 0 : digits.Length - firstStated - (firstStated < point ? 1 : 0);
        if (firstStated >= 0 && stated <= CanonicalJson.DigitsMax && decimals <= CanonicalJson.DigitsMax)
        {
            return [];
        }

        return Faults(isNegativeZero: firstStated < 0 && digits.Length < number.Length, stated, decimals);
    }

    static IEnumerable<string> Faults(bool isNegativeZero, int stated, int decimals)
    {
        if (isNegativeZero)
        {
            yield return "The number is a negative zero; write it without the sign.";
        }

        if (stated > CanonicalJson.DigitsMax)
        {
            yield return $"The number has more than {CanonicalJson.DigitsMax} significant digits.";
        }

        if (decimals > CanonicalJson.DigitsMax)
        {
            yield return $"The number has more than {CanonicalJson.DigitsMax} digits after the point.";
        }
    }
}
