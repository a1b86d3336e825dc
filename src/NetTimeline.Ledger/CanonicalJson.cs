using System.Runtime.InteropServices;
using System.Text.Json;
using NetTimeline.Ledger.Json;

namespace NetTimeline.Ledger;

/// <summary>
/// The one spelling of a JSON text that is hashed and stored: UTF-8 without white space; members sorted by
/// the UTF-16 code units of their names and strings escaped as RFC 8785 says; numbers in plain decimal with
/// the digits as stated, so that 1.10 stays 1.10.
/// </summary>
/// <remarks>
/// The declared difference from RFC 8785 is numbers: it rounds them to what a double can hold, and a
/// reported figure must not change by being stored. What has no spelling here that a database and a decimal
/// both keep – an exponent, a negative zero, too many digits – is refused rather than altered. The
/// canonical form of a canonical form is itself.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>The most bytes the canonical form of anything that is stored may have.</summary>
    public const int BytesMax = 256 * 1024;

    /// <summary>
    /// The most bytes that are read: white space and escapes, which a canonical form is rid of, have this
    /// room.
    /// </summary>
    public const int TextBytesMax = 4 * BytesMax;

    /// <summary>The most objects and arrays within each other; a value outside of any has depth 0.</summary>
    public const int DepthMax = 32;

    /// <summary>
    /// The most digits a number may state, leading zeros apart, and the most after its point.
    /// </summary>
    public const int DigitsMax = 28;

    /// <summary>The most faults of one text that are named.</summary>
    public const int FaultsMax = 100;

    /// <summary>The canonical form of a JSON text, or every reason why it has none.</summary>
    /// <param name="utf8">The text, of at most <see cref="TextBytesMax"/>.</param>
    /// <param name="bytesMax">
    /// The most bytes the canonical form may have. More than <see cref="BytesMax"/> is for a text that holds several
    /// items, each of which is stored by itself.
    /// </param>
    public static CanonicalJsonResult Canonicalise(ReadOnlySpan<byte> utf8, int bytesMax = BytesMax)
    {
        using var canonicaliser = new Canonicaliser(bytesMax);
        return canonicaliser.Canonicalise(utf8);
    }

    /// <summary>The canonical form of JSON that we made ourselves.</summary>
    /// <exception cref="ArgumentException">
    /// It has none. For JSON of others use <see cref="Canonicalise"/>.
    /// </exception>
    public static byte[] Write(JsonElement element) => Write(JsonMarshal.GetRawUtf8Value(element));

    /// <inheritdoc cref="Write(JsonElement)"/>
    public static byte[] Write(ReadOnlySpan<byte> utf8) => Canonicalise(utf8) switch
    {
        CanonicalJsonResult.Accepted accepted => accepted.Bytes,
        CanonicalJsonResult.Refused refused => throw new ArgumentException(
            $"Not canonicalisable: {string.Join(' ', refused.Faults)}", nameof(utf8)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
