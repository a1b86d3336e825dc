using System.Diagnostics;
using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Commits groups of appends and answers each of them exactly once. In the steady state – this server wrote
/// last – a group costs one round trip and one flush. Where another server has appended meanwhile, it goes on
/// under the lock it then waits for, so that servers alternate and none starves.
/// </summary>
/// <remarks>Not safe for concurrent use; its owner is the writer.</remarks>
sealed class LogCommitter<TPending, TResult>(
    LogSession<TPending, TResult> session, IClock clock, int attemptsMax)
    where TPending : Pending<TResult>
{
    const int StatementAttemptsMax = 3;

    LogEnd? known;
    bool alone;

    /// <summary>Does not throw. At most one append for each stream, stream key and command key.</summary>
    public async Task CommitAsync(List<TPending> appends)
    {
        var groups = new Stack<List<TPending>>([appends]);
        while (groups.TryPop(out var group))
        {
            try
            {
                await CommitWithRetriesAsync(group);
            }
            catch (Exception error) when (group.Count > 1 && MayBeOneAppends(error))
            {
                // One culprit, many innocents: halves, until the culprit stands alone.
                groups.Push(group[(group.Count / 2)..]);
                groups.Push(group[..(group.Count / 2)]);
            }
            catch (Exception error)
            {
                if (!IsCertain(error))
                    await LoseConnectionAsync();
                await FailAsync(group, error);
            }
        }
    }

    /// <summary>Removes from the group whatever was answered, so that a retry is about the rest.</summary>
    async Task CommitWithRetriesAsync(List<TPending> group)
    {
        Exception? loss = null;
        for (var attempt = 1; group.Count > 0; attempt++)
        {
            try
            {
                if (await TryOpenAsync(attempt))
                    await CommitOnceAsync(group, loss);
            }
            catch (Exception error) when (IsCertain(error))
            {
                await RollBackAsync();
                var passing = error is PostgresException postgres && postgres.MayPass();
                if (passing && attempt < (loss is null ? StatementAttemptsMax : attemptsMax))
                    continue;
                if (loss is null || (error is PostgresException data && data.LiesWithTheData()))
                    throw;
                throw OutcomeUnknown(loss);
            }
            catch (Exception error)
                when (error is not AppendOutcomeUnknownException && (session.IsOpen || loss is not null))
            {
                loss ??= error;
                var mayReturn = session.IsOpen || error.MayPassAtOpening();
                await LoseConnectionAsync();
                if (!mayReturn || attempt >= attemptsMax)
                    throw OutcomeUnknown(loss);
            }
        }
    }

    /// <summary>
    /// After a loss what is stored is answered first, and the rest is sent again only where the connection
    /// was to blame.
    /// </summary>
    async Task CommitOnceAsync(List<TPending> group, Exception? loss)
    {
        if (loss is not null)
            await AnswerStoredAsync(group);
        else if (known is null || !alone)
            await LockAsync();
        if (group.Count > 0 && loss is not null && !IsLoss(loss))
            throw OutcomeUnknown(loss);
        while (group.Count > 0)
        {
            await session.LearnTagsAsync(group);
            var (nowUs, next) = Compose(known!, group);
            switch (await session.AppendAsync())
            {
                case AppendAnswer<TResult>.Stored:
                    if (session.HoldsLock)
                        await session.CommitAsync();
                    FailPoint.Reach("append.durable");
                    AnswerAll(group, known!.Head.Position, next.Head.RecordedUs);
                    known = next;
                    session.Settle();
                    FailPoint.Reach("append.answered");
                    break;
                case AppendAnswer<TResult>.Stale when !session.HoldsLock:
                    await LockAsync();
                    break;
                case AppendAnswer<TResult>.Objections objections:
                    AnswerSome(group, objections);
                    break;
                case AppendAnswer<TResult>.Askew askew:
                    throw new ClockAskewException(Microseconds.Between(askew.DatabaseUs, nowUs));
                default:
                    throw new UnreachableException();
            }
        }

        await session.RollbackAsync();
    }

    /// <summary>Whatever goes wrong here does so before anything is sent.</summary>
    (long NowUs, LogEnd Next) Compose(LogEnd end, List<TPending> group)
    {
        try
        {
            var nowUs = Microseconds.From(clock.GetCurrentInstant());
            var recordedUs = Math.Max(nowUs, end.Head.RecordedUs);
            return (nowUs, session.Compose(end, recordedUs, nowUs, group));
        }
        catch (Exception error)
        {
            throw new NotComposedException(error);
        }
    }

    async Task LockAsync()
    {
        var end = await session.LockAsync(known);
        FailPoint.Reach("append.locked");
        alone = known is null || end.Head == known.Head;
        known = end;
    }

    static void AnswerAll(List<TPending> group, long position, long recordedUs)
    {
        var recordedAt = Microseconds.ToInstant(recordedUs);
        foreach (var pending in group)
        {
            pending.AnswerStored(position + 1, recordedAt);
            position += pending.Count;
        }

        group.Clear();
    }

    static void AnswerSome(List<TPending> group, AppendAnswer<TResult>.Objections objections)
    {
        foreach (var (place, why) in objections.All)
            group[place].Answer(why);
        var answered = objections.All.Select(objection => group[objection.Place]).ToHashSet();
        group.RemoveAll(answered.Contains);
    }

    /// <summary>
    /// After a lost connection: answers those that are stored and leaves the others in the group. The lock is
    /// kept until those are sent again: what is absent under it stays absent, and a statement that still
    /// lingers on the lost connection then names a head that is passed.
    /// </summary>
    async Task AnswerStoredAsync(List<TPending> group)
    {
        await LockAsync();
        var stored = await session.FindAsync(group.Select(pending => pending.Id));
        foreach (var pending in group)
        {
            if (stored.TryGetValue(pending.Id, out var found))
                pending.AnswerStored(found.FirstPosition, Microseconds.ToInstant(found.RecordedUs));
        }

        group.RemoveAll(pending => stored.ContainsKey(pending.Id));
        FailPoint.Reach("append.looked-up");
    }

    /// <summary>Before anything was sent a failure is harmless: nothing of the group can be stored.</summary>
    async Task<bool> TryOpenAsync(int attempt)
    {
        try
        {
            await session.OpenAsync();
            return true;
        }
        catch (Exception error) when (error.MayPassAtOpening() && attempt < attemptsMax)
        {
            await LoseConnectionAsync();
            await PauseAsync(attempt);
            return false;
        }
    }

    async Task FailAsync(List<TPending> group, Exception error)
    {
        if (error is PostgresException duplicate && duplicate.IsUniqueViolation())
        {
            await AnswerDuplicateAsync(group[0]);
            return;
        }

        var failure = error as EventStoreException ?? error as AppendOutcomeUnknownException
            ?? (Exception)error.WithoutContent();
        foreach (var pending in group)
            pending.Fail(failure);
    }

    /// <summary>
    /// The rules that are unique and not checked before: the ids of events, and of appends.
    /// </summary>
    async Task AnswerDuplicateAsync(TPending culprit)
    {
        try
        {
            culprit.AnswerDuplicate((await session.FindAsync([culprit.Id])).Count > 0);
        }
        catch (Exception error)
        {
            await LoseConnectionAsync();
            culprit.Fail(error.WithoutContent());
        }
    }

    async Task RollBackAsync()
    {
        try
        {
            await session.RollbackAsync();
        }
        catch (Exception error) when (error.IsOfTheConnection())
        {
            await LoseConnectionAsync();
        }
    }

    Task LoseConnectionAsync()
    {
        known = null;
        return session.CloseAsync();
    }

    /// <summary>
    /// The database or we ourselves said no, and the connection lives on: nothing was stored.
    /// </summary>
    static bool IsCertain(Exception error) =>
        error is EventStoreException || (error is PostgresException postgres && postgres.LeftNothingBehind());

    /// <summary>Where the connection is gone the error came about while opening it, or it is too late.</summary>
    bool MayBeOneAppends(Exception error) =>
        session.IsOpen
        && (error is NotComposedException || (error is PostgresException postgres && postgres.MayLieWithTheData()));

    static AppendOutcomeUnknownException OutcomeUnknown(Exception loss) =>
        new("The connection was lost while committing, and what became of it could not be learned.",
            loss.WithoutContent());

    static bool IsLoss(Exception error) => error.IsOfTheConnection() && !IsCertain(error);

    /// <summary>50 ms, doubling up to 2 s.</summary>
    static Task PauseAsync(int attempt) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 50 << Math.Min(attempt - 1, 6))));
}
