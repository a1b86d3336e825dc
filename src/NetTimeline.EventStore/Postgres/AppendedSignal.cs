using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Tells followers that something was appended, by this server or another. It may be late, silent or early:
/// whoever waits for it looks by himself now and then. One connection listens for all followers, from the
/// first of them on.
/// </summary>
sealed class AppendedSignal(NpgsqlDataSource source) : IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    readonly Lock gate = new();
    TaskCompletionSource next = NewSource();
    Task? listening;

    /// <summary>
    /// Completes with the next signal. Take it before looking, wait for it after having found nothing.
    /// </summary>
    public Task Next
    {
        get
        {
            lock (gate)
            {
                listening ??= Task.Run(ListenAsync);
                return next.Task;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (listening is not null)
            await listening;
        await source.DisposeAsync();
        ending.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever happened, it is listened again: nobody else would.")]
    async Task ListenAsync()
    {
        for (var losses = 0; !ending.IsCancellationRequested; losses++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(ending.Token);
                connection.Notification += (_, _) => Pulse();
                await using (var listen = new NpgsqlCommand("listen timeline_appended", connection))
                    await listen.ExecuteNonQueryAsync(ending.Token);
                losses = 0;
                // Whatever was appended while nobody listened.
                Pulse();
                while (true)
                    await connection.WaitAsync(ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                var pause = TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(losses, 6)));
                await Task.Delay(pause, ending.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Pulse()
    {
        TaskCompletionSource signal;
        lock (gate)
            (signal, next) = (next, NewSource());
        signal.SetResult();
    }

    static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
