using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace NetTimeline.Server.Http;

/// <summary>The forms an answer can have.</summary>
enum Form
{
    Json,
    Text,

    /// <summary>Rows with a line of names.</summary>
    Csv,

    /// <summary>A line of JSON for each row.</summary>
    Lines,
}

/// <summary>Which form the caller likes best, RFC 9110 section 12.5.1.</summary>
static class Negotiation
{
    public const string Json = "application/json";
    public const string Text = "text/plain";
    public const string Csv = "text/csv";
    public const string Lines = "application/x-ndjson";

    static readonly Dictionary<Form, MediaTypeHeaderValue> Types = new()
    {
        [Form.Json] = new(Json),
        [Form.Text] = new(Text),
        [Form.Csv] = new(Csv),
        [Form.Lines] = new(Lines),
    };

    /// <summary>Null where none of the offered is acceptable. Between equals the first one offered wins.</summary>
    public static Form? Choose(HttpRequest request, params ReadOnlySpan<Form> offered)
    {
        var header = request.Headers.Accept;
        if (header.Count == 0)
        {
            return offered[0];
        }

        if (!MediaTypeHeaderValue.TryParseList([.. header.OfType<string>()], out var ranges))
        {
            return null;
        }

        var (best, liking) = ((Form?)null, 0.0);
        foreach (var form in offered)
        {
            if (Liking(Types[form], ranges) is var likes && likes > liking)
            {
                (best, liking) = (form, likes);
            }
        }

        return best;
    }

    /// <summary>Whether the caller takes an answer that has one form only.</summary>
    public static bool Accepts(HttpRequest request, string mediaType)
    {
        var header = request.Headers.Accept;
        return header.Count == 0
            || (MediaTypeHeaderValue.TryParseList([.. header.OfType<string>()], out var ranges)
                && Liking(new MediaTypeHeaderValue(mediaType), ranges) > 0);
    }

    /// <summary>Whether the body is said to be of this type, in UTF-8 and not encoded.</summary>
    public static bool IsInUtf8(HttpRequest request, string mediaType) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)
        && type.Parameters.All(parameter =>
            parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The most specific range that includes the type decides.</summary>
    static double Liking(MediaTypeHeaderValue type, IEnumerable<MediaTypeHeaderValue> ranges) => ranges
        .Where(range => range.MatchesAllTypes
            || (Same(range.Type, type.Type) && (range.MatchesAllSubTypes || Same(range.SubType, type.SubType))))
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();

    static bool Same(StringSegment a, StringSegment b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    public static Problem NotAcceptable(params ReadOnlySpan<Form> offered) => new(
        ProblemKinds.NotAcceptable,
        $"This answer comes as {string.Join(" or ", offered.ToArray().Select(form => Types[form].ToString()))}.");
}
