using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.EventStore;

/// <summary>
/// A new generation on its way: its tables are filled beside those that readers use, then it follows the log until
/// it is where they are, is compared with them where that was asked for, and is ready to take their place.
/// </summary>
/// <remarks>Stepped by one thread; what takes long runs beside it.</remarks>
sealed class Rebuild : IAsyncDisposable
{
    /// <summary>So many batches in one step while it is behind: it has to be faster than the log.</summary>
    const int BatchesPerStep = 8;

    readonly CancellationTokenSource ending = new();
    readonly Generations generations;
    readonly KeeperPlaces places;
    readonly IProjection projection;
    readonly GenerationLoad load;
    readonly Task loading;
    readonly Func<Generation, Dictionary<Guid, Parked>, Follower> follow;
    readonly bool verify;
    Task<Differences>? comparing;
    bool compared;
    bool allowed;

    Rebuild(
        Generation generation, GenerationLoad load, Func<Generation, Dictionary<Guid, Parked>, Follower> follow,
        Generations generations, IProjection projection, KeeperPlaces places, bool verify)
    {
        (Number, Rules) = (generation.Number, generation.Rules);
        (this.load, this.follow, this.generations) = (load, follow, generations);
        (this.projection, this.places, this.verify) = (projection, places, verify);
        loading = Task.Run(() => load.RunAsync(ending.Token));
    }

    public int Number { get; }

    public long Rules { get; }

    public LoadProgress? Progress => load.Progress;

    /// <summary>Follows the new generation, once it is filled.</summary>
    public Follower? Follower { get; private set; }

    /// <summary>It may take the place of the old one now.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Completes when there is something to do but following.</summary>
    public Task Done => Follower is null ? loading
        : comparing is null ? Follower.Asides.Done
        : Task.WhenAny(comparing, Follower.Asides.Done);

    public static async Task<Rebuild> BeginAsync(
        OwnerSession session, Generations generations, IProjection projection, IProjectionRules rules,
        KeeperPlaces places, ProjectionOptions options, bool verify, CancellationToken cancellation)
    {
        var generation = await generations.BeginAsync(rules.Version, verify, cancellation);
        var load = new GenerationLoad(places.Rebuilding, projection, rules, generation.Number, options);
        return new(generation, load, Follow, generations, projection, places, verify);

        Follower Follow(Generation filled, Dictionary<Guid, Parked> parked) => new(
            new(session, projection.Tables, filled.Number), projection, rules, places.Pages, options, filled, parked);
    }

    /// <summary>It may take the old one's place whatever the comparison finds.</summary>
    public void Allow(bool isAllowed) => allowed |= isAllowed;

    /// <summary>Goes on by a little; how many events it applied.</summary>
    /// <exception cref="RebuildBrokenException">It cannot be finished.</exception>
    public async Task<int> StepAsync(Follower? live, CancellationToken cancellation)
    {
        if (!loading.IsCompleted)
            return 0;
        if (Follower is null)
            await OpenAsync(cancellation);
        var events = 0;
        var step = 0;
        for (var batch = 0; batch < BatchesPerStep; batch++)
        {
            step = await Follower!.StepAsync(cancellation);
            events += step;
            if (step == 0 || Follower.Position >= live?.Position)
                break;
        }

        if (live is null ? step == 0 : Follower!.Position >= live.Position)
            await ArriveAsync(live, cancellation);
        return events;
    }

    /// <summary>What runs beside is stopped and waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (comparing is not null)
            await ((Task)comparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    async Task OpenAsync(CancellationToken cancellation)
    {
        await EndOfAsync(loading, cancellation);
        var filled = new Generation(Number, Rules, load.UpTo);
        await generations.FilledAsync(filled, cancellation);
        Follower = follow(filled, await generations.ParkedAsync(Number, cancellation));
    }

    /// <summary>
    /// It is where the old one is. A stream that was set aside and is tried again by itself is waited for; those that
    /// stay aside have the rows of before, as far as there are any.
    /// </summary>
    async Task ArriveAsync(Follower? live, CancellationToken cancellation)
    {
        if (Follower!.Asides.AreTriedAgain)
            return;
        if (live is not null && Follower.Asides.AreThere && comparing is null)
            await generations.CarryOverAsync(live.Number, Number, cancellation);
        if (!verify || live is null || allowed)
        {
            IsReady = true;
        }
        else if (comparing is null && !compared && Follower.Position == live.Position)
        {
            var comparison = await Comparison.OpenAsync(
                places.Rebuilding, projection.Tables, live.Number, Number, cancellation);
            comparing = Task.Run(() => comparison.RunAsync(ending.Token));
        }
        else if (comparing is { IsCompleted: true })
        {
            await EndOfAsync(comparing, cancellation);
            var differences = await comparing;
            (compared, comparing) = (true, null);
            await generations.ComparedAsync(Number, differences, cancellation);
            IsReady = differences.Count == 0;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever broke it, the old generation goes on.")]
    static async Task EndOfAsync(Task task, CancellationToken cancellation)
    {
        try
        {
            await task;
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw new RebuildBrokenException(FoldFault.Of(error.IsOfTheConnection() ? error.WithoutContent() : error));
        }
    }
}
