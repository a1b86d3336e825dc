namespace NetTimeline.Server.Http;

/// <summary>
/// Refuses what a page of another site makes a browser send, unless it only reads. Some posts need neither a body nor
/// a media type, so browsers would send them without asking first.
/// </summary>
/// <remarks>Programs that are not browsers send neither header and are let through.</remarks>
sealed class SameSite(RequestDelegate next)
{
    const string FetchSite = "Sec-Fetch-Site";

    public Task InvokeAsync(HttpContext context) => IsSafe(context.Request.Method) || IsOwn(context.Request)
        ? next(context)
        : Problem.Of(ProblemKinds.ForeignSite).ExecuteAsync(context);

    /// <summary>It only reads.</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
        || HttpMethods.IsTrace(method);

    /// <summary>
    /// What a browser says of the sites goes first: it holds behind a proxy that changes the host as well. Older ones
    /// say only where the page came from.
    /// </summary>
    static bool IsOwn(HttpRequest request) => request.Headers[FetchSite] switch
    {
        ["same-origin" or "none"] => true,
        [] => request.Headers.Origin is [] || request.Headers.Origin is [{ } origin] && IsHost(request, origin),
        _ => false,
    };

    static bool IsHost(HttpRequest request, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
