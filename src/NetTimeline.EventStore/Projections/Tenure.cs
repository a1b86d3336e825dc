using System.Diagnostics;

namespace NetTimeline.EventStore;

/// <summary>
/// What a keeper does while it has its place: it follows the log with the generation that readers use, makes another
/// when one is asked for, and looks now and then what is asked. All of it in one loop, so that whatever is committed
/// is committed by one thread.
/// </summary>
sealed class Tenure : IAsyncDisposable
{
    readonly OwnerSession session;
    readonly IProjection projection;
    readonly KeeperPlaces places;
    readonly ProjectionOptions options;
    readonly Generations generations;
    readonly Remains remains;
    readonly Pace pace = new();
    readonly string? trouble;
    Follower? live;
    Rebuild? rebuild;
    Wishes wishes = Wishes.None;
    bool verifies;
    bool rulesMayHaveChanged = true;
    long unwantedRules = -1;
    long lastLook;
    long lastFailure;
    int failures;

    /// <param name="trouble">What ended the tenure before; null where nothing did.</param>
    public Tenure(
        OwnerSession session, IProjection projection, KeeperPlaces places, ProjectionOptions options, string? trouble)
    {
        this.trouble = trouble;
        (this.session, this.projection, this.places, this.options) = (session, projection, places, options);
        generations = new(session, projection);
        remains = new(places.Rebuilding, projection, options, NoteAsync);
    }

    /// <summary>Ends by cancellation, or by throwing when it cannot go on.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (trouble is not null)
            await generations.NoteAsync(trouble, cancellation);
        await generations.AbandonUnfinishedAsync(cancellation);
        await OpenLiveAsync(cancellation);
        while (true)
        {
            // Taken before looking: what is appended in between completes it.
            var more = places.Appended.Next;
            if (lastLook == 0 || Stopwatch.GetElapsedTime(lastLook) >= options.LookEvery.ToTimeSpan())
                await LookAsync(cancellation);
            if (wishes.Paused || await StepAsync(cancellation) == 0)
                await WaitAsync(more, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>What runs beside is stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        if (rebuild is not null)
            await rebuild.DisposeAsync();
        await remains.DisposeAsync();
    }

    async Task OpenLiveAsync(CancellationToken cancellation)
    {
        if (await generations.LiveAsync(cancellation) is not { } generation)
            return;
        live = new(
            new(session, projection.Tables, generation.Number), projection,
            await projection.RulesAsync(generation.Rules, cancellation), places.Pages, options, generation,
            await generations.ParkedAsync(generation.Number, cancellation));
        live.Asides.AskForAll();
    }

    async Task<int> StepAsync(CancellationToken cancellation)
    {
        var events = live is null ? 0 : await live.StepAsync(cancellation);
        pace.Add(events);
        if (live is { RulesChanged: true })
            (rulesMayHaveChanged, live.RulesChanged) = (true, false);
        if (rebuild is not null)
            events += await StepRebuildAsync(cancellation);
        return events;
    }

    async Task<int> StepRebuildAsync(CancellationToken cancellation)
    {
        try
        {
            var events = await rebuild!.StepAsync(live, cancellation);
            if (rebuild.IsReady)
                await SwitchAsync(cancellation);
            return events;
        }
        catch (RebuildBrokenException broken)
        {
            await NoteAsync(broken.Fault.Sentence);
            (lastFailure, rulesMayHaveChanged) = (Stopwatch.GetTimestamp(), true);
            failures++;
            await AbandonAsync(cancellation);
            return 0;
        }
    }

    async Task SwitchAsync(CancellationToken cancellation)
    {
        FailPoint.Reach("rebuild.switching");
        await generations.SwitchAsync(rebuild!.Number, cancellation);
        FailPoint.Reach("rebuild.switched");
        live = rebuild.Follower;
        // Made while it was filled, newer ones passed neither follower.
        rulesMayHaveChanged = true;
        await rebuild.DisposeAsync();
        (rebuild, failures) = (null, 0);
    }

    Task NoteAsync(string sentence)
    {
        options.Troubled(projection.Name, sentence);
        return generations.NoteAsync(sentence, CancellationToken.None);
    }

    async Task AbandonAsync(CancellationToken cancellation)
    {
        await rebuild!.DisposeAsync();
        rebuild = null;
        await generations.AbandonUnfinishedAsync(cancellation);
    }

    async Task LookAsync(CancellationToken cancellation)
    {
        lastLook = Stopwatch.GetTimestamp();
        await generations.TellAsync(pace.EventsPerSecond(), rebuild, cancellation);
        wishes = await generations.WishesAsync(live?.Number, rebuild?.Number, cancellation);
        live?.Asides.AskAgain();
        rebuild?.Follower?.Asides.AskAgain();
        foreach (var stream in wishes.Retry)
            live?.Asides.Ask(stream);
        if (rebuild is not null && wishes.Abandoned)
        {
            // The event that brought these rules may be before the live follower yet; it asks for no other.
            unwantedRules = rebuild.Rules;
            await AbandonAsync(cancellation);
        }

        rebuild?.Allow(wishes.Switch);
        if (!wishes.Paused && !IsResting())
            await BeginRebuildWhereNeededAsync(cancellation);
        remains.Look(hasLive: live is not null);
    }

    bool IsResting() => Stopwatch.GetElapsedTime(lastFailure) < RebuildPause.After(failures);

    async Task BeginRebuildWhereNeededAsync(CancellationToken cancellation)
    {
        var rules = rulesMayHaveChanged || live is null
            ? await projection.RulesAsync(null, cancellation)
            : null;
        rulesMayHaveChanged = false;
        var hasNewRules = rules is not null
            && rules.Version > Math.Max(unwantedRules, rebuild?.Rules ?? live?.Rules ?? -1);
        if (rebuild is not null && (hasNewRules || wishes.Verify && !verifies && live is not null))
            await AbandonAsync(cancellation);
        if (rebuild is null && (live is null || hasNewRules || wishes.Rebuild))
        {
            rules ??= await projection.RulesAsync(null, cancellation);
            verifies = wishes.Verify;
            rebuild = await Rebuild.BeginAsync(
                session, generations, projection, rules, places, options, verifies, cancellation);
            FailPoint.Reach("rebuild.begun");
        }
    }

    /// <summary>Until there is something to do, or it is time to look. Who is paused only looks.</summary>
    async Task WaitAsync(Task more, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var time = Task.Delay(options.LookEvery.ToTimeSpan(), enough.Token);
        await (wishes.Paused
            ? Task.WhenAny(time)
            : Task.WhenAny(time, more, live?.Asides.Done ?? more, rebuild?.Done ?? more));
        await enough.CancelAsync();
    }
}
