using NetTimeline.EventStore;

namespace NetTimeline.Server.Projections;

/// <summary>Keeps the read models while the server runs.</summary>
sealed class ProjectionHost(
    string connectionString, KeptProjections projections, ILogger<ProjectionHost> log)
    : IHostedService, IAsyncDisposable
{
    ProjectionEngine? engine;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        engine = new(
            connectionString, projections.All, new() { Troubled = (projection, trouble) => Say(projection, trouble) });
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
