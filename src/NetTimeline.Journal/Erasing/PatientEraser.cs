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
/// <param name="write">Writes a note where a database that is restored does not reach; durable when it returns.</param>
/// <param name="identities">The numbers of who a patient is; none where it is not known.</param>
/// <param name="newId">Gives ids to events.</param>
/// <param name="clock">Says when.</param>
/// <param name="forms">What is read and written of stored events.</param>
public sealed class PatientEraser(
    IEventStore store, PostgresEraser eraser, Tombstones tombstones, Action<ErasureNote> write,
    Func<Guid, CancellationToken, Task<Items<IdentityNumber>>> identities, Func<Guid> newId, IClock clock,
    StoredForms forms)
{
    const int AttemptsMax = 16;

    /// <param name="address">A registry key or a UUID, also of one that was erased.</param>
    /// <param name="entry">Only the entry or correction of this key; null for the whole patient.</param>
    /// <param name="order">By what right.</param>
    /// <param name="askingOf">Who asks, of the patient with this id; no version is expected.</param>
    /// <param name="cancellation">Counts until the turn has come.</param>
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
                return Before(stored[^1]);
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
    /// between note and commit. To be done before anything is served.
    /// </summary>
    /// <returns>How many had to be.</returns>
    public async Task<int> ReapplyAsync(
        IEnumerable<ErasureNote> notes, IReadOnlyCollection<PastErasure> known, CancellationToken cancellation)
    {
        var done = known.Select(each => each.Event).ToHashSet();
        var again = 0;
        foreach (var note in notes.Where(note => !done.Contains(note.Event)))
        {
            for (var attempt = 1; !await ReapplyAsync(note, cancellation).ConfigureAwait(false); attempt++)
            {
                if (attempt == AttemptsMax)
                {
                    throw new EventStoreException("An erasure could not be made again.", sqlState: null);
                }
            }

            again++;
        }

        return again;
    }

    /// <summary>False where the stream has moved on meanwhile.</summary>
    async Task<bool> ReapplyAsync(ErasureNote note, CancellationToken cancellation)
    {
        var head = await store.FindStreamAsync(note.Patient, cancellation).ConfigureAwait(false);
        var stored = head?.Key is null
            ? []
            : await store.ReadStreamAsync(note.Patient, 0, cancellation).ConfigureAwait(false);
        var versions = stored.Where(each => note.Events.Contains(each.Id) && !each.IsErased)
            .Select(each => each.Version).ToItems();
        if (stored.Count == 0 || stored.Any(each => each.Id == note.Event) || (!note.IsWhole && versions.Count == 0))
        {
            await eraser.AddTombstonesAsync(Tags(note), cancellation).ConfigureAwait(false);
            return true;
        }

        var asking = new Asking(note.Actor, null, null, null, null);
        var result = await eraser.EraseAsync(
            ErasureOf(note, stored[^1].Version, note.IsWhole ? null : versions, asking), () => { }, cancellation)
            .ConfigureAwait(false);
        return result is AppendResult.Appended;
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
                .Select(tag => Convert.ToBase64String(tag.Span))]);
        var result = await eraser.EraseAsync(
            ErasureOf(note, stored[^1].Version, versions, asking), () => write(note), cancellation)
            .ConfigureAwait(false);
        if (result is not AppendResult.Appended done)
        {
            return result is AppendResult.VersionConflict ? null : Answer(result);
        }

        tombstones.Add(Tags(note).Select(tag => new Tombstone(tag, done.LastPosition)));
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
        tags.AddRange((await identities(head.Stream, cancellation).ConfigureAwait(false)).Select(tombstones.Of));
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
