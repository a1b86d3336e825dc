using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Feed;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// Whatever any server erases this one forgets within a second: folds, and what it has ready to send. What it
/// answers until then it reads on from the database, which has forgotten already. Within a second it also notices that
/// the database is an older one than before, which has back what was erased since.
/// </summary>
sealed class ErasureWatch(
    IServiceProvider services, ErasureReader erasures, ErasureStanding standing, Tombstones tombstones,
    PatientJournal journal, ChangeFeed feed, ILogger<ErasureWatch> log)
    : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    readonly PatientEraser? eraser = services.GetService<PatientEraser>();
    readonly LedgerPublisher? publisher = services.GetRequiredService<Ledgers>().Events.Publisher;
    readonly Lock gate = new();
    PastErasure? newest;
    long lastPosition;
    bool wasFrozen;

    /// <summary>
    /// All that was erased up to now, before anything is served: what was written down and is not in the database is
    /// erased again.
    /// </summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        await BringAboutAsync(cancellation);
        await LookForFolderAsync(cancellation);
        if (standing.IsStranger)
        {
            ErasingLog.ForeignFolder(log, Secret.File);
        }
    }

    /// <summary>The log went as far as this; a database that does not is an older one.</summary>
    public void Saw(long position)
    {
        lock (gate)
        {
            lastPosition = Math.Max(lastPosition, position);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isAway = false;
        using var timer = new PeriodicTimer(LookEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
                isAway = false;
            }
            catch (Exception away) when (away is EventStoreException or AppendOutcomeUnknownException
                or InvalidDataException or IOException)
            {
                if (!isAway)
                {
                    ErasingLog.CannotLook(log, away.Message);
                }

                isAway = true;
            }
        }
    }

    async Task LookAsync(CancellationToken cancellation)
    {
        var before = Seen();
        var extent = await erasures.ExtentAsync(newest, cancellation);
        var isFrozen = publisher?.Standstill is { IsFrozen: true };
        if (!standing.IsBehind && (extent.LastPosition < before || !extent.HasKnown))
        {
            standing.IsBehind = true;
            ErasingLog.WentBack(log, before, extent.LastPosition);
        }

        var mayBeBehind = standing.IsBehind || (isFrozen && !wasFrozen);
        wasFrozen = isFrozen;
        if (!mayBeBehind)
        {
            Saw(extent.LastPosition);
            await LearnAsync(cancellation);
            await LookForFolderAsync(cancellation);
        }
        else if (extent.IsWhole)
        {
            await BringAboutAsync(cancellation);
        }
    }

    async Task BringAboutAsync(CancellationToken cancellation)
    {
        journal.Forget();
        feed.Forget();
        if (eraser is not null)
        {
            var reapplied = await eraser.ReapplyAsync(
                services.GetRequiredService<ErasureNotes>().Read(), await erasures.AfterAsync(0, cancellation),
                cancellation);
            standing.Left = reapplied.Left;
            ErasingLog.Reapplied(log, reapplied);
        }

        newest = null;
        tombstones.Add(await erasures.TombstonesAsync(after: null, cancellation));
        await LearnAsync(cancellation);
        var end = (await erasures.ExtentAsync(newest, cancellation)).LastPosition;
        lock (gate)
        {
            lastPosition = end;
        }

        standing.IsBehind = false;
    }

    long Seen()
    {
        lock (gate)
        {
            return lastPosition;
        }
    }

    async Task LearnAsync(CancellationToken cancellation)
    {
        var more = await erasures.AfterAsync(newest?.Position ?? 0, cancellation);
        tombstones.Add(await erasures.TombstonesAsync(newest?.Position ?? 0, cancellation));
        if (more.Count == 0)
        {
            return;
        }

        foreach (var erasure in more)
        {
            if (erasure.Whole)
            {
                tombstones.Add(erasure.Stream, erasure.Position);
            }

            journal.Forget(erasure.Stream);
        }

        feed.Forget();
        standing.Erased(more.Select(each => each.Stream).ToHashSet());
        newest = more[^1];
    }

    /// <summary>A server without the folder learns that the database is used with one.</summary>
    async Task LookForFolderAsync(CancellationToken cancellation) => standing.IsStranger =
        eraser is null && (await erasures.SecretsAsync(cancellation)).Count > 0;
}
