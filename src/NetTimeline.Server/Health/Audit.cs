using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;
using NetTimeline.Server.Ledger;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Health;

/// <summary>
/// Auditors can prove what was recorded. Where they cannot the server still answers and records: this is for whoever
/// is to be woken, not for whoever spreads requests.
/// </summary>
static class Audit
{
    public static void Map(RouteGroupBuilder root) => root
        .MapMethods("/health/audit", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.Audit);

    static async Task<IResult> HandleAsync(
        Ledgers ledgers, ErasureStanding standing, TimelineServerOptions options, CancellationToken cancellation)
    {
        var view = await GetLedger.ViewAsync(ledgers, options, cancellation);
        var alarm = (decimal)options.Ledger.AlarmAfter.TotalSeconds;
        var health = HealthView.Of(
        [
            .. view.Logs.SelectMany(log => (HealthCheck[])
            [
                HealthCheck.Of($"{log.Log}-has-folder", log.Signs),
                HealthCheck.Of($"{log.Log}-goes-on", log.Standstill is null),
                HealthCheck.Of($"{log.Log}-signed-in-time", log.Waiting < alarm),
                HealthCheck.Of($"{log.Log}-not-contradicted", !log.Contradicted),
            ]),
            HealthCheck.Of("erased-recognised", !standing.IsStranger),
            HealthCheck.Of("erasures-carried-out", !standing.IsBehind && standing.Left.Count == 0),
        ]);
        return Answer.Json(
            health.Status == HealthView.Healthy
                ? StatusCodes.Status200OK
                : StatusCodes.Status503ServiceUnavailable,
            health);
    }
}
