using System.Threading.Channels;

namespace NetTimeline.EventStore;

/// <summary>
/// The queue before the log: many callers put appends in, one loop takes whatever waits and has it committed
/// together, so that a flush of the disk is shared by all who waited for it.
/// </summary>
sealed class AppendWriter : IAsyncDisposable
{
    const long BytesPerCommitMax = 4 * 1024 * 1024;
    const int HeldMax = 4096;
    const int YieldsMax = 8;

    readonly Channel<PendingAppend> waiting;
    readonly AppendCommitter committer;
    readonly Upkeep upkeep;
    readonly int eventsPerCommitMax;
    readonly List<PendingAppend> held = [];
    readonly List<PendingAppend> gathered = [];
    readonly Task loop;
    int lastGroup;

    public AppendWriter(
        AppendCommitter committer, Upkeep upkeep, int waitingAppendsMax, int eventsPerCommitMax)
    {
        this.committer = committer;
        this.upkeep = upkeep;
        this.eventsPerCommitMax = eventsPerCommitMax;
        waiting = Channel.CreateBounded<PendingAppend>(
            new BoundedChannelOptions(waitingAppendsMax) { SingleReader = true });
        loop = Task.Run(RunAsync);
    }

    /// <summary>Cancellation counts until the append is taken up; from then on the answer comes.</summary>
    public async Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        var pending = new PendingAppend(append);
        try
        {
            await waiting.Writer.WriteAsync(pending, cancellation);
            FailPoint.Reach("append.queued");
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } failure)
        {
            throw Stopped(failure);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(IEventStore));
        }

        return await pending.AnswerAsync(cancellation);
    }

    /// <summary>Takes nothing more in, and returns when all that waited is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await loop;
    }

    /// <summary>Does not throw: where it fails everybody who waits is told, and nothing more is taken in.</summary>
    async Task RunAsync()
    {
        var committing = false;
        try
        {
            while (held.Count > 0 || await waiting.Reader.WaitToReadAsync())
            {
                await LetTheAnsweredComeBackAsync();
                var group = Gather();
                lastGroup = group.Count;
                if (group.Count == 0)
                    continue;
                committing = true;
                FailPoint.Reach("append.taken");
                await committer.CommitAsync(group);
                committing = false;
                upkeep.FallBehind();
            }
        }
        catch (Exception error)
        {
            waiting.Writer.TryComplete(error);
            FailAll(error, committing);
        }
    }

    void FailAll(Exception error, bool committing)
    {
        var stopped = Stopped(error);
        foreach (var pending in held)
            pending.Fail(stopped);
        foreach (var pending in gathered)
            pending.Fail(committing ? new AppendOutcomeUnknownException(stopped.Message, stopped) : stopped);
        while (waiting.Reader.TryRead(out var pending))
            pending.Fail(stopped);
    }

    static EventStoreException Stopped(Exception error) =>
        new($"The store has stopped appending ({error.GetType().Name}).", sqlState: null);

    /// <summary>
    /// Callers that were just answered mostly ask again. Without this the first of them would have a commit
    /// to itself and all others would wait for it; a lone caller waits for nobody.
    /// </summary>
    async Task LetTheAnsweredComeBackAsync()
    {
        for (var yields = 0; yields < YieldsMax && held.Count + waiting.Reader.Count < lastGroup; yields++)
            await Task.Yield();
    }

    /// <summary>
    /// What can be committed together, oldest first: of each stream, stream key and command key the first
    /// only, since the fate of the second depends on it. Later ones are held for the next time.
    /// </summary>
    List<PendingAppend> Gather()
    {
        var group = new List<PendingAppend>();
        var names = new HashSet<object>();
        var (events, bytes) = (0, 0L);
        gathered.Clear();
        gathered.AddRange(held);
        foreach (var pending in TakeHeld())
            TakeOrHold(pending);
        while (held.Count < HeldMax && HasRoom() && waiting.Reader.TryRead(out var pending))
        {
            gathered.Add(pending);
            TakeOrHold(pending);
        }

        return group;

        bool HasRoom() => events < eventsPerCommitMax && bytes < BytesPerCommitMax;

        void TakeOrHold(PendingAppend pending)
        {
            var fits = group.Count == 0
                || (events + pending.Append.Events.Count <= eventsPerCommitMax
                    && bytes + pending.Bytes <= BytesPerCommitMax);
            if (!fits | !AddNames(names, pending.Append))
            {
                held.Add(pending);
            }
            else if (pending.TryTake())
            {
                group.Add(pending);
                events += pending.Append.Events.Count;
                bytes += pending.Bytes;
            }
        }
    }

    PendingAppend[] TakeHeld()
    {
        var all = held.ToArray();
        held.Clear();
        return all;
    }

    /// <summary>
    /// False where one of them is named already. All are added, so that order is kept for each name.
    /// </summary>
    static bool AddNames(HashSet<object> names, Append append) =>
        names.Add(append.Stream)
        & (append.StreamKey is null || names.Add(append.StreamKey))
        & (append.Command is not { } command || names.Add((command.Scope, command.Key)));
}
