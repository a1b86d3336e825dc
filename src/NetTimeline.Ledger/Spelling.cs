using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace NetTimeline.Ledger;

/// <summary>What is hashed or signed as text has one spelling; the others that decoders forgive are refused.</summary>
static class Spelling
{
    /// <summary>Decimal digits without leading zeros, up to 2⁶³ − 1.</summary>
    public static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && NumberOf(number) == text;

    public static string NumberOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Base64 with padding and without white space, the bits behind the last byte being zero.</summary>
    public static bool TryReadBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var room = new byte[text.Length];
        bytes = Convert.TryFromBase64String(text, room, out var length) ? room[..length] : null;
        if (bytes is null || Convert.ToBase64String(bytes) != text)
        {
            bytes = null;
        }

        return bytes is not null;
    }

    public static bool TryReadHash(string text, out Hash hash)
    {
        hash = default;
        return TryReadBase64(text, out var bytes) && Hash.TryRead(bytes, out hash);
    }

    /// <summary>Not empty, neither white space nor a plus: what a name in a note's signature may be.</summary>
    public static bool IsKeyName(string text) =>
        text.Length > 0 && !text.Any(character => character == '+' || char.IsWhiteSpace(character));
}
