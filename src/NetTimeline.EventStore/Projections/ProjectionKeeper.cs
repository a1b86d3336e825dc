using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.EventStore;

/// <summary>Waits for the place of a projection's keeper, keeps it as long as it can, and begins again.</summary>
sealed class ProjectionKeeper(IProjection projection, KeeperPlaces places, ProjectionOptions options)
{
    static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(1);

    readonly TimeSpan lookEvery = options.LookEvery.ToTimeSpan();
    string? trouble;
    long lastSaid;

    /// <summary>Ends by cancellation only.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The next attempt begins from the database.")]
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await WaitAndKeepAsync(cancellation);
            }
            catch (Exception error)
            {
                if (!cancellation.IsCancellationRequested && error is not OperationCanceledException)
                    Note(FoldFault.Of(error.IsOfTheConnection() ? error.WithoutContent() : error).Sentence);
            }

            await Task.Delay(lookEvery, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A database that is away for an hour is not said each second.</summary>
    void Note(string sentence)
    {
        if (sentence == trouble && Stopwatch.GetElapsedTime(lastSaid) < SayAgainAfter)
            return;
        (trouble, lastSaid) = (sentence, Stopwatch.GetTimestamp());
        options.Troubled(projection.Name, sentence);
    }

    async Task WaitAndKeepAsync(CancellationToken cancellation)
    {
        var connection = await places.Keeping.OpenConnectionAsync(cancellation);
        OwnerSession? session = null;
        try
        {
            while ((session = await OwnerSession.TryOpenAsync(connection, projection, options, cancellation)) is null)
                await Task.Delay(lookEvery, cancellation);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Ended);
            await using var tenure = new Tenure(session, projection, places, options, trouble);
            await tenure.RunAsync(either.Token);
        }
        finally
        {
            await (session?.DisposeAsync() ?? connection.DisposeAsync());
        }
    }
}
