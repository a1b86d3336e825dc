using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>An answer with its body read.</summary>
public sealed record Reply(
    HttpStatusCode Status, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Text)
{
    public static async Task<Reply> OfAsync(HttpResponseMessage response, CancellationToken cancellation) => new(
        response.StatusCode, response.Headers, response.Content.Headers,
        await response.Content.ReadAsStringAsync(cancellation));

    static readonly string[] Places = ["pointer", "parameter", "header"];

    public JsonElement Json => JsonElement.Parse(Text);

    public string? Tag => Headers.ETag?.ToString();

    public string? MediaType => ContentHeaders.ContentType?.MediaType;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.Single() : null;

    /// <summary>The faults of a problem: where, and the code, in the order of the places.</summary>
    public IReadOnlyList<(string Place, string Code)> Faults =>
    [
        .. Json.GetProperty("errors").EnumerateArray()
            .Select(error => (Place(error), error.GetProperty("code").GetString()!))
            .Order(),
    ];

    /// <summary>The type of a problem without what all types begin with.</summary>
    public string Problem => Json.GetProperty("type").GetString()!["/problems/".Length..];

    static string Place(JsonElement error) =>
        Places
            .Select(name => error.TryGetProperty(name, out var place) ? place.GetString() : null)
            .Single(place => place is not null)!;
}
