using NetTimeline.EventStore;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// Has the logs signed and cosigned while the server runs, each for itself and by each witness for itself. Whether one
/// is frozen is known before anything is recorded.
/// </summary>
sealed class LedgerHost(TimelineServerOptions options, Ledgers ledgers, ILogger<LedgerHost> log)
    : IHostedService, IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    Task? running;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Rounds[] signing = [.. ledgers.All.Select(each => new Rounds(each.Publisher!.RoundAsync, each.Name, log))];
        Rounds[] witnessing = [.. ledgers.All.SelectMany(each => each.Witnesses.Select(
            witness => new Rounds(witness.RoundAsync, each.Name, log)))];
        await Task.WhenAll(signing.Select(rounds => rounds.TryAsync(ending.Token)));
        running = Task.WhenAll(signing.Concat(witnessing).Select(
            rounds => Task.Run(() => RunAsync(rounds), CancellationToken.None)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => EndAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        ending.Dispose();
    }

    async Task EndAsync()
    {
        if (running is { } loops)
        {
            await ending.CancelAsync();
            await loops;
            running = null;
        }
    }

    async Task RunAsync(Rounds rounds)
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(options.Ledger.SignEvery, ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await rounds.TryAsync(ending.Token);
        }
    }

    /// <summary>What is done again and again for a log.</summary>
    sealed class Rounds(Func<CancellationToken, Task> round, string name, ILogger log)
    {
        string? trouble;

        /// <summary>Whatever went wrong is tried again; what is not signed in time is an alarm.</summary>
        [System.Diagnostics.CodeAnalysis.SuppressMessage(
            "Design", "CA1031", Justification = "Whatever it was: nobody else would try again.")]
        public async Task TryAsync(CancellationToken ending)
        {
            try
            {
                await round(ending);
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
                    LedgerMessages.Troubled(log, name, said);
                }

                trouble = said;
            }
        }
    }
}
