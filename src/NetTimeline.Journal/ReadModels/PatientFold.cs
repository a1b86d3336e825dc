using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Measures.Courses;
using NodaTime;

namespace NetTimeline.Journal.ReadModels;

/// <summary>The events of one patient, as they come, and the course they make.</summary>
abstract class PatientFold(StoredForms forms) : IStreamFold
{
    readonly List<Recorded> events = [];

    /// <summary>The last event's.</summary>
    protected long Position { get; private set; }

    protected Instant RecordedAt { get; private set; }

    protected long Version => events.Count;

    public void Apply(IReadOnlyList<StoredEvent> events)
    {
        foreach (var stored in events)
        {
            var recorded = LogLine.RecordedOf(stored, forms);
            if (recorded.Event.IsErasure())
            {
                Forget(recorded.Event);
            }

            this.events.Add(recorded);
            (Position, RecordedAt) = (stored.Position, stored.RecordedAt);
        }
    }

    public IReadOnlyList<ReadRow> Rows(CancellationToken cancellation) =>
        events is [] or [.., { Event: PatientEvent.PatientErased }]
            ? []
            : Rows(
                // Whoever asks for everything is told nothing by days of recording: the zone does not matter.
                Course.From(HistoryWithout.Erased(events), AsOf.Now, DateTimeZone.Utc), cancellation);

    void Forget(PatientEvent erasure)
    {
        for (var at = 0; at < events.Count; at++)
        {
            if (erasure.Erases(events[at].Version) && !events[at].Event.IsErasure())
            {
                events[at] = LogLine.TombstoneOf(events[at]);
            }
        }
    }

    protected abstract IReadOnlyList<ReadRow> Rows(Course course, CancellationToken cancellation);
}
