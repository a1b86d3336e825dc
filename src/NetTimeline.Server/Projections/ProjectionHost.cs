using NetTimeline.EventStore;

namespace NetTimeline.Server.Projections;

/// <summary>Keeps the read models while the server runs.</summary>
sealed class ProjectionHost(
    TimelineServerOptions options, KeptProjections projections, ILogger<ProjectionHost> log)
    : IHostedService, IAsyncDisposable
{
    ProjectionEngine? engine;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        engine = new(options.Postgres, projections.All, new() { Troubled = Say });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }
    }

    void Say(string projection, string trouble) => ServerLog.ProjectionTroubled(log, projection, trouble);
}
