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
            .AddSingleton<ErasureStanding>()
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
            .AddSingleton(provider => new SealedIdentities(
                options.Postgres, options.Clock,
                new()
                {
                    ClockTolerance = clockTolerance,
                    Admit = AdmissionOf(provider),
                }))
            .AddSingleton(provider => new IdentityKeeper(
                provider.GetRequiredService<PatientJournal>(), provider.GetRequiredService<SealedIdentities>(),
                Guid.CreateVersion7, options.Forms))
            .AddSingleton(provider => new Vault(
                provider.GetRequiredService<SealedIdentities>(), Secret.KeyFor(secret, Secret.ForIdentities)))
            .AddSingleton(_ => new PostgresEraser(
                options.Postgres, options.Clock, new() { ClockTolerance = clockTolerance }))
            .AddSingleton(provider => new PatientEraser(
                provider.GetRequiredService<IEventStore>(), provider.GetRequiredService<PostgresEraser>(),
                provider.GetRequiredService<Tombstones>(), provider.GetRequiredService<ErasureNotes>(),
                (patient, cancellation) => TagsAsync(provider, patient, cancellation), Guid.CreateVersion7,
                options.Clock, options.Forms));
    }

    /// <summary>
    /// To be called before anything is recorded of a patient. A server that signs nothing does not know whether the log
    /// is frozen.
    /// </summary>
    public static Action AdmissionOf(IServiceProvider services)
    {
        var (standing, publisher) =
            (services.GetRequiredService<ErasureStanding>(), services.GetRequiredService<Ledgers>().Events.Publisher);
        return () =>
        {
            standing.Admit();
            publisher?.Admit();
        };
    }

    public static void MapErasing(this RouteGroupBuilder patients)
    {
        ErasePatient.Map(patients);
        PatientIdentity.Map(patients);
    }

    /// <summary>Before anything is served: what was written down and is not in the database is erased again.</summary>
    /// <exception cref="InvalidDataException">What was written down cannot be read.</exception>
    public static Task BeginErasingAsync(this WebApplication app, CancellationToken cancellation) =>
        app.Services.GetRequiredService<ErasureWatch>().BeginAsync(cancellation);

    /// <summary>
    /// Those of every identity that was ever kept, also where it cannot be opened any more; of one that an earlier
    /// program kept, if it can be.
    /// </summary>
    static async Task<IReadOnlyList<ReadOnlyMemory<byte>>> TagsAsync(
        IServiceProvider services, Guid patient, CancellationToken cancellation)
    {
        var kept = await services.GetRequiredService<SealedIdentities>().TagsAsync(patient, cancellation);
        try
        {
            return await services.GetRequiredService<Vault>().FindAsync(patient, cancellation) is { } identity
                ? [.. kept, .. services.GetRequiredService<Tombstones>().TagsOf(identity)]
                : kept;
        }
        catch (InvalidDataException)
        {
            return kept;
        }
    }
}

/// <summary>What is logged of erasing: how much, and never what.</summary>
static partial class ErasingLog
{
    [LoggerMessage(80, LogLevel.Warning, "Erased again, since the database did not have it: {Count}")]
    public static partial void ErasedAgain(ILogger log, int count);

    [LoggerMessage(81, LogLevel.Error,
        "It was written down that something of patient {Patient} is to be erased, nobody knows that it was, and more "
        + "was recorded since. It is erased when that is asked for again")]
    public static partial void NotCarriedOut(ILogger log, Guid patient);

    [LoggerMessage(82, LogLevel.Warning, "What others erase cannot be learned for now. {Trouble}")]
    public static partial void CannotLook(ILogger log, string trouble);

    [LoggerMessage(84, LogLevel.Error,
        "The ledger folder is not the one of this database: its {File} is missing or another. Nothing is erased here, "
        + "no identity opened, and nothing recorded, since whoever was erased would not be recognised")]
    public static partial void ForeignFolder(ILogger log, string file);

    [LoggerMessage(85, LogLevel.Error,
        "The database is older than before: it ended at {Before} and has {Now}. What was erased is erased again before "
        + "anything is told of a patient")]
    public static partial void WentBack(ILogger log, long before, long now);

    public static void Reapplied(ILogger log, Reapplied reapplied)
    {
        if (reapplied.Again > 0)
        {
            ErasedAgain(log, reapplied.Again);
        }

        foreach (var note in reapplied.Left)
        {
            NotCarriedOut(log, note.Patient);
        }
    }

    [LoggerMessage(83, LogLevel.Information, "Erased: patient {Patient} at version {Version}, request {Request}")]
    public static partial void Erased(ILogger log, Guid patient, long version, string request);
}
