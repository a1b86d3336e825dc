using System.Diagnostics;

namespace NetTimeline.Server.Http;

/// <summary>
/// What surrounds every request whatever becomes of it: its id, the headers that keep browsers careful, and one line
/// of log.
/// </summary>
sealed class Envelopes(RequestDelegate next, ILogger<Envelopes> log)
{
    const string RequestIdHeader = "X-Request-Id";
    const int RequestIdCharactersMax = 64;

    /// <summary>Nothing in an answer of the API is to be run or shown by a browser as anything but data.</summary>
    const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    public async Task InvokeAsync(HttpContext context)
    {
        var begun = Stopwatch.GetTimestamp();
        context.TraceIdentifier = RequestId(context.Request);
        var headers = context.Response.Headers;
        headers[RequestIdHeader] = context.TraceIdentifier;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = DataPolicy;
        await next(context);
        ServerLog.Answered(
            log, Method(context.Request.Method), Route(context), context.Response.StatusCode,
            (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds, context.TraceIdentifier);
    }

    /// <summary>The caller's own id where it is one that can stand in a log, else a new one.</summary>
    static string RequestId(HttpRequest request)
    {
        var asked = request.Headers[RequestIdHeader];
        return asked is [{ Length: > 0 and <= RequestIdCharactersMax } id] && id.All(IsSane)
            ? id
            : Guid.CreateVersion7().ToString("N");
    }

    static bool IsSane(char each) => char.IsAsciiLetterOrDigit(each) || each is '.' or '_' or '-';

    /// <summary>The route as it is declared: a path that was typed can hold anything.</summary>
    static string Route(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/') ?? "(no route)";

    static string Method(string method) =>
        method.Length <= 8 && method.All(char.IsAsciiLetterUpper) ? method : "(odd method)";
}
