using NetTimeline.Domain;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Health;

/// <summary>How this server is.</summary>
/// <param name="Status">"healthy" when every check is.</param>
/// <param name="Checks">One by one.</param>
sealed record HealthView(string Status, Items<HealthCheck> Checks)
{
    public const string Healthy = "healthy";
    public const string Unhealthy = "unhealthy";

    public static HealthView Of(Items<HealthCheck> checks) =>
        new(checks.All(check => check.Status == Healthy) ? Healthy : Unhealthy, checks);
}

/// <summary>One thing that was looked at.</summary>
sealed record HealthCheck(string Name, string Status)
{
    public static HealthCheck Of(string name, bool isHealthy) =>
        new(name, isHealthy ? HealthView.Healthy : HealthView.Unhealthy);
}

/// <summary>The process runs and answers. Whoever starts servers starts another where this stays away.</summary>
static class Live
{
    public static void Map(RouteGroupBuilder root) => root
        .MapMethods("/health/live", Reads.Methods, Handle)
        .WithMetadata(Operations.Live);

    static IResult Handle() => Answer.Json(StatusCodes.Status200OK, HealthView.Of([]));
}
