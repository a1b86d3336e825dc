using NetTimeline.Server.Http;

namespace NetTimeline.Server.Import;

/// <summary>
/// Lets in a few imports at once: each may hold as much as <see cref="Importing"/> says, and more of them together are
/// no faster.
/// </summary>
sealed class ImportGate : IEndpointFilter
{
    const int ImportsMax = 4;
    const int RetryAfterSeconds = 5;

    int imports;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return Interlocked.Increment(ref imports) <= ImportsMax
                ? await next(context)
                : Problem.Of(ImportProblems.TooMany, RetryAfterSeconds);
        }
        finally
        {
            Interlocked.Decrement(ref imports);
        }
    }
}
