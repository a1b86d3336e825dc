using System.Text;
using NetTimeline.Journal.Json;

namespace NetTimeline.Server.Http;

/// <summary>A good answer.</summary>
/// <param name="Status">2xx.</param>
/// <param name="MediaType">Of the body.</param>
/// <param name="Body">UTF-8.</param>
sealed record Answer(int Status, string MediaType, ReadOnlyMemory<byte> Body) : IResult
{
    /// <summary>The entity tag, in quotes; null where the answer has none.</summary>
    public string? Tag { get; init; }

    public string? Location { get; init; }

    /// <summary>The command was recognised by its idempotency key and had been answered before.</summary>
    public bool Replayed { get; init; }

    /// <summary>Other values of Accept get other forms.</summary>
    public bool VariesByAccept { get; init; }

    public static Answer Json<T>(int status, T view)
        where T : notnull => new(status, Negotiation.Json, ViewJson.Write(view));

    /// <summary>As JSON, or drawn for a person.</summary>
    public static Answer In<T>(Form form, T view, Func<T, string> draw)
        where T : notnull =>
        (form is Form.Text ? Text(draw(view)) : Json(StatusCodes.Status200OK, view)) with { VariesByAccept = true };

    /// <summary>As a view of a patient at a version, in one of its forms; nothing else decides what it says.</summary>
    public Answer Of(long version, Form form) => this with
    {
        Tag = form is Form.Text ? EntityTags.OfText(version) : EntityTags.OfVersion(version),
        VariesByAccept = true,
    };

    /// <summary>As above, where definitions of measures decide too what it says.</summary>
    public Answer Of(long version, long definitions, Form form) => this with
    {
        Tag = EntityTags.OfMeasures(version, definitions, form),
        VariesByAccept = true,
    };

    public static Answer Text(string text) =>
        new(StatusCodes.Status200OK, $"{Negotiation.Text}; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ETag = Tag;
        response.Headers.Location = Location;
        if (VariesByAccept)
        {
            response.Headers.Vary = "Accept";
        }

        if (Replayed)
        {
            response.Headers["Idempotency-Replayed"] = "true";
        }

        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (isRead && Tag is not null && EntityTags.IsNamed(request.Headers.IfNoneMatch, Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = Status;
        response.ContentType = MediaType;
        response.ContentLength = Body.Length;
        // Never given up: what is answered may be recorded, and by now the time of the request may have run out.
        await response.Body.WriteAsync(Body, CancellationToken.None);
    }
}
