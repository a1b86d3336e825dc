using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Changes;
using NetTimeline.Server.Access;

namespace NetTimeline.Server.Audit;

/// <summary>What auditors are answered with.</summary>
static class AuditServices
{
    public static IServiceCollection AddAudit(
        this IServiceCollection services, TimelineServerOptions options) => services
        .AddSingleton(_ => new EvidenceReader(options.Postgres))
        .AddSingleton(provider => new RegistryKeys(provider.GetRequiredService<IEventStore>()))
        .AddSingleton<AuditReports>()
        .AddSingleton(provider => new ChangeLog(
            provider.GetRequiredService<IEventStore>(), provider.GetRequiredService<RegistryKeys>(), options.Forms,
            provider.GetRequiredService<Clinic>().Zone));

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        GetChangeLog.Map(app.MapGroup("/api/ledger").WithTags("Audit"));
        var patients = app.MapGroup("/api/patients").WithTags("Audit").WithMetadata(AccessPolicy.ShowsCourse);
        GetAuditReport.Map(patients);
        GetAuditBundle.Map(patients);
    }
}
