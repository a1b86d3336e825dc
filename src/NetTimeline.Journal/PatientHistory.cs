using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Courses;
using NodaTime;

namespace NetTimeline.Journal;

/// <summary>One line of a patient's log.</summary>
/// <param name="Recorded">The event, with when and by whom.</param>
/// <param name="Position">Its place among all events of all patients.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="Act">The envelope: who, what kind of change, why, from where.</param>
/// <param name="Bytes">Of the payload as it is stored, without the envelope.</param>
public sealed record LogLine(Recorded Recorded, long Position, Guid Id, string Type, Act Act, int Bytes)
{
    /// <exception cref="UnreadableEventException">It cannot be read; it is named by its position.</exception>
    public static LogLine From(StoredEvent stored, StoredForms forms) => new(
        RecordedOf(stored, forms), stored.Position, stored.Id, stored.Type, stored.Act, stored.Payload.Length);

    /// <summary>The event alone.</summary>
    /// <exception cref="UnreadableEventException">As above.</exception>
    internal static Recorded RecordedOf(StoredEvent stored, StoredForms forms) =>
        new(stored.Version, stored.RecordedAt, stored.Act.Actor, Read(stored, forms));

    /// <summary>What reading gives once the event was erased.</summary>
    internal LogLine Tombstone => this with
    {
        Recorded = TombstoneOf(Recorded),
        Type = StoredEvent.ErasedType,
        Act = Act.Erased,
        Bytes = "{}".Length,
    };

    /// <summary>As above.</summary>
    internal static Recorded TombstoneOf(Recorded recorded) =>
        recorded with { By = Act.Erased.Actor, Event = new PatientEvent.Erased() };

    static PatientEvent Read(StoredEvent stored, StoredForms forms)
    {
        if (stored.IsErased)
        {
            return new PatientEvent.Erased();
        }

        try
        {
            return EventJson.Decode(stored.Type, stored.Schema, stored.Payload, forms);
        }
        catch (UnreadableEventException unreadable)
        {
            throw unreadable.At(stored.Position);
        }
    }
}

/// <summary>Everything recorded of one patient, decoded and folded. Immutable.</summary>
/// <param name="Patient">The stream's id.</param>
/// <param name="RegistryKey">The name the registry gave.</param>
/// <param name="Log">Every event, in the order of versions.</param>
/// <param name="State">Their fold.</param>
public sealed record PatientHistory(
    Guid Patient, RegistryKey RegistryKey, IReadOnlyList<LogLine> Log, PatientState State)
{
    public long Version => Log.Count;

    /// <summary>Of all payloads as they are stored; some times as much in memory. Added up at each call.</summary>
    public long Bytes => Log.Sum(line => (long)line.Bytes);

    /// <summary>
    /// What views are made of. Where something was erased there are fewer than in the log: what could not be said
    /// without it is not said.
    /// </summary>
    public IReadOnlyList<Recorded> Events => HistoryWithout.Erased([.. Log.Select(line => line.Recorded)]);

    /// <summary>The fold of what is shown: where something was erased, less than <see cref="State"/>.</summary>
    public PatientState Shown => Log.Any(line => line.Recorded.Event is PatientEvent.Erased)
        ? PatientState.From(Events.Select(each => each.Event))
        : State;

    /// <summary>The event that erased the patient; null where none did.</summary>
    public Recorded? Erasure => Log is [.., { Recorded: { Event: PatientEvent.PatientErased } last }] ? last : null;

    public Timeline Timeline(AsOf asOf, DateTimeZone clinic) => Domain.Timelines.Timeline.From(Events, asOf, clinic);

    /// <summary>What measures are computed from, under what is supposed beside the record.</summary>
    public Course Course(AsOf asOf, DateTimeZone clinic, Items<Assumption> assumptions) =>
        assumptions.Count == 0
            ? NetTimeline.Measures.Courses.Course.From(Events, asOf, clinic)
            : new(Timeline(asOf, clinic), assumptions);

    /// <summary>
    /// Whether an entry of this key, or a correction that says when it was understood, was recorded by an instant,
    /// inclusive; null is now. Of such it can be asked what was known then.
    /// </summary>
    public bool HasMoment(EntryKey key, Instant? recorded) => Log
        .Where(line => recorded is not { } limit || line.Recorded.At <= limit)
        .Any(line => line.Recorded.Event.OwnKey == key && line.Recorded.Event
            is PatientEvent.EntryRecorded or PatientEvent.LesionReattributed
            or PatientEvent.EntryAmended { Known: not null } or PatientEvent.EntryRedated { Known: not null }
            or PatientEvent.LesionGroupSplit { Known: not null } or PatientEvent.LesionsMerged { Known: not null });

    public static PatientHistory From(Guid patient, RegistryKey registryKey, IEnumerable<StoredEvent> stored) =>
        new PatientHistory(patient, registryKey, [], PatientState.Initial).With(stored);

    /// <summary>The history with further events of the same stream, read by the forms of this program.</summary>
    public PatientHistory With(IEnumerable<StoredEvent> stored) => With(stored, StoredForms.OfThisProgram);

    /// <summary>The history with further events of the same stream: all of them, or none.</summary>
    /// <exception cref="UnreadableEventException">One of them cannot be read; it is named by its position.</exception>
    public PatientHistory With(IEnumerable<StoredEvent> stored, StoredForms forms) =>
        With([.. stored.Select(each => LogLine.From(each, forms))]);

    /// <summary>The history with what follows in the same stream.</summary>
    internal PatientHistory With(IReadOnlyList<LogLine> more) =>
        more.Count == 0 ? this
        : more.Any(line => line.Recorded.Event.IsErasure()) ? FoldedAnew([.. Log, .. more])
        : this with
        {
            Log = [.. Log, .. more],
            State = more.Aggregate(State, (state, line) => PatientState.Evolve(state, line.Recorded.Event)),
        };

    /// <summary>What was read before it was erased is forgotten as the database has forgotten it.</summary>
    PatientHistory FoldedAnew(LogLine[] log)
    {
        foreach (var erasure in log.Where(line => line.Recorded.Event.IsErasure()).ToList())
        {
            for (var at = 0; at < erasure.Recorded.Version - 1; at++)
            {
                var line = log[at].Recorded;
                log[at] = erasure.Recorded.Event.Erases(line.Version) && !line.Event.IsErasure()
                    ? log[at].Tombstone
                    : log[at];
            }
        }

        return this with { Log = log, State = PatientState.From(log.Select(line => line.Recorded.Event)) };
    }
}
