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
            .AddSingleton(_ => new LedgerReader(options.Postgres, LedgerLog.Events))
            .AddSingleton(provider => new Ledgers(
                [new(provider.GetRequiredService<LedgerReader>(), provider.GetService<LedgerPublisher>())]));
        if (options.LedgerFolder is { } folder)
        {
            services
                .AddSingleton(provider => new LedgerPublisher(
                    options, LedgerFolder.Open(folder), provider.GetRequiredService<LedgerReader>(),
                    provider.GetRequiredService<ILogger<LedgerPublisher>>()))
                .AddHostedService<LedgerHost>();
        }

        return services;
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
