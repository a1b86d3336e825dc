using NetTimeline.EventStore;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Health;

/// <summary>The server could record and answer now. Whoever spreads requests leaves it out where it cannot.</summary>
static class Ready
{
    public static void Map(RouteGroupBuilder root) => root
        .MapMethods("/health/ready", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.Ready);

    static async Task<IResult> HandleAsync(
        PostgresReadiness readiness, ErasureStanding standing, CancellationToken cancellation)
    {
        var found = await readiness.LookAsync(cancellation);
        var health = HealthView.Of(
        [
            HealthCheck.Of("database", found.Reachable),
            HealthCheck.Of("schema", found.SchemaCurrent),
            HealthCheck.Of("clock", found.ClockWithinTolerance),
            HealthCheck.Of("erased-recognised", standing is { IsStranger: false, IsBehind: false }),
        ]);
        return Answer.Json(
            health.Status == HealthView.Healthy
                ? StatusCodes.Status200OK
                : StatusCodes.Status503ServiceUnavailable,
            health);
    }
}
