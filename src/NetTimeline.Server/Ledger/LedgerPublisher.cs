using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NodaTime;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// Signs a log's tree as it grows, in turn with other servers. What was signed is never contradicted: before each
/// signature the tree is held against everything that was signed before, and where it does not begin with it nothing
/// is signed any more until an operator has the log begin anew.
/// </summary>
/// <remarks>Safe to use from several threads; they take turns.</remarks>
sealed class LedgerPublisher(
    TimelineServerOptions options, LedgerFolder folder, LedgerReader reader, ILogger<LedgerPublisher> log)
    : IAsyncDisposable
{
    readonly LedgerKeys keys = new(folder, reader.Log);
    readonly SemaphoreSlim turns = new(1, 1);
    SigningSession? session;
    volatile Standstill? standstill;
    volatile bool isJudged;

    /// <summary>Null where this server signs, or could if another did not.</summary>
    public Standstill? Standstill => standstill;

    /// <summary>Looks at the tree and signs it where it is due.</summary>
    /// <exception cref="EventStoreException">The database does not answer.</exception>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            var (head, before) = await LookAsync(cancellation);
            if (standstill is not null)
            {
                await LeaveAsync();
            }
            else if (IsDue(head, before.Newest) && await HasPlaceAsync(cancellation))
            {
                await SignAsync(session!, cancellation);
            }
        }
        catch (EventStoreException broken) when (broken.IsOfTheLedger)
        {
            Settle(Standstill.Broken(broken.Message));
            await LeaveAsync();
        }
        catch
        {
            await LeaveAsync();
            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>To be called before anything is recorded.</summary>
    /// <exception cref="LedgerFrozenException">
    /// The log is frozen, or it could not be told at the last look, and nothing is to be recorded meanwhile.
    /// </exception>
    public void Admit()
    {
        if (options.Ledger.RefusesAppendsWhileFrozen && (!isJudged || standstill is { IsFrozen: true }))
        {
            throw new LedgerFrozenException();
        }
    }

    /// <summary>Whether it is this server that signs; it is the one that asks witnesses.</summary>
    public async Task<bool> TakePlaceAsync(CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            return standstill is null && await HasPlaceAsync(cancellation);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Stores what a witness said, unless another server signs by now.</summary>
    public async Task KeepAsync(StoredCosignature cosignature, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            if (await HasPlaceAsync(cancellation))
            {
                await session!.AddCosignatureAsync(cosignature, cancellation);
            }
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Has a log that stands still begin anew, under the next origin and with a key of its own.</summary>
    public async Task<Continuation> ContinueAsync(string reason, Asking asking, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            var before = await JudgeAsync(await reader.HeadAsync(cancellation), cancellation);
            if (standstill is null || !await HasPlaceAsync(cancellation))
            {
                return new Continuation.NotNow();
            }

            var epochs = await reader.EpochsAsync(cancellation);
            var origin = NextOrigin(epochs, before);
            keys.Make(epochs[^1] with { Number = epochs[^1].Number + 1, Origin = origin });
            var epoch = await session!.ContinueAsync(
                origin, Continuation.FirstLeaf(reader.Log, LastNote(before), reason, asking),
                options.Clock.GetCurrentInstant(), cancellation);
            standstill = null;
            SetAside(before, epochs);
            LedgerMessages.BegunAnew(log, reader.Log.Name, epoch.Origin);
            return new Continuation.Begun(epoch);
        }
        catch (EventStoreException broken) when (broken.IsOfTheLedger)
        {
            Settle(Standstill.Broken(broken.Message));
            return new Continuation.Broken(broken.Message);
        }
        finally
        {
            await LeaveAsync();
            turns.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await turns.WaitAsync();
        await LeaveAsync();
        turns.Dispose();
    }

    bool IsDue(TreeHead head, StoredCheckpoint? newest) => newest is null
        ? head.Size > 0
        : head.Size > newest.Size
            || options.Clock.GetCurrentInstant() - LedgerTimes.Moment(newest.SignedUs)
                >= Duration.FromTimeSpan(options.Ledger.SignAgainEvery);

    /// <summary>Everything is looked at again: another server may have signed since.</summary>
    async Task SignAsync(SigningSession held, CancellationToken cancellation)
    {
        if (await held.DurableHeadAsync(cancellation) is not { } head)
        {
            LedgerMessages.NotReplicated(log, reader.Log.Name);
            return;
        }

        if (await SignerAsync(held, head.Epoch, cancellation) is not { } signer)
        {
            return;
        }

        var before = await JudgeAsync(head, cancellation);
        if (standstill is not null || !IsDue(head, before.Newest))
        {
            return;
        }

        FailPoint.Reach("sign.proved");
        var note = SignedNote.Sign(new Checkpoint(head.Epoch.Origin, head.Size, head.Root).ToString(), signer);
        var nowUs = LedgerTimes.Us(options.Clock.GetCurrentInstant());
        var checkpoint = new StoredCheckpoint(
            head.Epoch.Number, head.Size, Math.Max(nowUs, before.Newest?.SignedUs + 1 ?? 0), head.Root,
            note.ToString());
        FailPoint.Reach("sign.signed");
        await held.AddCheckpointAsync(checkpoint, () => Keep(note, before.File), cancellation);
        FailPoint.Reach("sign.committed");
    }

    /// <summary>A server that was stopped for a while does not put an older one in the place of a newer.</summary>
    void Keep(SignedNote note, byte[]? before)
    {
        FailPoint.Reach("sign.stored");
        var file = LedgerFolder.LastCheckpointOf(reader.Log.Name);
        if (!folder.Read(file).AsSpan().SequenceEqual(before))
        {
            throw new IOException("Another server has signed meanwhile.");
        }

        folder.Replace(file, note.ToBytes());
        FailPoint.Reach("sign.kept");
    }

    /// <summary>A log without a key gets one.</summary>
    async Task<INoteSigner?> SignerAsync(SigningSession held, LedgerEpoch epoch, CancellationToken cancellation)
    {
        var known = await reader.KeysAsync(epoch, cancellation);
        if (known.Count == 0)
        {
            keys.Make(epoch);
        }

        if (keys.Find(epoch) is not Parsed<EcdsaNoteSigner>.Accepted { Value: var signer })
        {
            return null;
        }

        if (known.Count == 0)
        {
            await held.AddKeyAsync(new(epoch.Number, signer.Key.ToString(), FromSize: 0), cancellation);
        }

        return signer;
    }

    /// <summary>Where that fails it is not known any more whether the log is frozen.</summary>
    async Task<(TreeHead Head, SignedBefore Before)> LookAsync(CancellationToken cancellation)
    {
        try
        {
            var head = await reader.HeadAsync(cancellation);
            return (head, await JudgeAsync(head, cancellation));
        }
        catch
        {
            isJudged = false;
            throw;
        }
    }

    /// <summary>Sets whether the log stands still, and says so where that is new.</summary>
    async Task<SignedBefore> JudgeAsync(TreeHead head, CancellationToken cancellation)
    {
        var found = keys.Find(head.Epoch);
        var key = (found as Parsed<EcdsaNoteSigner>.Accepted)?.Value;
        var before = await SignedBefore.ReadAsync(reader, folder, head.Epoch, key, cancellation);
        Settle(await TreeGuard.JudgeAsync(reader, head, before, cancellation)
            ?? await KeyFaultAsync(found, head.Epoch, before, cancellation));
        return before;
    }

    void Settle(Standstill? judged)
    {
        if (judged is not null && judged != standstill)
        {
            LedgerMessages.StandsStill(log, reader.Log.Name, judged.Kind, judged.Sentence);
        }

        (standstill, isJudged) = (judged, true);
    }

    async Task<Standstill?> KeyFaultAsync(
        Parsed<EcdsaNoteSigner>? found, LedgerEpoch epoch, SignedBefore before, CancellationToken cancellation)
    {
        var known = await reader.KeysAsync(epoch, cancellation);
        return found switch
        {
            null => known.Count > 0 || before.Evidence.Count > 0 ? Standstill.NoKey(keys.PathOf(epoch)) : null,
            Parsed<EcdsaNoteSigner>.Accepted { Value.Key: var own } =>
                known.Count == 0 || known.Any(each => each.VerifierKey == own.ToString())
                    ? null
                    : Standstill.OtherKey(keys.PathOf(epoch)),
            _ => Standstill.BadKey(keys.PathOf(epoch)),
        };
    }

    async Task<bool> HasPlaceAsync(CancellationToken cancellation)
    {
        if (session is { Ended.IsCancellationRequested: true })
        {
            await LeaveAsync();
        }

        session ??= await SigningSession.TryOpenAsync(options.Postgres, reader.Log, cancellation);
        return session is not null;
    }

    async Task LeaveAsync()
    {
        if (Interlocked.Exchange(ref session, null) is { } left)
        {
            await left.DisposeAsync();
        }
    }

    /// <summary>One that nothing was signed under, even if this database does not know of it any more.</summary>
    string NextOrigin(IReadOnlyList<LedgerEpoch> epochs, SignedBefore before)
    {
        var next = epochs[^1] with { Number = epochs[^1].Number + 1 };
        for (var occurrence = 1; ; occurrence++)
        {
            next = next with { Origin = LogOrigin.OfEpoch(epochs[0].Origin, next.Number, occurrence) };
            if (keys.Find(next) is null && before.LostOrigin(epochs) != next.Origin)
            {
                return next.Origin;
            }
        }
    }

    /// <summary>
    /// What was signed last was signed of a tree of this log that was lost with the database: the first leaf of the
    /// one that follows quotes it, and nothing can be held against it any more.
    /// </summary>
    void SetAside(SignedBefore before, IReadOnlyList<LedgerEpoch> epochs)
    {
        if (before.LostOrigin(epochs) is { } lost)
        {
            var file = LedgerFolder.LastCheckpointOf(reader.Log.Name);
            folder.Rename(file, $"{file}-lost-{lost[(lost.LastIndexOf('/') + 1)..]}");
        }
    }

    static string? LastNote(SignedBefore before) =>
        before.File is { } file ? System.Text.Encoding.UTF8.GetString(file) : before.Newest?.Note;
}

/// <summary>Nothing is recorded while the log is frozen: so this server was told.</summary>
sealed class LedgerFrozenException() : Exception("The log is frozen, or may be.");

/// <summary>What is logged of the ledger.</summary>
static partial class LedgerMessages
{
    [LoggerMessage(70, LogLevel.Error, "The log {Name} is not signed any more ({Kind}): {Sentence}")]
    public static partial void StandsStill(ILogger log, string name, string kind, string sentence);

    [LoggerMessage(71, LogLevel.Warning, "The log {Name} begins anew as {Origin}")]
    public static partial void BegunAnew(ILogger log, string name, string origin);

    [LoggerMessage(72, LogLevel.Warning, "The log {Name} is not signed for now: a standby has not taken all of it")]
    public static partial void NotReplicated(ILogger log, string name);

    [LoggerMessage(74, LogLevel.Warning, "The log {Name} is not cosigned by {Witness} ({Trouble}); it is asked again")]
    public static partial void NotWitnessed(ILogger log, string name, string witness, string trouble);

    [LoggerMessage(73, LogLevel.Warning, "The log {Name} cannot be signed for now ({Trouble}); it is tried again")]
    public static partial void Troubled(ILogger log, string name, string trouble);
}
