using System.Threading.Channels;

namespace NetTimeline.EventStore;

/// <summary>
/// The queue before the log: many callers put appends in, one loop takes whatever waits and has it committed
/// together, so that a flush of the disk is shared by all who waited for it.
/// </summary>
sealed class LogWriter<TPending, TResult> : IAsyncDisposable
    where TPending : Pending<TResult>
{
    const long BytesPerCommitMax = 4 * 1024 * 1024;
    const int HeldMax = 4096;
    const int YieldsMax = 8;

    readonly Channel<TPending> waiting;
    readonly LogCommitter<TPending, TResult> committer;
    readonly Action committed;
    readonly int perCommitMax;
    readonly List<TPending> held = [];
    readonly List<TPending> gathered = [];
    readonly Task loop;
    int lastGroup;

    /// <param name="committer">Commits what was gathered.</param>
    /// <param name="committed">Called after each commit; does not throw.</param>
    /// <param name="waitingMax">So many wait in line, and the others at the door.</param>
    /// <param name="perCommitMax">So many positions are taken at once; what takes more goes alone.</param>
    public LogWriter(LogCommitter<TPending, TResult> committer, Action committed, int waitingMax, int perCommitMax)
    {
        (this.committer, this.committed, this.perCommitMax) = (committer, committed, perCommitMax);
        waiting = Channel.CreateBounded<TPending>(new BoundedChannelOptions(waitingMax) { SingleReader = true });
        loop = Task.Run(RunAsync);
    }

    /// <summary>Cancellation counts until it is taken up; from then on the answer comes.</summary>
    public async Task<TResult> AppendAsync(TPending pending, CancellationToken cancellation)
    {
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
            throw new ObjectDisposedException(nameof(LogWriter<,>));
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
                committed();
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
    /// What can be committed together, oldest first: of each name the first only, since the fate of the second
    /// depends on it. Later ones are held for the next time.
    /// </summary>
    List<TPending> Gather()
    {
        var group = new List<TPending>();
        var names = new HashSet<object>();
        var (count, bytes) = (0, 0L);
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

        bool HasRoom() => count < perCommitMax && bytes < BytesPerCommitMax;

        void TakeOrHold(TPending pending)
        {
            var fits = group.Count == 0
                || (count + pending.Count <= perCommitMax
                    && bytes + pending.Bytes <= BytesPerCommitMax);
            if (!fits | !pending.AddNames(names))
            {
                held.Add(pending);
            }
            else if (pending.TryTake())
            {
                group.Add(pending);
                count += pending.Count;
                bytes += pending.Bytes;
            }
        }
    }

    TPending[] TakeHeld()
    {
        var all = held.ToArray();
        held.Clear();
        return all;
    }
}
