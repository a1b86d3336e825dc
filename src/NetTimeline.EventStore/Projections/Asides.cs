namespace NetTimeline.EventStore;

/// <summary>
/// The streams of a generation that are set aside. They are folded again from their first events, one after the
/// other, beside the batches; what comes of it is committed between two batches, so that no event can pass in between.
/// </summary>
/// <remarks>Used by one thread at a time; only the folds run elsewhere.</remarks>
sealed class Asides(
    RowCommit commit,
    IReadOnlyList<ReadTable> tables,
    IProjectionRules rules,
    StreamPages pages,
    ProjectionOptions options,
    Dictionary<Guid, Parked> parked)
{
    static readonly Task<Guarded<StreamFolding>> Never =
        new TaskCompletionSource<Guarded<StreamFolding>>().Task;

    readonly Queue<Guid> due = new();
    Guid current;
    Task<Guarded<StreamFolding>> folding = Never;

    public bool Contains(Guid stream) => parked.ContainsKey(stream);

    public void Add(Parked stream) => parked.Add(stream.Stream, stream);

    public bool AreThere => parked.Count > 0;

    /// <summary>Of some it is not settled yet whether they stay aside.</summary>
    public bool AreTriedAgain => parked.Values.Any(stream => stream.Attempts < options.AttemptsMax);

    /// <summary>Completes when there is something to commit.</summary>
    public Task Done => folding;

    /// <summary>Those that have not failed often enough are due again.</summary>
    public void AskAgain()
    {
        foreach (var stream in parked.Values.Where(stream => stream.Attempts < options.AttemptsMax))
            Ask(stream.Stream);
    }

    /// <summary>All are due, however often they failed: this program may do what another could not.</summary>
    public void AskForAll()
    {
        foreach (var stream in parked.Keys)
            Ask(stream);
    }

    /// <summary>Does nothing where it is not set aside or its turn comes anyhow.</summary>
    public void Ask(Guid stream)
    {
        if (parked.ContainsKey(stream) && !due.Contains(stream) && !IsUnderWay(stream))
            due.Enqueue(stream);
    }

    /// <summary>
    /// Commits what is done and begins the next. Never waits for a fold. Its answer is a fold that may be kept.
    /// </summary>
    /// <param name="position">The checkpoint: up to here, and no further, a stream is taken up.</param>
    public async Task<FoldedStream?> StepAsync(long position, CancellationToken cancellation)
    {
        FoldedStream? takenUp = null;
        if (folding.IsCompleted)
        {
            var done = await folding;
            folding = Never;
            takenUp = (done.Fault ?? done.Value?.Fault) is { } fault
                ? await FailAsync(position, fault, cancellation)
                : await TakeUpAsync(position, done.Value!, cancellation);
        }

        if (folding == Never && due.TryDequeue(out current))
            folding = FoldAsync(current, null, position, cancellation);
        return takenUp;
    }

    bool IsUnderWay(Guid stream) => folding != Never && current == stream;

    async Task<FoldedStream?> FailAsync(long position, FoldFault fault, CancellationToken cancellation)
    {
        var before = parked[current];
        var failed = before with
        {
            Attempts = before.Attempts + 1,
            Error = fault.Error,
            Explanation = fault.Explanation,
        };
        await commit.CommitAsync(new(position, position, [], [failed], []), cancellation);
        parked[current] = failed;
        return null;
    }

    /// <summary>
    /// Batches may have passed since the fold began: what they left out for this stream is folded before its rows are
    /// committed.
    /// </summary>
    async Task<FoldedStream?> TakeUpAsync(long position, StreamFolding done, CancellationToken cancellation)
    {
        if (done.Fold is { } fold)
        {
            var more = await pages.OfStreamAsync(current, fold.Version, position, max: 1, cancellation);
            if (more.Count > 0)
            {
                folding = FoldAsync(current, fold, position, cancellation);
                return null;
            }

            var rows = new StreamRows(current, done.Rows);
            if (await commit.TryAsync(rows, cancellation) is { } fault)
                return await FailAsync(position, fault, cancellation);
            await commit.CommitAsync(new(position, position, [rows], [], [current]), cancellation);
        }
        else
        {
            await commit.CommitAsync(new(position, position, [], [], [current]), cancellation);
        }

        parked.Remove(current);
        return done.Fold;
    }

    async Task<Guarded<StreamFolding>> FoldAsync(
        Guid stream, FoldedStream? fold, long upToPosition, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        var bytes = fold?.Bytes ?? 0;
        while (true)
        {
            var after = events.Count > 0 ? events[^1].Version : fold?.Version ?? 0;
            var page = await pages.OfStreamAsync(
                stream, after, upToPosition, options.EventsPerBatchMax, cancellation);
            events.AddRange(page);
            bytes += page.Sum(item => item.Payload.Length);
            if (bytes > options.StreamBytesMax)
                return new(null, FoldFault.TooLarge(options.StreamBytesMax));
            if (events.Count > 0 && events[^1].Version > options.StreamEventsMax)
                return new(null, FoldFault.TooMany(events[^1].Version, options.StreamEventsMax));
            if (page.Count < options.EventsPerBatchMax)
                break;
        }

        return await FoldGuard.RunAsync(
            ending => StreamFolding.Of(
                fold ?? FoldedStream.Begin(rules, stream), tables, [], events, options.StreamBytesMax, ending),
            options.FoldBudget,
            cancellation);
    }
}
