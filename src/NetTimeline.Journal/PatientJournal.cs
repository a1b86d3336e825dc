using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;

namespace NetTimeline.Journal;

/// <summary>
/// Reads, decides, appends: the only way into a patient's stream. A patient has two addresses, the registry key and the
/// id.
/// </summary>
/// <remarks>
/// A repetition is recognised before anything else is judged, in this order: idempotency key, entry keys, expected
/// version. Safe to use from many threads.
/// </remarks>
/// <param name="store">Where the events are.</param>
/// <param name="newId">Gives ids to events, appends and patients.</param>
public sealed class PatientJournal(IEventStore store, Func<Guid> newId)
{
    const int AttemptsMax = 16;
    const int PatientsCached = 512;

    readonly HistoryCache cache = new(PatientsCached);

    /// <summary>The patient's history as it is now, or null. An address is a registry key or a UUID.</summary>
    public async Task<PatientHistory?> FindAsync(string address, CancellationToken cancellation) =>
        await HeadAsync(address, cancellation).ConfigureAwait(false) is { } head
            ? await ReadAsync(head, cancellation).ConfigureAwait(false)
            : null;

    /// <summary>The id of the patient at this address, or null; the history is not read.</summary>
    public async Task<Guid?> FindIdAsync(string address, CancellationToken cancellation) =>
        (await HeadAsync(address, cancellation).ConfigureAwait(false))?.Stream;

