using System.Globalization;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Server.Health;
using NetTimeline.Server.Ledger.Witnessing;
using NodaTime;

namespace NetTimeline.Server.Ledger;

/// <summary>The logs of this server, and how each stands.</summary>
/// <param name="All">In the order in which they are listed.</param>
/// <param name="Client">By which witnesses are asked.</param>
sealed record Ledgers(IReadOnlyList<SignedLog> All, WitnessClient Client) : IAsyncDisposable
{
    /// <summary>What was recorded of streams.</summary>
    public SignedLog Events => All[0];

    public SignedLog Of(LogName name) => All.Single(log => log.Name == Words.Of(name));

    /// <summary>
    /// The tree that a path names: <c>events</c> is the first epoch's, <c>events-1</c> the next one's. Each keeps its
    /// path for ever, since what was fetched of it may be kept for ever.
    /// </summary>
    public async Task<(LedgerReader Reader, LedgerEpoch Epoch)?> FindAsync(string path, CancellationToken cancellation)
    {
        foreach (var log in All.Where(each => path.StartsWith(each.Name, StringComparison.Ordinal)))
        {
            var epochs = await log.Reader.EpochsAsync(cancellation);
            if (epochs.FirstOrDefault(each => PathOf(log.Name, each.Number) == path) is { } epoch)
            {
                return (log.Reader, epoch);
            }
        }

        return null;
    }

    public static string PathOf(string log, int epoch) =>
        epoch == 0 ? log : string.Create(CultureInfo.InvariantCulture, $"{log}-{epoch}");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var log in All)
        {
            await (log.Publisher?.DisposeAsync() ?? ValueTask.CompletedTask);
            await log.Reader.DisposeAsync();
        }
    }
}

/// <summary>The logs, as whoever asks names them.</summary>
enum LogName
{
    Events,
    Access,
}

/// <summary>A log as this server sees it.</summary>
/// <param name="Reader">Of its tree.</param>
/// <param name="Publisher">Null where this server has no folder, and signs nothing.</param>
/// <param name="Witnesses">Who is asked to cosign it.</param>
sealed record SignedLog(
    LedgerReader Reader, LedgerPublisher? Publisher, IReadOnlyList<WitnessRounds> Witnesses)
{
    public string Name => Reader.Log.Name;

    /// <summary>How it stands now.</summary>
    public async Task<LogView> ViewAsync(TimelineServerOptions options, CancellationToken cancellation)
    {
        var epochs = await Reader.EpochsAsync(cancellation);
        var epoch = epochs[^1];
        var (size, broken) = await SizeAsync(cancellation);
        var newest = await Reader.NewestCheckpointAsync(epoch, cancellation);
        var oldest = await Reader.RecordedAfterAsync(epoch, newest?.Size ?? 0, cancellation);
        var now = options.Clock.GetCurrentInstant();
        var waiting = oldest is { } us ? Seconds(now - LedgerTimes.Moment(us)) : 0;
        var standstill = broken ?? Publisher?.Standstill;
        var isContradicted = Witnesses.Any(rounds => rounds.Trouble is { Why.IsContradiction: true });
        return new LogView(
            Name, HealthOf(standstill, isContradicted, waiting, options), epoch.Number, epoch.Origin,
            $"/ledger/{Ledgers.PathOf(Name, epoch.Number)}", size ?? newest?.Size ?? 0, newest?.Size ?? 0,
            newest is null ? null : LedgerTimes.Moment(newest.SignedUs), waiting, Publisher is not null,
            standstill?.IsFrozen is true, isContradicted,
            standstill is null ? null : new StandstillView(standstill.Kind, standstill.Sentence),
            [.. await WitnessesAsync(epoch, cancellation)], [.. await EndedAsync(epochs, cancellation)]);
    }

    /// <summary>No size where the leaves do not say how large the tree is.</summary>
    async Task<(long? Size, Standstill? Broken)> SizeAsync(CancellationToken cancellation)
    {
        try
        {
            return ((await Reader.HeadAsync(cancellation)).Size, null);
        }
        catch (EventStoreException broken) when (broken.IsOfTheLedger)
        {
            return (null, Standstill.Broken(broken.Message));
        }
    }

    async Task<List<WitnessView>> WitnessesAsync(LedgerEpoch epoch, CancellationToken cancellation)
    {
        var views = new List<WitnessView>();
        foreach (var rounds in Witnesses)
        {
            var last = await Reader.CosignatureAsync(epoch, rounds.Witness.Key.ToString(), cancellation);
            var trouble = rounds.Trouble;
            views.Add(new(
                rounds.Witness.Name, last?.Size ?? 0,
                last is null ? null : Instant.FromUnixTimeSeconds(last.WitnessedSeconds),
                trouble is null ? null : new(trouble.Why.Kind, trouble.Why.Sentence, trouble.Since)));
        }

        return views;
    }

    async Task<List<EndedEpochView>> EndedAsync(
        IReadOnlyList<LedgerEpoch> epochs, CancellationToken cancellation)
    {
        var ended = new List<EndedEpochView>();
        foreach (var epoch in epochs.Where(each => each.EndPosition is not null))
        {
            var last = await Reader.NewestCheckpointAsync(epoch, cancellation);
            ended.Add(new(
                epoch.Number, epoch.Origin, $"/ledger/{Ledgers.PathOf(Name, epoch.Number)}",
                epoch.EndPosition!.Value - epoch.FirstPosition, last?.Size ?? 0));
        }

        return ended;
    }

    string HealthOf(
        Standstill? standstill, bool isContradicted, decimal waiting, TimelineServerOptions options) =>
        Publisher is not null && standstill is null && !isContradicted
        && waiting < (decimal)options.Ledger.AlarmAfter.TotalSeconds
            ? HealthView.Healthy
            : HealthView.Unhealthy;

    static decimal Seconds(Duration duration) => decimal.Round(Math.Max(0, (decimal)duration.TotalSeconds), 3);
}

/// <summary>The ledger's times are microseconds since the beginning of 1970.</summary>
static class LedgerTimes
{
    const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1000;

    public static Instant Moment(long us) => Instant.FromUnixTimeTicks(us * TicksPerMicrosecond);

    /// <summary>What is finer is cut off.</summary>
    public static long Us(Instant moment) => moment.ToUnixTimeTicks() / TicksPerMicrosecond;
}
