using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// What waits to be added to a log. Until the writer takes it the caller may give up; from then on the caller waits
/// for what became of it, since giving up would not undo it.
/// </summary>
abstract class Pending<TResult>
{
    const int Waiting = 0;
    const int Taken = 1;
    const int GivenUp = 2;

    readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    int state = Waiting;

    /// <summary>A lost answer is looked up by it.</summary>
    public abstract Guid Id { get; }

    /// <summary>So many positions of the log it takes.</summary>
    public abstract int Count { get; }

    /// <summary>About, to keep a commit from growing without bounds.</summary>
    public abstract long Bytes { get; }

    /// <summary>
    /// False where one of its names is there already: then its fate depends on another's of the same commit. All are
    /// added, so that order is kept for each name.
    /// </summary>
    public abstract bool AddNames(HashSet<object> names);

    /// <summary>It is stored, from this position on.</summary>
    public abstract void AnswerStored(long firstPosition, Instant recordedAt);

    /// <summary>Something of it has an id that is taken.</summary>
    /// <param name="isStored">By this very one, which was stored before.</param>
    public abstract void AnswerDuplicate(bool isStored);

    public void Answer(TResult result) => answer.TrySetResult(result);

    public void Fail(Exception error) => answer.TrySetException(error);

    public async Task<TResult> AnswerAsync(CancellationToken cancellation)
    {
        using var giveUp = cancellation.UnsafeRegister(GiveUp, this);
        return await answer.Task;
    }

    /// <summary>False where the caller has given up; then it is nobody's any more.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) != GivenUp;

    static void GiveUp(object? pending, CancellationToken cancellation)
    {
        var self = (Pending<TResult>)pending!;
        if (Interlocked.CompareExchange(ref self.state, GivenUp, Waiting) == Waiting)
            self.answer.TrySetCanceled(cancellation);
    }
}

/// <summary>Something could not be put into words for the database; nothing was sent.</summary>
sealed class NotComposedException(Exception why)
    : EventStoreException($"An append could not be written down ({why.GetType().Name}).", sqlState: null);
