using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>Runs a fold so that it can do no harm: neither by throwing nor by taking its time.</summary>
static class FoldGuard
{
    /// <summary>
    /// What <paramref name="fold"/> makes, or what is wrong with it. One that heeds neither its time nor its token is
    /// left behind on its thread: nobody waits for it, and what it holds is used no more.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "A fold may throw anything; all of it is the stream's fault.")]
    public static async Task<Guarded<T>> RunAsync<T>(
        Func<CancellationToken, T> fold, Duration limit, CancellationToken cancellation)
        where T : class
    {
        var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var folding = Task.Run(
            () =>
            {
                begun.SetResult();
                return fold(ending.Token);
            },
            CancellationToken.None);
        try
        {
            // How long it waits for a thread is not its fault.
            await begun.Task.WaitAsync(cancellation);
            return new(await folding.WaitAsync(limit.ToTimeSpan(), cancellation), null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException) when (!folding.IsFaulted)
        {
            await ending.CancelAsync();
            return new(null, FoldFault.TooSlow(limit));
        }
        catch (Exception error)
        {
            return new(null, FoldFault.Of(error));
        }
        finally
        {
            // One that was left behind may still look at its token.
            if (folding.IsCompleted)
                ending.Dispose();
        }
    }
}

/// <summary>Either of the two.</summary>
readonly record struct Guarded<T>(T? Value, FoldFault? Fault)
    where T : class;
