using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal.Changes;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>One event of a patient's log: who did what, when and why.</summary>
/// <param name="Version">Its place in the patient's stream.</param>
/// <param name="Position">Its place among all events.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="RecordedAt">When the log got it.</param>
/// <param name="Actor">Who sent it; left out where it was erased.</param>
/// <param name="Client">With which program.</param>
/// <param name="Request">In which request.</param>
/// <param name="Change">creation, amendment, retraction, identity or erasure.</param>
/// <param name="Key">The entry or correction it is; left out for the enrolment.</param>
/// <param name="Corrects">What is corrected.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Whose clinical statement it is.</param>
/// <param name="Summary">One line of what it says, its certainty, dates and what it replaces among it.</param>
/// <param name="Entry">The statement that was entered or that replaces another, whole.</param>
/// <param name="Dates">All dates of an entry from then on, where it was dated anew.</param>
/// <param name="Lesions">The members that a split told apart, or the lesions that a merge found to be one.</param>
/// <param name="Unreadable">
/// Why no more than the envelope is shown: a newer program wrote the event, or it is broken. Left out where it is read.
/// </param>
public sealed record LogLineView(
    long Version,
    long Position,
    Guid Id,
    string Type,
    Instant RecordedAt,
    string? Actor,
    string? Client,
    string? Request,
    string Change,
    EntryKey? Key,
    string? Corrects,
    string? Reason,
    string? By,
    string? Summary,
    Entry? Entry,
    EntryDates? Dates,
    Items<EntryKey> Lesions,
    string? Unreadable)
{
    public static LogLineView Of(LoggedEvent logged) => logged switch
    {
        LoggedEvent.Read read => Of(read.Line),
        LoggedEvent.Unreadable unreadable => EnvelopeOf(unreadable.Stored, unreadable.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static LogLineView Of(LogLine line)
    {
        var happened = line.Recorded.Event;
        var entry = happened switch
        {
            PatientEvent.EntryRecorded recorded => recorded.Entry,
            PatientEvent.LesionReattributed anew => anew.Attribution,
            PatientEvent.EntryAmended amended => amended.Replacement,
            _ => null,
        };
        var lesions = happened switch
        {
            PatientEvent.LesionGroupSplit split => split.Into,
            PatientEvent.LesionsMerged merged => [merged.Kept, .. merged.Merged],
            _ => [],
        };
        return new LogLineView(
            line.Recorded.Version, line.Position, line.Id, line.Type, line.Recorded.At, ActorOf(line), line.Act.Client,
            line.Act.Request, line.Act.Change, happened.OwnKey, line.Act.Corrects, line.Act.Reason, entry?.By,
            StatementText.Of(happened), entry, (happened as PatientEvent.EntryRedated)?.Dates, lesions,
            null);
    }

    static string? ActorOf(LogLine line) => line.Recorded.Event is PatientEvent.Erased ? null : line.Act.Actor;

    static LogLineView EnvelopeOf(StoredEvent stored, string why) => new(
        stored.Version, stored.Position, stored.Id, stored.Type, stored.RecordedAt, stored.Act.Actor, stored.Act.Client,
        stored.Act.Request, stored.Act.Change, null, stored.Act.Corrects, stored.Act.Reason, null, null, null, null, [],
        why);
}

/// <summary>An entry with its history: everything that was ever done to it, oldest first.</summary>
/// <param name="Entry">As it stands; left out once it was retracted, or where it is unsaid.</param>
/// <param name="FirstPosted">As it was first posted.</param>
/// <param name="Retracted">It was withdrawn.</param>
/// <param name="Unsaid">
/// It is in no view any more, since it cannot be said without what was erased. It is still recorded.
/// </param>
/// <param name="History">The events that are about it.</param>
public sealed record EntryHistoryView(
    Entry? Entry, Entry FirstPosted, bool Retracted, bool Unsaid, Items<LogLineView> History)
{
    /// <summary>Null when the patient has no entry with this key.</summary>
    public static EntryHistoryView? Of(PatientHistory history, EntryKey key)
    {
        if (history.State.Entries.GetValueOrDefault(key) is not { } record)
        {
            return null;
        }

        var shown = history.Shown.Entries.GetValueOrDefault(key);
        return new EntryHistoryView(
            record.Retracted ? null : shown?.Current, record.FirstPosted, record.Retracted, shown is null,
            [.. history.Log.Where(line => line.Recorded.Event.IsAbout(key)).Select(LogLineView.Of)]);
    }
}