    /// <summary>
    /// Patients whose registry key contains the text, in the order of their keys, after <paramref name="afterKey"/>
    /// (exclusive).
    /// </summary>
    public async Task<IReadOnlyList<PatientHistory>> ListAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation)
    {
        // One more, since among them may be the one stream that is no patient's.
        var heads = await store.ListStreamsAsync(keyContains, afterKey, max + 1, cancellation).ConfigureAwait(false);
        var histories = new List<PatientHistory>(heads.Count);
        foreach (var head in heads.Where(IsPatient).Take(max))
        {
            histories.Add(await ReadAsync(head, cancellation).ConfigureAwait(false));
        }

        return histories;
    }

    /// <summary>Begins a patient's record. The id is made here.</summary>
    public async Task<Posting> EnrolAsync(
        PatientCommand.EnrolPatient enrol, Asking asking, CancellationToken cancellation)
    {
        if (await RepeatedAsync(asking, cancellation).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var history = await FindAsync(enrol.RegistryKey.Value, cancellation).ConfigureAwait(false)
                ?? PatientHistory.From(newId(), enrol.RegistryKey, []);
            if (await TryAsync(history, [enrol], asking, cancellation).ConfigureAwait(false) is { } answer)
            {
                return await RepeatedMeanwhileAsync(answer, asking, cancellation).ConfigureAwait(false);
            }
        }

        return new Posting.TooBusy();
    }

    /// <summary>
    /// Appends what the commands come to: all or nothing. Without an expected version a stream that moved on is read
    /// and decided about again.
    /// </summary>
    public async Task<Posting> PostAsync(
        string address, IReadOnlyList<PatientCommand> commands, Asking asking, CancellationToken cancellation)
    {
        if (await HeadAsync(address, cancellation).ConfigureAwait(false) is not { } head)
        {
            return new Posting.NoSuchPatient();
        }

        if (await RepeatedAsync(asking, cancellation).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var history = await ReadAsync(head, cancellation).ConfigureAwait(false);
            if (await TryAsync(history, commands, asking, cancellation).ConfigureAwait(false) is { } answer)
            {
                return await RepeatedMeanwhileAsync(answer, asking, cancellation).ConfigureAwait(false);
            }
        }

        return new Posting.TooBusy();
    }

    /// <summary>Null when the stream moved on meanwhile and deciding again is allowed.</summary>
    async Task<Posting?> TryAsync(
        PatientHistory history, IReadOnlyList<PatientCommand> commands, Asking asking, CancellationToken cancellation)
    {
        var stale = asking.ExpectedVersion is { } expected && expected != history.Version
            ? new Posting.StaleVersion(history.Version)
            : null;
        switch (Decider.Decide(history.State, commands))
        {
            case Decision.Accepted { Events.Count: 0 }:
                return new Posting.AlreadyRecorded(history.Patient, history.Version);
            case Decision.Refused refused:
                return stale is not null && refused.Faults.All(MayComeFromStaleness)
                    ? stale
                    : new Posting.Refused(refused.Faults);
            case Decision.Accepted accepted when stale is null:
                var append = ToAppend(history, accepted.Events, asking);
                return Answer(await store.AppendAsync(append, cancellation).ConfigureAwait(false), asking);
            default:
                return stale;
        }
    }

    /// <summary>A fault of the body stays one, whatever the version; so does a key that says something else.</summary>
    static bool MayComeFromStaleness(Fault fault) =>
        fault.Refusal.IsConflictOfState() && fault.Refusal is not Refusal.KeyTaken;

    static Posting? Answer(AppendResult result, Asking asking) => result switch
    {
        AppendResult.Appended done => Recorded(done),
        AppendResult.VersionConflict conflict when asking.ExpectedVersion is not null =>
            new Posting.StaleVersion(conflict.ActualVersion),
        AppendResult.CommandKeyReused => new Posting.CommandKeyReused(),
        AppendResult.VersionConflict or AppendResult.StreamKeyTaken => null,
        _ => throw new InvalidOperationException($"An append was answered {result.GetType().Name}."),
    };

    static Posting.Recorded Recorded(AppendResult.Appended done) => new(
        done.Stream, done.LastVersion, done.FirstPosition, done.LastPosition, done.RecordedAt, done.Replayed);

    Append ToAppend(PatientHistory history, Items<PatientEvent> events, Asking asking) => new(
        newId(), history.Patient, history.Version == 0 ? history.RegistryKey.Value : null, history.Version,
        [.. events.Select(happened => ToNewEvent(happened, asking))], asking.Command);

    NewEvent ToNewEvent(PatientEvent happened, Asking asking)
    {
        var form = EventJson.Encode(happened);
        return new NewEvent(newId(), form.Type, form.Schema, form.Payload, Acts.Of(happened, asking));
    }

    async Task<Posting?> RepeatedAsync(Asking asking, CancellationToken cancellation)
    {
        var before = asking.Command is { } command
            ? await store.FindCommandAsync(command, cancellation).ConfigureAwait(false)
            : null;
        return before is null ? null : Answer(before, asking);
    }

    /// <summary>
    /// The same request, sent twice at once, may have been recorded between the first look and the decision; then it
    /// is answered as the repetition it is, not by what its own traces led to.
    /// </summary>
    async Task<Posting> RepeatedMeanwhileAsync(Posting answer, Asking asking, CancellationToken cancellation) =>
        answer is Posting.Recorded
            ? answer
            : await RepeatedAsync(asking, cancellation).ConfigureAwait(false) ?? answer;

    static bool IsPatient(StreamHead head) => head.Stream != Measures.MeasureEvents.Stream;

    async Task<StreamHead?> HeadAsync(string address, CancellationToken cancellation)
    {
        var found = Guid.TryParseExact(address, "D", out var id) ? store.FindStreamAsync(id, cancellation)
            : Domain.RegistryKey.TryParse(address, out var key) ? store.FindStreamAsync(key.Value, cancellation)
            : Task.FromResult<StreamHead?>(null);
        return await found.ConfigureAwait(false) is { } head && IsPatient(head) ? head : null;
    }

    async Task<PatientHistory> ReadAsync(StreamHead head, CancellationToken cancellation)
    {
        var kept = cache.Find(head.Stream) ?? PatientHistory.From(head.Stream, KeyOf(head), []);
        var history = kept.With(
            await store.ReadStreamAsync(head.Stream, kept.Version, cancellation).ConfigureAwait(false));
        cache.Keep(history);
        return history;
    }

    static RegistryKey KeyOf(StreamHead head) => Domain.RegistryKey.TryParse(head.Key, out var key)
        ? key
        : throw new InvalidDataException("A stream's key is no registry key.");
}
