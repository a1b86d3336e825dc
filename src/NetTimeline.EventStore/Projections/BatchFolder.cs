namespace NetTimeline.EventStore;

/// <summary>What a page of the log does to the rows of a read model.</summary>
/// <param name="Rows">All rows of each stream that changed.</param>
/// <param name="Folds">What they came of; to be kept when the rows are committed.</param>
/// <param name="Firsts">The first event of each of these streams in the page.</param>
/// <param name="Failed">Streams that have to be set aside.</param>
sealed record FoldedBatch(
    List<StreamRows> Rows, List<FoldedStream> Folds, Dictionary<Guid, StoredEvent> Firsts, List<Parked> Failed);

/// <summary>Folds the streams that a page of the log touches. Used by one thread at a time.</summary>
sealed class BatchFolder(
    IReadOnlyList<ReadTable> tables,
    IProjectionRules rules,
    FoldCache cache,
    StreamPages pages,
    ProjectionOptions options)
{
    /// <summary>So many events of streams' beginnings are held at once, unless one stream alone has more.</summary>
    const int EventsReadAtOnce = 20_000;

    /// <summary>
    /// Each stream of the page that is not set aside already. Folds that are used leave the cache.
    /// </summary>
    public async Task<FoldedBatch> FoldAsync(
        IReadOnlyList<StoredEvent> page, Func<Guid, bool> isParked, CancellationToken cancellation)
    {
        var batch = new FoldedBatch([], [], [], []);
        var fromBeginning = new List<List<StoredEvent>>();
        foreach (var events in ByStream(page).Where(events => !isParked(events[0].Stream)))
        {
            var isKept = cache.TryTake(events[0].Stream, events[0].Version - 1, out var fold);
            if (events[^1].Version > options.StreamEventsMax)
                batch.Failed.Add(Failure(events[0], FoldFault.TooMany(events[^1].Version, options.StreamEventsMax)));
            else if (isKept)
                await FoldAsync(batch, () => fold, [], events, cancellation);
            else
                fromBeginning.Add(events);
        }

        foreach (var portion in Portions(fromBeginning))
            await FoldFromBeginningAsync(batch, portion, cancellation);
        return batch;
    }

    async Task FoldFromBeginningAsync(
        FoldedBatch batch, IReadOnlyList<List<StoredEvent>> streams, CancellationToken cancellation)
    {
        var asked = streams.Where(events => events[0].Version > 1)
            .Select(events => (events[0].Stream, events[0].Version - 1)).ToList();
        var beginnings = asked.Count == 0
            ? []
            : ByStream(await pages.BeginningsAsync(asked, cancellation)).ToDictionary(events => events[0].Stream);
        foreach (var events in streams)
        {
            var stream = events[0].Stream;
            await FoldAsync(
                batch,
                () => FoldedStream.Begin(rules, stream),
                beginnings.TryGetValue(stream, out var before) ? before : [],
                events,
                cancellation);
        }
    }

    async Task FoldAsync(
        FoldedBatch batch, Func<FoldedStream?> begin, List<StoredEvent> before, List<StoredEvent> events,
        CancellationToken cancellation)
    {
        var done = await FoldGuard.RunAsync(
            ending => StreamFolding.Of(begin(), tables, before, events, options.StreamBytesMax, ending),
            options.FoldPatience,
            cancellation);
        if ((done.Fault ?? done.Value?.Fault) is { } fault)
        {
            batch.Failed.Add(Failure(events[0], fault));
        }
        else if (done.Value!.Fold is { } fold)
        {
            batch.Folds.Add(fold);
            batch.Rows.Add(new(fold.Stream, done.Value.Rows));
            batch.Firsts.Add(fold.Stream, events[0]);
        }
    }

    public static Parked Failure(StoredEvent first, FoldFault fault) =>
        new(first.Stream, first.Version, first.Position, Attempts: 1, fault.Error, fault.Explanation);

    static IEnumerable<List<StoredEvent>> ByStream(IReadOnlyList<StoredEvent> page)
    {
        var streams = new Dictionary<Guid, List<StoredEvent>>();
        foreach (var item in page)
        {
            if (!streams.TryGetValue(item.Stream, out var events))
                streams.Add(item.Stream, events = []);
            events.Add(item);
        }

        return streams.Values;
    }

    static IEnumerable<List<List<StoredEvent>>> Portions(List<List<StoredEvent>> streams)
    {
        var portion = new List<List<StoredEvent>>();
        var events = 0L;
        foreach (var stream in streams)
        {
            if (portion.Count > 0 && events + stream[^1].Version > EventsReadAtOnce)
            {
                yield return portion;
                (portion, events) = ([], 0);
            }

            portion.Add(stream);
            events += stream[^1].Version;
        }

        if (portion.Count > 0)
            yield return portion;
    }
}
