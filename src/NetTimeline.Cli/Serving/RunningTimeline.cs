using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NetTimeline.LocalPostgres;
using NetTimeline.Server;

namespace NetTimeline.Cli.Serving;

/// <summary>A server, with the PostgreSQL under it where that is ours. Disposing ends the server first.</summary>
sealed class RunningTimeline : IAsyncDisposable
{
    readonly LocalPostgresServer? postgres;
    readonly WebApplication app;

    RunningTimeline(LocalPostgresServer? postgres, WebApplication app) => (this.postgres, this.app) = (postgres, app);

    /// <summary>Where it listens, with the port it took where 0 was asked for.</summary>
    public IReadOnlyList<string> Addresses => [.. app.Urls];

    public static async Task<RunningTimeline> StartAsync(
        ServeSettings settings, LogLevel logged, CancellationToken cancellation)
    {
        var postgres = settings.Postgres is null
            ? await LocalPostgresServer.StartAsync(
                new LocalPostgresOptions(settings.DataFolder) { Progress = Terminal.Say, KeepRunning = true },
                cancellation)
            : null;
        try
        {
            var options = new TimelineServerOptions
            {
                Postgres = settings.Postgres ?? postgres!.ConnectionString,
                Urls = settings.Urls,
                TimeZone = settings.TimeZone,
                AllowedHosts = settings.AllowedHosts,
                TrustedProxies = settings.TrustedProxies,
                WebhookHosts = settings.WebhookHosts,
                LedgerFolder = settings.LedgerFolder,
                Ledger = new()
                {
                    Origin = settings.LedgerOrigin,
                    Witnesses = settings.LedgerWitnesses,
                    RefusesAppendsWhileFrozen = settings.RefusesAppendsWhileFrozen,
                },
                LogTo = logging => LogToErrors(logging, logged),
            };
            return new RunningTimeline(postgres, await TimelineServer.StartAsync(options, cancellation));
        }
        catch
        {
            if (postgres is not null)
            {
                await postgres.DisposeAsync();
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var ended = app;
            await app.StopAsync(CancellationToken.None);
        }
        finally
        {
            if (postgres is not null)
            {
                await postgres.DisposeAsync();
            }
        }
    }

    /// <summary>Standard output is for data; the log is none.</summary>
    static void LogToErrors(ILoggingBuilder logging, LogLevel logged) => logging
        .SetMinimumLevel(logged)
        .AddSimpleConsole(console => (console.SingleLine, console.UseUtcTimestamp, console.TimestampFormat)
            = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "))
        .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
