using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;

namespace NetTimeline.Journal;

/// <summary>
/// Reads patients by either address, a registry key or a UUID, and keeps the folds of those read or written last.
/// </summary>
/// <remarks>
/// Safe to use from many threads. Of a patient that was erased nothing is answered but
/// <see cref="PatientErasedException"/>.
/// </remarks>
sealed class PatientHistories(IEventStore store, StoredForms forms, HistoryCache cache, Tombstones tombstones)
{
    /// <summary>What is kept of the patient; others may have recorded more since. Asks nobody.</summary>
    public PatientHistory? Kept(string address) =>
        Guid.TryParseExact(address, "D", out var id) ? cache.Find(id)
        : Domain.RegistryKey.TryParse(address, out var key) ? cache.Find(key)
        : null;

    /// <summary>The patient's history as it is now, or null.</summary>
    /// <exception cref="UnreadableEventException">
    /// Part of it cannot be read; then nothing is made of the rest.
    /// </exception>
    public async Task<PatientHistory?> FindAsync(string address, CancellationToken cancellation)
    {
        if (Kept(address) is { } kept)
        {
            return await ReadOnAsync(kept, cancellation).ConfigureAwait(false);
        }

        return await HeadAsync(address, cancellation).ConfigureAwait(false) is { } head
            ? await ReadAsync(head, cancellation).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// The patient's id, or null; the history is not read. An id stays that of a patient who was erased.
    /// </summary>
    public async Task<Guid?> FindIdAsync(string address, CancellationToken cancellation) =>
        Kept(address)?.Patient ?? (await HeadOrErasedAsync(address, cancellation).ConfigureAwait(false))?.Stream;

    /// <summary>Everything recorded of the patient, also what cannot be read; or null.</summary>
    public async Task<PatientLog?> FindLogAsync(string address, CancellationToken cancellation)
    {
        try
        {
            return await FindAsync(address, cancellation).ConfigureAwait(false) is { } history
                ? PatientLog.Of(history)
                : null;
        }
        catch (UnreadableEventException)
        {
            return await HeadAsync(address, cancellation).ConfigureAwait(false) is { } head
                ? PatientLog.Of(
                    KeyOf(head), await store.ReadStreamAsync(head.Stream, 0, cancellation).ConfigureAwait(false), forms)
                : null;
        }
    }

    /// <summary>The first patients whose registry key contains the text, in the order of keys.</summary>
    public async Task<IReadOnlyList<ListedPatient>> ListAsync(
        string keyContains, int max, CancellationToken cancellation)
    {
        // More, since among them may be the streams that are no patient's.
        var heads = await store
            .ListStreamsAsync(keyContains, afterKey: null, max + SystemStreams.All.Count, cancellation)
            .ConfigureAwait(false);
        var listed = new List<ListedPatient>(heads.Count);
        foreach (var head in heads.Where(IsPatient).Take(max))
        {
            if (await ListedAsync(head, cancellation).ConfigureAwait(false) is { } patient)
            {
                listed.Add(patient);
            }
        }

        return listed;
    }

    /// <summary>Keeps what was just recorded, so that the next who records need not read it.</summary>
    public void Keep(PatientHistory history) => cache.Keep(history);

    /// <summary>What is kept was erased.</summary>
    public void Forget(Guid patient) => cache.Forget(patient);

    /// <summary>Nothing that is kept can be relied on.</summary>
    public void Forget() => cache.Clear();

    bool IsPatient(StreamHead head) =>
        !SystemStreams.All.Contains(head.Stream) && !(head.Key is not null && tombstones.Find(head.Stream, out _));

    async Task<StreamHead?> HeadAsync(string address, CancellationToken cancellation)
    {
        // A database of before has the patient still; what was erased is known better.
        if (Guid.TryParseExact(address, "D", out var id) && tombstones.Find(id, out var erasure))
        {
            throw await ErasedAsync(erasure, cancellation).ConfigureAwait(false);
        }

        return await HeadOrErasedAsync(address, cancellation).ConfigureAwait(false) is { } head
            ? head.Key is null ? throw await ErasedAsync(head, cancellation).ConfigureAwait(false) : head
            : null;
    }

    /// <summary>By its id also where it was erased; by its key that is thrown, whatever the store has.</summary>
    async Task<StreamHead?> HeadOrErasedAsync(string address, CancellationToken cancellation)
    {
        if (Domain.RegistryKey.TryParse(address, out var key))
        {
            return tombstones.Find(key, out var erasure)
                ? throw await ErasedAsync(erasure, cancellation).ConfigureAwait(false)
                : await store.FindStreamAsync(key.Value, cancellation).ConfigureAwait(false) is { } named
                    && IsPatient(named) ? named : null;
        }

        return Guid.TryParseExact(address, "D", out var id)
            && await store.FindStreamAsync(id, cancellation).ConfigureAwait(false) is { } head
            && !SystemStreams.All.Contains(head.Stream) ? head : null;
    }

    /// <summary>Nothing is recorded after what says that a patient was erased.</summary>
    async Task<PatientErasedException> ErasedAsync(StreamHead head, CancellationToken cancellation) => Erased(
        await store.ReadStreamAsync(head.Stream, head.Version - 1, cancellation).ConfigureAwait(false));

    async Task<PatientErasedException> ErasedAsync(long? position, CancellationToken cancellation) => Erased(
        position is { } at ? await store.ReadAllAsync(at - 1, 1, cancellation).ConfigureAwait(false) : []);

    /// <summary>In a database of before something else may be at that place.</summary>
    static PatientErasedException Erased(IReadOnlyList<StoredEvent> erasure) =>
        erasure is [var said, ..] && EventJson.Erasures.Contains(said.Type)
            ? new(said.RecordedAt, said.Act.Actor)
            : new(at: null, by: null);

    /// <summary>Null where it was erased meanwhile.</summary>
    async Task<ListedPatient?> ListedAsync(StreamHead head, CancellationToken cancellation)
    {
        try
        {
            return ListedPatient.Of(await ReadAsync(head, cancellation).ConfigureAwait(false));
        }
        catch (UnreadableEventException unreadable)
        {
            return new ListedPatient(head.Stream, KeyOf(head), head.Version, null, unreadable.Message);
        }
        catch (PatientErasedException)
        {
            return null;
        }
    }

    Task<PatientHistory> ReadAsync(StreamHead head, CancellationToken cancellation) => ReadOnAsync(
        cache.Find(head.Stream) ?? PatientHistory.From(head.Stream, KeyOf(head), []), cancellation);

    async Task<PatientHistory> ReadOnAsync(PatientHistory kept, CancellationToken cancellation)
    {
        var history = kept.With(
            await store.ReadStreamAsync(kept.Patient, kept.Version, cancellation).ConfigureAwait(false), forms);
        if (history.Erasure is { } erasure)
        {
            cache.Forget(kept.Patient);
            throw new PatientErasedException(erasure.At, erasure.By);
        }

        cache.Keep(history);
        return history;
    }

    static RegistryKey KeyOf(StreamHead head) => Domain.RegistryKey.TryParse(head.Key!, out var key)
        ? key
        : throw new InvalidDataException("A stream's key is no registry key.");
}
