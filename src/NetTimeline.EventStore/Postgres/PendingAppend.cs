namespace NetTimeline.EventStore;

/// <summary>
/// An append that waits for its answer. Until the writer takes it the caller may give up; from then on the
/// caller waits for what became of it, since giving up would not undo it.
/// </summary>
sealed class PendingAppend(Append append)
{
    const int Waiting = 0;
    const int Taken = 1;
    const int GivenUp = 2;

    readonly TaskCompletionSource<AppendResult> answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    int state = Waiting;

    public Append Append { get; } = append;

    /// <summary>Payload bytes, to keep a commit from growing without bounds.</summary>
    public long Bytes { get; } = append.Events.Sum(item => (long)item.Payload.Length);

    public async Task<AppendResult> AnswerAsync(CancellationToken cancellation)
    {
        using var giveUp = cancellation.UnsafeRegister(GiveUp, this);
        return await answer.Task;
    }

    /// <summary>False where the caller has given up; then it is nobody's any more.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) != GivenUp;

    public void Answer(AppendResult result) => answer.TrySetResult(result);

    public void Fail(Exception error) => answer.TrySetException(error);

    static void GiveUp(object? pending, CancellationToken cancellation)
    {
        var self = (PendingAppend)pending!;
        if (Interlocked.CompareExchange(ref self.state, GivenUp, Waiting) == Waiting)
            self.answer.TrySetCanceled(cancellation);
    }
}

/// <summary>An append could not be put into words for the database; nothing was sent.</summary>
sealed class NotComposedException(Exception why)
    : EventStoreException($"An append could not be written down ({why.GetType().Name}).", sqlState: null);
