using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Changes;

namespace NetTimeline.Server.Audit;

/// <summary>What auditors are answered with.</summary>
static class AuditServices
{
    const int KeysKept = 20_000;

    public static IServiceCollection AddAudit(this IServiceCollection services, TimelineServerOptions options) =>
        services.AddSingleton(_ => new LedgerReader(options.Postgres, LedgerLog.Events)).AddSingleton(provider =>
        {
            var store = provider.GetRequiredService<IEventStore>();
            return new ChangeLog(
                store, new RegistryKeys(store, KeysKept), options.Forms, provider.GetRequiredService<Clinic>().Zone);
        });

    public static void MapAudit(this WebApplication app) =>
        GetChangeLog.Map(app.MapGroup("/api/ledger").WithTags("Audit"));
}
