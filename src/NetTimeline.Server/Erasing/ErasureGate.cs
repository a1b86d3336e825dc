using NetTimeline.Server.Access;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Erasing;

/// <summary>While the database has back what was erased, nothing is told of any patient.</summary>
sealed class ErasureGate(ErasureStanding standing) : IEndpointFilter
{
    const int RetryAfterSeconds = 2;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        standing.IsBehind
        && context.HttpContext.GetEndpoint()!.Metadata.GetRequiredMetadata<AccessPolicy>()
            != AccessPolicy.ShowsNothing
            ? Problem.Of(ErasingProblems.ErasingAgain, RetryAfterSeconds)
            : await next(context);
}
