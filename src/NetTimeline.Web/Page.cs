using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace NetTimeline.Web;

/// <summary>The page that people use in a browser: files in this assembly, and nothing from anywhere else.</summary>
public static class Page
{
    const string Index = "/index.html";

    /// <summary>
    /// Only its own scripts run, and none can be made of a text; nothing is loaded from, sent to or framed by another
    /// site. The name is that of the one policy by which Svelte makes elements of its own templates.
    /// </summary>
    const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + "form-action 'self'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html";

    const string NotBuilt =
        """
        NetTimeline was built without its page: there was no Node.js, or the build was told to leave it out.
        The API is at /api, and /openapi describes it.

        """;

    static readonly Lazy<IReadOnlyDictionary<string, PageFile>> Files =
        new(() => PageFiles.Read(typeof(Page).Assembly));

    /// <summary>
    /// Answers with the page what no route answers: its files, and at any other address that a browser opens the page
    /// itself, which knows what to show there. Goes after routing.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="reserved">First segments of paths under which the page has nothing, such as <c>/api</c>.</param>
    public static void Use(WebApplication app, IReadOnlyList<string> reserved) => app.Use((context, next) =>
        context.GetEndpoint() is null && IsRead(context.Request) && Find(context.Request, reserved) is { } answer
            ? answer.ExecuteAsync(context)
            : next(context));

    static IResult? Find(HttpRequest request, IReadOnlyList<string> reserved)
    {
        if (Files.Value.Count == 0)
        {
            return request.Path == "/" ? Results.Text(NotBuilt) : null;
        }

        if (Files.Value.TryGetValue(request.Path.Value ?? "", out var file))
        {
            return new PageAnswer(file, Policy);
        }

        var isReserved = reserved.Any(first => request.Path.StartsWithSegments(first, StringComparison.Ordinal));
        return request.Path == "/" || (!isReserved && OpensPage(request))
            ? new PageAnswer(Files.Value[Index], Policy)
            : null;
    }

    static bool IsRead(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>A browser that goes somewhere names HTML; programs that mistyped a path are not given a page.</summary>
    static bool OpensPage(HttpRequest request) => request.GetTypedHeaders().Accept
        .Any(each => each.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && each.Quality != 0);
}

/// <summary>A file of the page, compressed where it may be.</summary>
sealed record PageAnswer(PageFile File, string Policy) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var form = File.Choose(request.GetTypedHeaders().AcceptEncoding);
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = File.IsHashed ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ContentEncoding = form.Coding;
        return Results.Bytes(form.Bytes, File.MediaType, entityTag: new EntityTagHeaderValue(form.Tag))
            .ExecuteAsync(httpContext);
    }
}
