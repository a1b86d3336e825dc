using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Measures;
using NetTimeline.Ledger.Notes;
using NetTimeline.Server.Access;
using NetTimeline.Server.Audit;
using NetTimeline.Server.Cohorts;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Feed;
using NetTimeline.Server.Health;
using NetTimeline.Server.Http;
using NetTimeline.Server.Import;
using NetTimeline.Server.Ledger;
using NetTimeline.Server.Measures;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;
using NetTimeline.Server.Projections;
using NetTimeline.Server.Webhooks;
using NetTimeline.Web;
using NodaTime;

namespace NetTimeline.Server;

/// <summary>The HTTP server over a journal in PostgreSQL.</summary>
public static class TimelineServer
{
    /// <summary>How far this server's clock may be off the database's before it records nothing any more.</summary>
    static readonly Duration ClockTolerance = Duration.FromSeconds(60);

    /// <summary>What lies beneath these is no page: whoever asks for what is not there is told so.</summary>
    static readonly string[] ReservedPaths =
        ["/api", "/assets", "/fhir", "/health", "/ledger", "/openapi", "/problems"];

    /// <summary>
    /// Brings the schema up to date, which any number of servers may do at once, and starts to listen. Whoever
    /// disposes the application ends the server; appends under way are answered first.
    /// </summary>
    /// <exception cref="ArgumentException">The time zone is unknown, or the origin is none.</exception>
    /// <exception cref="UnsuitablePostgresException">
    /// The database must not hold a timeline, or its logs have another origin.
    /// </exception>
    /// <exception cref="EventStoreException">The database does not answer.</exception>
    public static async Task<WebApplication> StartAsync(
        TimelineServerOptions options, CancellationToken cancellation)
    {
        var clinic = new Clinic(options.TimeZone);
        await MigrateAsync(options.Postgres, options.Ledger.Origin, cancellation);
        var app = Build(options, clinic, await Secret.FindAsync(options, cancellation));
        try
        {
            await app.BeginErasingAsync(cancellation);
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        ServerLog.Listening(app.Logger, string.Join(' ', app.Urls), options.TimeZone);
        ServerLog.Open(app.Logger);
        if (options.LedgerFolder is null)
        {
            ServerLog.NothingSigned(app.Logger);
        }

        return app;
    }

    /// <summary>Brings the database's schema to what this program needs.</summary>
    /// <param name="origin">As <see cref="LedgerOptions.Origin"/>.</param>
    public static Task MigrateAsync(string connectionString, string? origin, CancellationToken cancellation) =>
        origin is null || LogOrigin.IsOne(origin)
            ? SchemaMigration.ApplyAsync(connectionString, origin, cancellation)
            : throw new ArgumentException("An origin is a host and a path, without a scheme.", nameof(origin));

    static WebApplication Build(TimelineServerOptions options, Clinic clinic, byte[]? secret)
    {
        // Empty: neither settings files nor variables of the environment change how patients' data are served.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TimelineServer).Assembly.GetName().Name,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Limits.Apply);
        // Whoever starts the server is told why it does not start; the framework would log the stack as well.
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        options.LogTo(builder.Logging);
        builder.Services
            .Configure<SocketTransportOptions>(Limits.Apply)
            .AddSingleton(clinic)
            .AddSingleton<IEventStore>(services => new PostgresEventStore(
                options.Postgres, options.Clock,
                new() { ClockTolerance = ClockTolerance, Admit = ErasingServices.AdmissionOf(services) }))
            .AddSingleton(_ => new PostgresReadiness(options.Postgres, options.Clock, ClockTolerance))
            .AddCohorts(options).AddReadModels(options).AddAudit(options).AddLedger(options)
            .AddSingleton(options)
            .AddHostFiltering(hosts => (hosts.AllowedHosts, hosts.AllowEmptyHosts, hosts.IncludeFailureMessage)
                = ([.. options.AllowedHosts], false, false))
            .AddRequestTimeouts(timeouts => Limits.Apply(timeouts, options.RequestTimeout))
            .AddRoutingCore();
        AddJournals(builder.Services, options, secret);
        AddUseCases(builder.Services, options, secret);
        var app = builder.Build();
        foreach (var url in options.Urls)
        {
            app.Urls.Add(url);
        }

        TrustedProxies.Use(app, options.TrustedProxies);
        Map(app);
        return app;
    }

    static void AddUseCases(IServiceCollection services, TimelineServerOptions options, byte[]? secret)
    {
        AccessRecorder.Add(services, options, secret, ClockTolerance);
        ChangeFeed.Add(services, options);
        WebhookHost.Add(services, options);
        Description.Add(services);
    }

    static void AddJournals(
        IServiceCollection services, TimelineServerOptions options, byte[]? secret) => services
        .AddSingleton(provider => new PatientJournal(
            provider.GetRequiredService<IEventStore>(), Guid.CreateVersion7, options.Forms,
            provider.GetRequiredService<Tombstones>()))
        .AddSingleton(provider => new MeasureJournal(
            provider.GetRequiredService<IEventStore>(), Guid.CreateVersion7, options.Forms))
        .AddErasing(options, secret, ClockTolerance);

    static void Map(WebApplication app)
    {
        app.UseMiddleware<Envelopes>();
        app.UseMiddleware<Failures>();
        app.UseHostFiltering();
        app.UseRouting();
        app.UseMiddleware<SameSite>();
        app.UseRequestTimeouts();
        Description.UsePage(app);
        Page.Use(app, ReservedPaths);

        var all = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, ErasureGate>()
            .AddEndpointFilter<RouteGroupBuilder, AccessGate>();
        var root = all.MapGroup("").WithTags("Server").WithMetadata(AccessPolicy.ShowsNothing);
        Description.Map(root);
        ProblemPages.Map(root);
        Probes.Map(root);
        all.MapLedger();
        var measures = all.MapGroup("/api/measures").WithTags("Measures").WithMetadata(AccessPolicy.ShowsNothing);
        ListMeasures.Map(measures);
        GetDefinition.Map(measures);
        DefineMeasure.Map(measures);
        ImportEvents.Map(all.MapGroup("/api/import").WithTags("Patients"));
        all.MapCohorts();
        all.MapAudit();
        all.MapAccess();
        KeptProjections.Map(all.MapGroup("/api/projections").WithTags("Read models")
            .WithMetadata(AccessPolicy.ShowsNothing));
        WebhookHost.Map(all.MapGroup("/api/webhooks").WithTags("Webhooks").WithMetadata(AccessPolicy.ShowsNothing));
        MapPatients(all.MapGroup("/api/patients").WithTags("Patients").WithMetadata(AccessPolicy.ShowsCourse));
    }

    static void MapPatients(RouteGroupBuilder patients)
    {
        EnrolPatient.Map(patients);
        ListPatients.Map(patients);
        GetChanges.Map(patients);
        GetPatient.Map(patients);
        PostEntries.Map(patients);
        PostCorrections.Map(patients);
        MapViews(patients);
    }

    static void MapViews(RouteGroupBuilder patients)
    {
        GetTimeline.Map(patients);
        GetDifference.Map(patients);
        GetSteps.Map(patients);
        GetReplay.Map(patients);
        GetBackdated.Map(patients);
        GetMeasures.Map(patients);
        GetMeasureSteps.Map(patients);
        GetBounds.Map(patients);
        GetLog.Map(patients);
        GetEntry.Map(patients);
        patients.MapErasing();
    }
}
