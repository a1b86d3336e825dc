using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Ledger.Entries;
using NodaTime;

namespace NetTimeline.Journal;

/// <summary>Erases patients and single entries: reads, writes the note, erases.</summary>
/// <remarks>
/// Asking again is safe: what is erased already is answered as it was. Part of a history that cannot be read is erased
/// with the rest of a patient; only its sources would not be recognised.
/// </remarks>
/// <param name="store">Where the events are.</param>
/// <param name="eraser">Erases them.</param>
/// <param name="tombstones">Get to know what would bring it back.</param>
/// <param name="notes">Where it is written down.</param>
/// <param name="identities">By what who a patient is, or was said to be, is recognised.</param>
/// <param name="newId">Gives ids to events.</param>
/// <param name="clock">Says when.</param>
/// <param name="forms">What is read and written of stored events.</param>
public sealed class PatientEraser(
    IEventStore store, PostgresEraser eraser, Tombstones tombstones, IErasureNotes notes,
    Func<Guid, CancellationToken, Task<IReadOnlyList<ReadOnlyMemory<byte>>>> identities, Func<Guid> newId, IClock clock,
    StoredForms forms)
{
    const int AttemptsMax = 16;

    /// <param name="address">
    /// A registry key or a UUID, also of one that was erased; by the key only the same request is answered then.
    /// </param>
    /// <param name="entry">Only the entry or correction of this key; null for the whole patient.</param>
    /// <param name="order">By what right.</param>
    /// <param name="askingOf">Who asks, of the patient with this id; no version is expected.</param>
    /// <param name="cancellation">Counts until the turn has come.</param>
    /// <exception cref="PatientErasedException">The patient of this registry key was erased before.</exception>
    public async Task<ErasureOutcome> EraseAsync(
        string address, EntryKey? entry, ErasureOrder order, Func<Guid, Asking> askingOf,
        CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await HeadAsync(address, cancellation).ConfigureAwait(false) is not { } head)
            {
                return new ErasureOutcome.NoSuchPatient();
            }

            var asking = askingOf(head.Stream);
            if (asking.Command is { } command
                && await store.FindCommandAsync(command, cancellation).ConfigureAwait(false) is { } before)
            {
                return Answer(before);
            }

            var stored = await store.ReadStreamAsync(head.Stream, 0, cancellation).ConfigureAwait(false);
            if (head.Key is null)
            {
                // Whoever only knows the registry key is not told whose it was.
                return Guid.TryParseExact(address, "D", out _)
                    ? Before(stored[^1])
                    : throw new PatientErasedException(stored[^1].RecordedAt, stored[^1].Act.Actor);
            }

            if (await TryAsync(head, stored, entry, order, asking, cancellation).ConfigureAwait(false) is { } outcome)
            {
                return outcome;
            }
        }

        return new ErasureOutcome.TooBusy();
    }

    /// <summary>
    /// Brings about again what was written down and is not in this database: it was restored, or a server ended
    /// between note and commit. To be done before anything is served. What nobody knows to have been carried out is
    /// left where more was recorded of the patient since: that has to be asked for again.
    /// </summary>
    /// <param name="noted">All that was written down, in that order.</param>
    /// <param name="known">What the database has.</param>
    /// <param name="cancellation">Ends it between two.</param>
    public async Task<Reapplied> ReapplyAsync(
        IEnumerable<NotedErasure> noted, IReadOnlyCollection<PastErasure> known, CancellationToken cancellation)
    {
        var done = known.Select(each => each.Event).ToHashSet();
        var (again, left, tags) = (0, new List<ErasureNote>(), new List<ReadOnlyMemory<byte>>());
        foreach (var (note, fate) in noted.Where(each => each.Fate is not ErasureFate.Withdrawn))
        {
            var making = done.Contains(note.Event)
                ? Making.Done
                : await MakeAgainAsync(note, fate, cancellation).ConfigureAwait(false);
            if (making is Making.Left)
            {
                left.Add(note);
                continue;
            }

            tags.AddRange(Tags(note));
            again += making is Making.Done ? 0 : 1;
            if (fate is null && making is not Making.NothingLeft)
            {
                await SettleAsync(note.Event, cancellation).ConfigureAwait(false);
            }
        }

        await eraser.AddTombstonesAsync(tags, cancellation).ConfigureAwait(false);
        return new Reapplied(again, [.. left]);
    }

    enum Making
    {
        Done,
        MadeAgain,
        NothingLeft,
        Left,
    }

    async Task<Making> MakeAgainAsync(ErasureNote note, ErasureFate? fate, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await TryAgainAsync(note, fate, cancellation).ConfigureAwait(false) is { } making)
            {
                return making;
            }
        }

        throw new EventStoreException("An erasure could not be made again.", sqlState: null);
    }

    /// <summary>Null where the stream has moved on meanwhile.</summary>
    async Task<Making?> TryAgainAsync(ErasureNote note, ErasureFate? fate, CancellationToken cancellation)
    {
        var head = await store.FindStreamAsync(note.Patient, cancellation).ConfigureAwait(false);
        var stored = head?.Key is null
            ? []
            : await store.ReadStreamAsync(note.Patient, 0, cancellation).ConfigureAwait(false);
        var versions = stored.Where(each => note.Events.Contains(each.Id) && !each.IsErased)
            .Select(each => each.Version).ToItems();
        if (stored.Count == 0 || stored.Any(each => each.Id == note.Event) || (!note.IsWhole && versions.Count == 0))
        {
            return Making.NothingLeft;
        }

        if (fate is null && stored[^1].Version > note.Version)
        {
            return Making.Left;
        }

        var asking = new Asking(note.Actor, null, null, null, null);
        var result = await eraser.EraseAsync(
            ErasureOf(note, stored[^1].Version, note.IsWhole ? null : versions, asking), () => { }, cancellation)
            .ConfigureAwait(false);
        return result is AppendResult.Appended ? Making.MadeAgain : null;
    }

    Task<ErasedAt?> SettleAsync(Guid said, CancellationToken cancellation) => eraser.SettleAsync(
        said,
        isDone => notes.Write(new ErasureSettled(said, isDone ? ErasureFate.Done : ErasureFate.Withdrawn)),
        cancellation);

    /// <summary>
    /// Whatever goes wrong once it is written down, it is found out at once what became of it, so that nothing is
    /// carried out later that was said to have failed.
    /// </summary>
    async Task<AppendResult> EraseAsync(ErasureNote note, Erasure erasure, CancellationToken cancellation)
    {
        var isWritten = false;
        try
        {
            var result = await eraser.EraseAsync(
                erasure,
                () =>
                {
                    notes.Write(note);
                    isWritten = true;
                },
                cancellation).ConfigureAwait(false);
            if (isWritten)
            {
                await SayDoneAsync(note.Event).ConfigureAwait(false);
            }

            return result;
        }
        catch (Exception failed) when (isWritten && failed is EventStoreException or AppendOutcomeUnknownException)
        {
            return await OutcomeAsync(erasure, failed).ConfigureAwait(false);
        }
    }

    /// <summary>Where it cannot be said now, the database has it, and whoever starts next says it.</summary>
    async Task SayDoneAsync(Guid said)
    {
        try
        {
            await SettleAsync(said, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EventStoreException)
        {
            // See above.
        }
    }

    async Task<AppendResult> OutcomeAsync(Erasure erasure, Exception failed)
    {
        ErasedAt? at;
        try
        {
            at = await SettleAsync(erasure.Event.Id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (EventStoreException away)
        {
            throw new AppendOutcomeUnknownException("What became of an erasure could not be found out.", away);
        }

        if (at is null)
        {
            throw failed as EventStoreException
                ?? new EventStoreException("The connection was lost before an erasure was committed.", sqlState: null);
        }

        var version = erasure.ExpectedVersion + 1;
        return new AppendResult.Appended(
            erasure.Stream, version, version, at.Position, at.Position, at.RecordedAt, Replayed: false);
    }

    /// <summary>Null when the stream moved on meanwhile.</summary>
    async Task<ErasureOutcome?> TryAsync(
        StreamHead head, IReadOnlyList<StoredEvent> stored, EntryKey? entry, ErasureOrder order, Asking asking,
        CancellationToken cancellation)
    {
        var history = Readable(stored);
        var versions = entry is { } key ? ErasedEvents.About(history, key) : (Items<long>?)null;
        if (versions is { Count: 0 })
        {
            return tombstones.Find(head.Stream, entry!.Value, out var erasure) && erasure is { } at
                ? Before((await store.ReadAllAsync(at - 1, 1, cancellation).ConfigureAwait(false)).Single())
                : new ErasureOutcome.NoSuchEntry();
        }

        var gone = stored.Where(each => !each.IsErased && !EventJson.Erasures.Contains(each.Type)
            && versions?.Contains(each.Version) != false).ToList();
        var note = new ErasureNote(
            newId(), head.Stream, order, asking.Actor, clock.GetCurrentInstant(),
            versions is null ? [] : [.. gone.Select(each => each.Id)],
            [.. (await TagsAsync(head, history, entry, versions, cancellation).ConfigureAwait(false))
                .Select(tag => Convert.ToBase64String(tag.Span))],
            stored[^1].Version);
        var result = await EraseAsync(
            note, ErasureOf(note, stored[^1].Version, versions, asking), cancellation).ConfigureAwait(false);
        if (result is not AppendResult.Appended done)
        {
            return result is AppendResult.VersionConflict ? null : Answer(result);
        }

        tombstones.Add(Tags(note).Select(tag => new Tombstone(tag, done.LastPosition)));
        if (note.IsWhole)
        {
            tombstones.Add(note.Patient, done.LastPosition);
        }

        return new ErasureOutcome.Done(
            done.Stream, done.LastVersion, done.LastPosition, done.RecordedAt, gone.Count,
            versions is { } erased ? Unsaid(history, erased) : [], Replayed: false);
    }

    Erasure ErasureOf(ErasureNote note, long version, Items<long>? versions, Asking asking)
    {
        var (authority, basis, reason) = note.Order;
        PatientEvent said = versions is { } some
            ? new PatientEvent.EntryErased(authority, basis, reason, note.At, some)
            : new PatientEvent.PatientErased(authority, basis, reason, note.At);
        var form = EventJson.Encode(said, forms);
        return new Erasure(
            note.Patient, version,
            new NewEvent(note.Event, form.Type, form.Schema, form.Payload, Acts.Of(said, asking))
            {
                Kind = LedgerEntryKind.Erasure,
            },
            versions, Tags(note), asking.Command);
    }

    async Task<List<ReadOnlyMemory<byte>>> TagsAsync(
        StreamHead head, IReadOnlyList<Recorded> history, EntryKey? entry, Items<long>? versions,
        CancellationToken cancellation)
    {
        var tags = new List<ReadOnlyMemory<byte>>();
        var said = history.Where(each => versions?.Contains(each.Version) != false)
            .SelectMany(each => Said(each.Event)).ToList();
        if (entry is { } key)
        {
            tags.Add(tombstones.OfEntry(head.Stream, key));
            tags.AddRange(said.Select(each => tombstones.OfSource(head.Stream, each)).OfType<ReadOnlyMemory<byte>>());
            return tags;
        }

        if (RegistryKey.TryParse(head.Key!, out var patient))
        {
            tags.Add(tombstones.OfPatient(patient));
        }

        tags.AddRange(said.Select(tombstones.OfSource).OfType<ReadOnlyMemory<byte>>());
        tags.AddRange(await identities(head.Stream, cancellation).ConfigureAwait(false));
        return tags;
    }

    static IEnumerable<Entry> Said(PatientEvent happened) => happened switch
    {
        PatientEvent.EntryRecorded recorded => [recorded.Entry],
        PatientEvent.LesionReattributed anew => [anew.Attribution],
        PatientEvent.EntryAmended amended => [amended.Replacement],
        _ => [],
    };

    /// <summary>What can be read of them.</summary>
    List<Recorded> Readable(IReadOnlyList<StoredEvent> stored) =>
        [.. stored.Select(each => LoggedEvent.Of(each, forms)).OfType<LoggedEvent.Read>()
            .Select(each => each.Line.Recorded)];

    static Items<EntryKey> Unsaid(IReadOnlyList<Recorded> history, Items<long> erased)
    {
        var left = history.Select(each => erased.Contains(each.Version) ? LogLine.TombstoneOf(each) : each).ToList();
        var said = HistoryWithout.Erased(left).Select(each => each.Event.OwnKey).ToHashSet();
        return [.. HistoryWithout.Erased(history).Where(each => !erased.Contains(each.Version))
            .Select(each => each.Event.OwnKey).OfType<EntryKey>().Where(key => !said.Contains(key)).Distinct()];
    }

    async Task<StreamHead?> HeadAsync(string address, CancellationToken cancellation)
    {
        var found = Guid.TryParseExact(address, "D", out var id) ? store.FindStreamAsync(id, cancellation)
            : RegistryKey.TryParse(address, out var key) ? store.FindStreamAsync(key.Value, cancellation)
            : Task.FromResult<StreamHead?>(null);
        if (await found.ConfigureAwait(false) is { } head)
        {
            return SystemStreams.All.Contains(head.Stream) ? null : head;
        }

        return RegistryKey.TryParse(address, out var gone) && tombstones.Find(gone, out var erasure)
            && erasure is { } at
            ? await store.FindStreamAsync(await StreamAtAsync(at, cancellation).ConfigureAwait(false), cancellation)
                .ConfigureAwait(false)
            : null;
    }

    async Task<Guid> StreamAtAsync(long position, CancellationToken cancellation) =>
        (await store.ReadAllAsync(position - 1, 1, cancellation).ConfigureAwait(false)).Single().Stream;

    static ErasureOutcome.Done Before(StoredEvent erasure) => new(
        erasure.Stream, erasure.Version, erasure.Position, erasure.RecordedAt, 0, [], Replayed: true);

    static ErasureOutcome Answer(AppendResult result) => result switch
    {
        AppendResult.Appended done => new ErasureOutcome.Done(
            done.Stream, done.LastVersion, done.LastPosition, done.RecordedAt, 0, [], Replayed: true),
        AppendResult.CommandKeyReused => new ErasureOutcome.CommandKeyReused(),
        _ => throw new InvalidOperationException($"An erasure was answered {result.GetType().Name}."),
    };

    static List<ReadOnlyMemory<byte>> Tags(ErasureNote note) =>
        [.. note.Tags.Select(tag => (ReadOnlyMemory<byte>)Convert.FromBase64String(tag))];
}
