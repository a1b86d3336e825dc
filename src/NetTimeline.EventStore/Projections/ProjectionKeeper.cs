using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.EventStore;

/// <summary>Waits for the place of a projection's keeper, keeps it as long as it can, and begins again.</summary>
sealed class ProjectionKeeper(IProjection projection, KeeperPlaces places, ProjectionOptions options)
{
    readonly TimeSpan lookEvery = options.LookEvery.ToTimeSpan();

    /// <summary>Ends by cancellation only.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever happened, the next attempt begins from the database.")]
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
                    options.Troubled(projection.Name, FoldFault.Of(Quiet(error)).Sentence);
            }

            await Task.Delay(lookEvery, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static Exception Quiet(Exception error) => error.IsOfTheConnection() ? error.WithoutContent() : error;

    async Task WaitAndKeepAsync(CancellationToken cancellation)
    {
        var connection = await places.Keeping.OpenConnectionAsync(cancellation);
        OwnerSession? session = null;
        try
        {
            while ((session = await OwnerSession.TryOpenAsync(connection, projection, options, cancellation)) is null)
                await Task.Delay(lookEvery, cancellation);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Ended);
            await KeepAsync(session, either.Token);
        }
        finally
        {
            await (session?.DisposeAsync() ?? connection.DisposeAsync());
        }
    }

    async Task KeepAsync(OwnerSession session, CancellationToken cancellation)
    {
        var generations = new Generations(session, projection);
        var follower = await FollowerAsync(session, generations, cancellation);
        while (true)
        {
            // Taken before looking: what is appended in between completes it.
            var more = places.Appended.Next;
            if (await follower.StepAsync(cancellation) == 0)
                await Task.WhenAny(more, Task.Delay(lookEvery, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    async Task<Follower> FollowerAsync(
        OwnerSession session, Generations generations, CancellationToken cancellation)
    {
        var live = await generations.LiveAsync(cancellation);
        var rules = await projection.RulesAsync(live?.Rules, cancellation);
        if (live is null)
        {
            live = await generations.BeginAsync(rules.Version, verify: false, cancellation);
            await generations.IndexAsync(live.Number, cancellation);
            await generations.SwitchAsync(live.Number, cancellation);
        }

        var parked = await generations.ParkedAsync(live.Number, cancellation);
        var commit = new RowCommit(session, projection.Tables, live.Number);
        return new(commit, projection, rules, places.Pages, options, live, parked);
    }
}
