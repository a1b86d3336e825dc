using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Brings one generation from its checkpoint to the end of the log, batch by batch. What it knows is never ahead of
/// what is committed: after any failure it is thrown away, and another begins with what the database says.
/// </summary>
/// <remarks>Used by one thread at a time.</remarks>
sealed class Follower
{
    readonly RowCommit commit;
    readonly BatchFolder folder;
    readonly StreamPages pages;
    readonly ProjectionOptions options;
    readonly FoldCache cache;
    readonly Guid? rulesStream;
    int eventsPerBatch;

    public Follower(
        RowCommit commit, IProjection projection, IProjectionRules rules, StreamPages pages,
        ProjectionOptions options, Generation generation, Dictionary<Guid, Parked> parked)
    {
        (this.commit, this.pages, this.options) = (commit, pages, options);
        Asides = new(commit, projection.Tables, rules, pages, options, parked);
        rulesStream = projection.RulesStream;
        cache = new(options.EventsKeptMax, options.BytesKeptMax);
        folder = new(projection.Tables, rules, cache, pages, options);
        (Position, Number, Rules) = (generation.Position, generation.Number, generation.Rules);
        eventsPerBatch = options.EventsPerBatchMax;
    }

    /// <summary>Of the generation.</summary>
    public int Number { get; }

    /// <summary>The version of the rules by which it follows.</summary>
    public long Rules { get; }

    /// <summary>The streams that are set aside.</summary>
    public Asides Asides { get; }

    /// <summary>The checkpoint.</summary>
    public long Position { get; private set; }

    /// <summary>An event has passed that changes the rules; whoever sees to it takes this back.</summary>
    public bool RulesChanged { get; set; }

    /// <summary>One batch, and what is done aside; how many events the batch had.</summary>
    /// <exception cref="PlaceLostException">Another keeps the projection.</exception>
    public async Task<int> StepAsync(CancellationToken cancellation)
    {
        if (await Asides.StepAsync(Position, cancellation) is { } takenUp)
            cache.Put(takenUp);
        var page = await pages.AfterAsync(Position, eventsPerBatch, cancellation);
        if (page.Count == 0)
            return 0;
        var batch = await folder.FoldAsync(page, Asides.Contains, cancellation);
        try
        {
            await CommitAsync(batch, page[^1].Position, cancellation);
        }
        catch (NpgsqlException error) when (error.TookTooLong() && page.Count > 1)
        {
            // Its folds are gone with it. Half of it is tried after a pause: the database may only be busy.
            eventsPerBatch = page.Count / 2;
            return 0;
        }

        eventsPerBatch = Math.Min(options.EventsPerBatchMax, eventsPerBatch * 2);
        foreach (var fold in batch.Folds)
            cache.Put(fold);
        foreach (var failed in batch.Failed)
            Asides.Add(failed);
        Position = page[^1].Position;
        RulesChanged |= page.Exists(item => item.Stream == rulesStream);
        return page.Count;
    }

    async Task CommitAsync(FoldedBatch batch, long to, CancellationToken cancellation)
    {
        try
        {
            await commit.CommitAsync(new(Position, to, batch.Rows, batch.Failed, []), cancellation);
        }
        catch (PostgresException error) when (error.LiesWithTheData())
        {
            await SetCulpritsAsideAsync(batch, cancellation);
            await commit.CommitAsync(new(Position, to, batch.Rows, batch.Failed, []), cancellation);
        }
    }

    /// <summary>Rows that the database refuses are the fault of their stream, and of no other.</summary>
    async Task SetCulpritsAsideAsync(FoldedBatch batch, CancellationToken cancellation)
    {
        for (var place = batch.Rows.Count - 1; place >= 0; place--)
        {
            if (await commit.TryAsync(batch.Rows[place], cancellation) is not { } fault)
                continue;
            var stream = batch.Rows[place].Stream;
            var first = batch.Firsts[stream];
            batch.Failed.Add(BatchFolder.Failure(first, fault));
            batch.Rows.RemoveAt(place);
            batch.Folds.RemoveAll(fold => fold.Stream == stream);
        }
    }
}
