using NetTimeline.EventStore;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// Has a log signed while the server runs. Whether it is frozen is known before anything is recorded.
/// </summary>
sealed class LedgerHost(TimelineServerOptions options, LedgerPublisher publisher, ILogger<LedgerHost> log)
    : IHostedService, IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    Task? running;
    string? trouble;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync();
        running = Task.Run(RunAsync, CancellationToken.None);
    }

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ending.Dispose();
    }

    async Task EndAsync()
    {
        if (running is { } loop)
        {
            await ending.CancelAsync();
            await loop;
            running = null;
        }
    }

    async Task RunAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(options.Ledger.SignEvery, ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await TryAsync();
        }
    }

    /// <summary>Whatever went wrong is tried again; what is not signed in time is an alarm.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Design", "CA1031", Justification = "Whatever it was: nobody else would try again.")]
    async Task TryAsync()
    {
        try
        {
            await publisher.RoundAsync(ending.Token);
            trouble = null;
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // The server ends.
        }
        catch (Exception error)
        {
            var said = error is EventStoreException { SqlState: { } state } ? state : error.GetType().Name;
            if (said != trouble)
            {
                LedgerMessages.Troubled(log, LedgerLog.Events.Name, said);
            }

            trouble = said;
        }
    }
}
