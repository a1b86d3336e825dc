using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using NetTimeline.Domain;
using NetTimeline.Domain.Values;

namespace NetTimeline.Server.Http;

/// <summary>One thing that is wrong with a request. Of the three places at most one is given.</summary>
/// <param name="Pointer">JSON Pointer into the body that was sent; empty for the whole body.</param>
/// <param name="Parameter">The query parameter.</param>
/// <param name="Header">The request's header.</param>
/// <param name="Code">Stable.</param>
/// <param name="Detail">A sentence for a person.</param>
sealed record ProblemError(string? Pointer, string? Parameter, string? Header, string Code, string Detail)
{
    const string Malformed = "malformed";

    public static ProblemError InBody(Fault fault) =>
        new(fault.Pointer, null, null, Words.Of(fault.Refusal), fault.Sentence);

    public static ProblemError InBody(string pointer, string detail) => new(pointer, null, null, Malformed, detail);

    public static ProblemError InQuery(string parameter, string detail) =>
        new(null, parameter, null, Malformed, detail);

    public static ProblemError InHeader(string header, string detail) => new(null, null, header, Malformed, detail);
}

/// <summary>An answer of RFC 9457: what went wrong, in a form for programs and for people.</summary>
/// <param name="Kind">Decides status, type and title.</param>
/// <param name="Detail">What happened this time.</param>
sealed record Problem(ProblemKind Kind, string Detail) : IResult
{
    public const string MediaType = "application/problem+json";

    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IReadOnlyList<ProblemError> Errors { get; init; } = [];

    /// <summary>The version the patient is at, where that is what stands in the way.</summary>
    public long? Version { get; init; }

    /// <summary>Seconds after which to ask again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>There is no more to say than the kind says.</summary>
    /// <param name="kind">Of the problem.</param>
    /// <param name="retryAfter">Seconds; null where asking again is no use.</param>
    public static Problem Of(ProblemKind kind, int? retryAfter) => new(kind, kind.Meaning) { RetryAfter = retryAfter };

    public static Problem Of(ProblemKind kind) => Of(kind, retryAfter: null);

    public static Problem From(ProblemKind kind, IReadOnlyList<ProblemError> errors) => new(
        kind, errors.Count == 1 ? errors[0].Detail : $"There are {errors.Count} faults; errors names each.")
    {
        Errors = errors,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Kind.Status;
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        if (Version is { } version)
        {
            response.Headers.ETag = EntityTags.OfVersion(version);
        }

        if (RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = HeaderUtilities.FormatNonNegativeInt64(seconds);
        }

        var body = Body(httpContext.TraceIdentifier);
        response.ContentLength = body.Length;
        // Never given up: often the problem is that the time of the request has run out.
        await response.Body.WriteAsync(body, CancellationToken.None);
    }

    ReadOnlyMemory<byte> Body(string request)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("type", Kind.Type);
            writer.WriteString("title", Kind.Title);
            writer.WriteNumber("status", Kind.Status);
            writer.WriteString("detail", Detail);
            writer.WriteString("request", request);
            if (Version is { } version)
            {
                writer.WriteNumber("version", version);
            }

            Write(writer, Errors);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>As a member of an object; nothing where there are none.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ProblemError> errors)
    {
        if (errors.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            WriteIfSaid(writer, "pointer", error.Pointer);
            WriteIfSaid(writer, "parameter", error.Parameter);
            WriteIfSaid(writer, "header", error.Header);
            writer.WriteString("code", error.Code);
            writer.WriteString("detail", error.Detail);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void WriteIfSaid(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
