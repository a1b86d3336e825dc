using NetTimeline.EventStore;
using NetTimeline.Server.Access;
using NetTimeline.Server.Ledger.Witnessing;

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
        var client = new WitnessClient();
        return new([Open(LedgerLog.Events), Open(LedgerLog.Access)], client);

        SignedLog Open(LedgerLog log)
        {
            var reader = new LedgerReader(options.Postgres, log);
            var messages = logs.CreateLogger<LedgerPublisher>();
            var publisher = folder is null ? null : new LedgerPublisher(options, folder, reader, messages);
            return new(
                reader, publisher,
                publisher is null
                    ? []
                    : [.. options.Ledger.Witnesses.Select(witness => new WitnessRounds(
                        witness, publisher, reader, client, options.Clock, messages))]);
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
