using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using NetTimeline.Ledger;

namespace NetTimeline.Server.Http;

/// <summary>A request's body: JSON that has a canonical form, or the problem it is.</summary>
abstract record JsonBody
{
    public static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    JsonBody() { }

    /// <param name="Root">What was sent.</param>
    /// <param name="Canonical">Its one spelling: the same whatever the white space and the order of members.</param>
    public sealed record Read(JsonElement Root, ReadOnlyMemory<byte> Canonical) : JsonBody;

    public sealed record Unreadable(Problem Problem) : JsonBody;

    /// <exception cref="BadHttpRequestException">The body is too large, too slow or broken off.</exception>
    public static async Task<JsonBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!Negotiation.IsInUtf8(request, Negotiation.Json))
        {
            return new Unreadable(new Problem(
                ProblemKinds.UnsupportedMediaType, "The body must be application/json, in UTF-8 and not encoded."));
        }

        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancellation);
        return From(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    static JsonBody From(ReadOnlySpan<byte> utf8)
    {
        return CanonicalJson.Canonicalise(utf8, Limits.BodyBytesMax) switch
        {
            CanonicalJsonResult.Accepted accepted => new Read(JsonElement.Parse(accepted.Bytes), accepted.Bytes),
            _ when FaultOfSyntax(utf8) is { } sentence => new Unreadable(new Problem(ProblemKinds.NotJson, sentence)),
            CanonicalJsonResult.Refused refused => new Unreadable(Problem.From(
                ProblemKinds.Refused,
                [.. refused.Faults.Select(fault => ProblemError.InBody(fault.Pointer, fault.Sentence))])),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Says where, never what: the answer may end in a log that is not ours.</summary>
    static string? FaultOfSyntax(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "The body is empty.";
        }

        if (utf8.StartsWith("\uFEFF"u8))
        {
            return "The body begins with a byte order mark; leave it out.";
        }

        if (!Utf8.IsValid(utf8))
        {
            return "The body is not valid UTF-8.";
        }

        return EndOfSyntax(utf8) is var (line, at) ? $"This is not JSON, from line {line}, byte {at} on." : null;
    }

    /// <summary>The line and byte, both from 1, from which on a text in UTF-8 is not JSON; null where it is.</summary>
    public static (long Line, long Byte)? EndOfSyntax(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, AnyDepth);
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException malformed)
        {
            return (malformed.LineNumber!.Value + 1, malformed.BytePositionInLine!.Value + 1);
        }
    }

    /// <summary>The size of an item in its canonical form; only for elements of a body that was read here.</summary>
    public static int CanonicalBytes(JsonElement item) => JsonMarshal.GetRawUtf8Value(item).Length;
}
