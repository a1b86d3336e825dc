using NetTimeline.EventStore;
using NetTimeline.Server.Access;

namespace NetTimeline.Server.Ledger;

/// <summary>What the server needs for its ledger.</summary>
static class LedgerServices
{
    /// <summary>Everything that answers about the ledger, and what signs it where there is a folder.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, TimelineServerOptions options)
    {
        services
            .AddSingleton(provider => Open(options, provider.GetRequiredService<ILoggerFactory>()))
            .AddSingleton(provider => provider.GetRequiredService<Ledgers>().Events.Reader);
        if (options.LedgerFolder is not null)
        {
            services.AddHostedService<LedgerHost>();
        }

        return services;
    }

    static Ledgers Open(TimelineServerOptions options, ILoggerFactory logs)
    {
        var folder = options.LedgerFolder is { } path ? LedgerFolder.Open(path) : null;
        return new([Open(LedgerLog.Events), Open(LedgerLog.Access)]);

        SignedLog Open(LedgerLog log)
        {
            var reader = new LedgerReader(options.Postgres, log);
            return new(reader, folder is null
                ? null
                : new LedgerPublisher(options, folder, reader, logs.CreateLogger<LedgerPublisher>()));
        }
    }

    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        GetPublished.Map(app.MapGroup("/ledger/{log}").WithTags("Ledger")
            .WithMetadata(AccessPolicy.ShowsNothing));
        var ledger = app.MapGroup("/api/ledger").WithTags("Ledger").WithMetadata(AccessPolicy.ShowsNothing);
        GetLedger.Map(ledger);
        GetProof.Map(ledger);
        GetConsistency.Map(ledger);
        ContinueLedger.Map(ledger);
    }
}
