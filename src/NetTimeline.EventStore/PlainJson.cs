using System.Text.Encodings.Web;
using System.Text.Json;
using NetTimeline.Ledger;

namespace NetTimeline.EventStore;

/// <summary>Writes objects whose members come in the order of their names, and which are mostly plain ASCII.</summary>
static class PlainJson
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>
    /// Plain ASCII is canonical as it is, since members were written in order; of anything else the writer and the
    /// canonical form think differently.
    /// </summary>
    public static byte[] Canonical(ReadOnlySpan<byte> written) =>
        written.Contains((byte)'\\') || written.ContainsAnyExceptInRange((byte)' ', (byte)'~')
            ? ((CanonicalJsonResult.Accepted)CanonicalJson.Canonicalise(written)).Bytes
            : written.ToArray();

    public static void WriteUnlessNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void WriteUnlessNull(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
    }
}
