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
/// version. Safe to use from many threads; any number of journals may work on one store. Of a patient whose stream
/// holds an event that cannot be read nothing is told but the log, and nothing is decided: that is thrown as
/// <see cref="UnreadableEventException"/>. Of one that was erased there is only <see cref="PatientErasedException"/>.
/// </remarks>
/// <param name="store">Where the events are.</param>
/// <param name="newId">Gives ids to events, appends and patients.</param>
/// <param name="forms">What is read and written of stored events.</param>
/// <param name="tombstones">What was erased is not recorded again.</param>
public sealed class PatientJournal(IEventStore store, Func<Guid> newId, StoredForms forms, Tombstones tombstones)
{
    const int AttemptsMax = 16;

    /// <summary>With all that is folded and decoded of an event, some 50 MiB.</summary>
    const int EventsKept = 16 * 1024;

    /// <summary>As much as so many ordinary events have; long notes count for what they are.</summary>
    const int BytesKept = 16 * 1024 * 1024;

    readonly PatientHistories histories = new(store, forms, new HistoryCache(EventsKept, BytesKept), tombstones);

    /// <summary>With the stored events of this program, where nothing was erased.</summary>
    public PatientJournal(IEventStore store, Func<Guid> newId)
        : this(store, newId, StoredForms.OfThisProgram, Tombstones.None)
    {
    }

    /// <summary>The patient's history as it is now, or null. An address is a registry key or a UUID.</summary>
    public Task<PatientHistory?> FindAsync(string address, CancellationToken cancellation) =>
        histories.FindAsync(address, cancellation);

    /// <summary>The id of the patient at this address, or null; the history is not read.</summary>
    public Task<Guid?> FindIdAsync(string address, CancellationToken cancellation) =>
        histories.FindIdAsync(address, cancellation);

    /// <summary>Everything recorded of the patient, also what cannot be read; or null.</summary>
    public Task<PatientLog?> FindLogAsync(string address, CancellationToken cancellation) =>
        histories.FindLogAsync(address, cancellation);

    /// <summary>
    /// The first patients whose registry key contains the text, in the order of their keys; also those whose history
    /// cannot be read.
    /// </summary>
    public Task<IReadOnlyList<ListedPatient>> ListAsync(
        string keyContains, int max, CancellationToken cancellation) =>
        histories.ListAsync(keyContains, max, cancellation);

    /// <summary>Whatever is kept of a patient is forgotten, since something of it was erased.</summary>
    public void Forget(Guid patient) => histories.Forget(patient);

    /// <summary>Whatever is kept of any patient is forgotten: the database is another than it was read from.</summary>
    public void Forget() => histories.Forget();

    /// <summary>Whether the entry of this key was erased.</summary>
    public bool WasErased(PatientHistory history, EntryKey key) => tombstones.Find(history.Patient, key, out _);

    /// <summary>Begins a patient's record. The id is made here.</summary>
    public Task<Posting> EnrolAsync(
        PatientCommand.EnrolPatient enrol, Asking asking, CancellationToken cancellation) =>
        PostAsync(enrol.RegistryKey.Value, [enrol], asking, cancellation);

    /// <summary>
    /// Appends what the commands come to: all or nothing. Commands that begin with an enrolment are for the patient of
    /// that registry key, who need not be there yet. Without an expected version a stream that moved on is read and
    /// decided about again.
    /// </summary>
    public async Task<Posting> PostAsync(
        string address, IReadOnlyList<PatientCommand> commands, Asking asking, CancellationToken cancellation)
    {
        if (await RecordUnreadAsync(address, commands, asking, cancellation).ConfigureAwait(false) is { } atOnce)
        {
            return atOnce;
        }

        if (await RepeatedAsync(asking, cancellation).ConfigureAwait(false) is { } repeated)
        {
            return repeated;
        }

        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var found = await histories.FindAsync(address, cancellation).ConfigureAwait(false) ?? Unbegun(commands);
            if (found is not { } history)
            {
                return new Posting.NoSuchPatient();
            }

            if (await TryAsync(history, commands, asking, cancellation).ConfigureAwait(false) is { } answer)
            {
                return await RepeatedMeanwhileAsync(answer, asking, cancellation).ConfigureAwait(false);
            }
        }

