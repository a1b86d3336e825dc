namespace NetTimeline.Ledger.Json;

/// <summary>
/// Compares UTF-8 texts as RFC 8785 asks: by UTF-16 code units. That is the order of bytes but for one thing:
/// characters beyond U+FFFF are surrogates in UTF-16 (D800–DFFF), so they sort before U+E000–U+FFFF.
/// </summary>
static class Utf16Order
{
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var same = a.CommonPrefixLength(b);
        return same == a.Length || same == b.Length
            ? a.Length - b.Length
            : Weight(a[same]) - Weight(b[same]);
    }

    // EE and EF begin U+E000–U+FFFF; F0–F4 begin what lies beyond. Later bytes of a character are below C0.
    static int Weight(byte first) => first is 0xEE or 0xEF ? first + 0x10 : first;
}
