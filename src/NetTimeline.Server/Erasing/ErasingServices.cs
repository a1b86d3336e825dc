using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Ledger;
using NodaTime;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// What a server erases with, and what it recognises of what was erased. Without a ledger folder it does neither, and
/// only forgets with the others; likewise with a folder that is not the one of its database.
/// </summary>
static class ErasingServices
{
    public static IServiceCollection AddErasing(
        this IServiceCollection services, TimelineServerOptions options, byte[]? secret, Duration clockTolerance)
    {
        services
            .AddSingleton(_ => new ErasureReader(options.Postgres))
            .AddSingleton<ErasureWatch>()
            .AddHostedService(provider => provider.GetRequiredService<ErasureWatch>());
        if (secret is null)
        {
            return services.AddSingleton(Tombstones.None);
        }

        var folder = LedgerFolder.Open(options.LedgerFolder!);
        return services
            .AddSingleton(new Tombstones(Secret.KeyFor(secret, "tombstones")))
            .AddSingleton(new ErasureNotes(folder))
            .AddSingleton(_ => new SealedIdentities(
                options.Postgres, options.Clock, new() { ClockTolerance = clockTolerance }))
            .AddSingleton(provider => new IdentityKeeper(
                provider.GetRequiredService<PatientJournal>(), provider.GetRequiredService<SealedIdentities>(),
                Guid.CreateVersion7, options.Forms))
            .AddSingleton(provider => new Vault(
                provider.GetRequiredService<SealedIdentities>(), Secret.KeyFor(secret, "identities")))
            .AddSingleton(_ => new PostgresEraser(
                options.Postgres, options.Clock, new() { ClockTolerance = clockTolerance }))
            .AddSingleton(provider => new PatientEraser(
                provider.GetRequiredService<IEventStore>(), provider.GetRequiredService<PostgresEraser>(),
                provider.GetRequiredService<Tombstones>(), provider.GetRequiredService<ErasureNotes>().Write,
                NumbersIn(provider.GetRequiredService<Vault>()), Guid.CreateVersion7, options.Clock, options.Forms));
    }

    public static void MapErasing(this RouteGroupBuilder patients)
    {
        ErasePatient.Map(patients);
        PatientIdentity.Map(patients);
    }

    /// <summary>Before anything is served: what was written down and is not in the database is erased again.</summary>
    public static async Task BeginErasingAsync(this WebApplication app, CancellationToken cancellation)
    {
        if (app.Services.GetService<PatientEraser>() is { } eraser)
        {
            var notes = app.Services.GetRequiredService<ErasureNotes>().Read(out var broken);
            if (broken > 0)
            {
                ErasingLog.NotesBroken(app.Logger, broken);
            }

            var known = await app.Services.GetRequiredService<ErasureReader>().AfterAsync(0, cancellation);
            if (await eraser.ReapplyAsync(notes, known, cancellation) is > 0 and var again)
            {
                ErasingLog.ErasedAgain(app.Logger, again);
            }
        }

        else if (app.Services.GetRequiredService<TimelineServerOptions>().LedgerFolder is not null)
        {
            ErasingLog.ForeignFolder(app.Logger, Secret.File);
        }

        await app.Services.GetRequiredService<ErasureWatch>().BeginAsync(cancellation);
    }

    /// <summary>An identity that cannot be opened any more has no numbers that anybody knows.</summary>
    static Func<Guid, CancellationToken, Task<Items<IdentityNumber>>> NumbersIn(Vault vault) =>
        async (patient, cancellation) =>
        {
            try
            {
                return (await vault.FindAsync(patient, cancellation))?.Numbers ?? [];
            }
            catch (InvalidDataException)
            {
                return [];
            }
        };
}

/// <summary>What is logged of erasing: how much, and never what.</summary>
static partial class ErasingLog
{
    [LoggerMessage(80, LogLevel.Warning, "Erased again, since the database did not have it: {Count}")]
    public static partial void ErasedAgain(ILogger log, int count);

    [LoggerMessage(81, LogLevel.Warning, "Of what was written down to be erased {Count} lines cannot be read")]
    public static partial void NotesBroken(ILogger log, int count);

    [LoggerMessage(82, LogLevel.Warning, "What others erase cannot be learned for now. {Trouble}")]
    public static partial void CannotLook(ILogger log, string trouble);

    [LoggerMessage(84, LogLevel.Error,
        "The ledger folder is not the one of this database: its {File} is missing or another. Nothing is erased here, "
        + "no identity opened, and whoever was erased is not recognised")]
    public static partial void ForeignFolder(ILogger log, string file);

    [LoggerMessage(83, LogLevel.Information, "Erased: patient {Patient} at version {Version}, request {Request}")]
    public static partial void Erased(ILogger log, Guid patient, long version, string request);
}