        return new Posting.TooBusy();
    }

    /// <summary>
    /// Decides on what is kept and reads nothing: under the log's lock the store looks for the idempotency key and
    /// compares the version. Null unless that ends the matter – whatever else is decided on a history that may be
    /// stale has to be decided again on one that was read.
    /// </summary>
    async Task<Posting?> RecordUnreadAsync(
        string address, IReadOnlyList<PatientCommand> commands, Asking asking, CancellationToken cancellation)
    {
        var kept = histories.Kept(address) ?? Unbegun(commands);
        return kept is not null && tombstones.Faults(kept.Patient, commands).Count == 0
            && (asking.ExpectedVersion ?? kept.Version) == kept.Version
            && Decider.Decide(kept.State, commands) is Decision.Accepted { Events.Count: > 0 } accepted
            && await AppendAsync(kept, accepted, asking, cancellation).ConfigureAwait(false)
                is (Posting.Recorded or Posting.CommandKeyReused) and var certain
            ? certain
            : null;
    }

    /// <summary>A patient nobody enrolled yet, where the commands do.</summary>
    PatientHistory? Unbegun(IReadOnlyList<PatientCommand> commands) =>
        commands is [PatientCommand.EnrolPatient { RegistryKey: var key }, ..]
            ? PatientHistory.From(newId(), key, [])
            : null;

    /// <summary>Null when the stream moved on meanwhile and deciding again is allowed.</summary>
    async Task<Posting?> TryAsync(
        PatientHistory history, IReadOnlyList<PatientCommand> commands, Asking asking, CancellationToken cancellation)
    {
        if (tombstones.Faults(history.Patient, commands) is { Count: > 0 } erased)
        {
            return new Posting.Erased(erased);
        }

        var stale = asking.ExpectedVersion is { } expected && expected != history.Version
            ? new Posting.StaleVersion(history.Version)
            : null;
        return Decider.Decide(history.State, commands) switch
        {
            Decision.Accepted { Events.Count: 0 } => new Posting.AlreadyRecorded(history.Patient, history.Version),
            Decision.Refused refused when stale is null || !refused.Faults.All(MayComeFromStaleness) =>
                new Posting.Refused(refused.Faults),
            Decision.Accepted accepted when stale is null =>
                await AppendAsync(history, accepted, asking, cancellation).ConfigureAwait(false),
            _ => stale,
        };
    }

    /// <summary>A fault of the body stays one, whatever the version; so does a key that says something else.</summary>
    static bool MayComeFromStaleness(Fault fault) =>
        fault.Refusal.IsConflictOfState() && fault.Refusal is not Refusal.KeyTaken;

    /// <summary>Null where the stream has moved on and no version was expected.</summary>
    async Task<Posting?> AppendAsync(
        PatientHistory history, Decision.Accepted accepted, Asking asking, CancellationToken cancellation)
    {
        var events = accepted.Events.Select(happened => ToNewEvent(happened, asking)).ToList();
        var append = new Append(
            newId(), history.Patient, history.Version == 0 ? history.RegistryKey.Value : null, history.Version, events,
            asking.Command);
        var result = await store.AppendAsync(append, cancellation).ConfigureAwait(false);
        if (result is AppendResult.Appended { Replayed: false } done)
        {
            histories.Keep(history.With(Lines(done, accepted.Events, events)));
            return Recorded(done, accepted.Places);
        }

        return Answer(result, asking);
    }

    NewEvent ToNewEvent(PatientEvent happened, Asking asking)
    {
        var form = EventJson.Encode(happened, forms);
        return new NewEvent(newId(), form.Type, form.Schema, form.Payload, Acts.Of(happened, asking));
    }

    /// <summary>What reading would give for the events that were appended.</summary>
    static List<LogLine> Lines(
        AppendResult.Appended done, Items<PatientEvent> happened, IReadOnlyList<NewEvent> events)
    {
        var lines = new List<LogLine>(events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            var act = events[at].Act;
            lines.Add(new LogLine(
                new Recorded(done.FirstVersion + at, done.RecordedAt, act.Actor, happened[at]),
                done.FirstPosition + at, events[at].Id, events[at].Type, act, events[at].Payload.Length));
        }

        return lines;
    }

    static Posting? Answer(AppendResult result, Asking asking) => result switch
    {
        AppendResult.Appended done => Recorded(done, []),
        AppendResult.VersionConflict conflict when asking.ExpectedVersion is not null =>
            new Posting.StaleVersion(conflict.ActualVersion),
        AppendResult.CommandKeyReused => new Posting.CommandKeyReused(),
        AppendResult.VersionConflict or AppendResult.StreamKeyTaken => null,
        _ => throw new InvalidOperationException($"An append was answered {result.GetType().Name}."),
    };

    static Posting.Recorded Recorded(AppendResult.Appended done, Items<int> places) => new(
        done.Stream, done.LastVersion, done.FirstPosition, done.LastPosition, done.RecordedAt, done.Replayed, places);

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
}
