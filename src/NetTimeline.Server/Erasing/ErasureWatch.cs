using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Feed;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// Whatever any server erases this one forgets within a second: folds, names, what it has ready to send. What it
/// answers until then it reads on from the database, which has forgotten already.
/// </summary>
sealed class ErasureWatch(
    ErasureReader erasures, Tombstones tombstones, PatientJournal journal, RegistryKeys keys, ChangeFeed feed,
    ILogger<ErasureWatch> log)
    : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    long position;

    /// <summary>All that was erased up to now, before anything is served.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        tombstones.Add(await erasures.TombstonesAsync(after: null, cancellation));
        await LookAsync(cancellation);
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
            catch (EventStoreException away)
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
        var more = await erasures.AfterAsync(position, cancellation);
        if (more.Count == 0)
        {
            return;
        }

        tombstones.Add(await erasures.TombstonesAsync(position, cancellation));
        foreach (var erasure in more)
        {
            journal.Forget(erasure.Stream);
            keys.Forget(erasure.Stream);
        }

        feed.Forget();
        position = more[^1].Position;
    }
}
