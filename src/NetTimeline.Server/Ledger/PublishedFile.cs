namespace NetTimeline.Server.Ledger;

/// <summary>A file of the log as C2SP's tlog-tiles has it: the same for everybody, and to be kept by whoever likes.
/// </summary>
/// <param name="Keep">For how long, as Cache-Control says it.</param>
sealed record PublishedFile(string MediaType, string Keep, ReadOnlyMemory<byte> Body) : IResult
{
    const string Text = "text/plain; charset=utf-8";

    /// <summary>Changes as the log grows.</summary>
    public static PublishedFile Of(string text) =>
        new(Text, "public, max-age=2", System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Never changes.</summary>
    public static PublishedFile Of(ReadOnlyMemory<byte> bytes) =>
        new("application/octet-stream", "public, max-age=31536000, immutable", bytes);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = Keep;
        response.ContentType = MediaType;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
