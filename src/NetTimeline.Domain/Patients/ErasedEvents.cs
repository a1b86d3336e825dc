using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>What an erasure takes out of a history, and what it leaves.</summary>
public static class ErasedEvents
{
    /// <summary>Whether an event says that others were erased. Such an event stays, whatever is erased.</summary>
    public static bool IsErasure(this PatientEvent happened) => happened is PatientErased or EntryErased;

    /// <summary>Whether this event says that the one of a version was erased.</summary>
    public static bool Erases(this PatientEvent happened, long version) => happened switch
    {
        PatientErased => true,
        EntryErased erased => erased.Versions.Contains(version),
        _ => false,
    };

    /// <summary>
    /// The versions of the events about an entry or a correction: those that recorded it and that changed it. What
    /// only names it – what else refers to it, a group that it was told apart from – is not among them.
    /// </summary>
    public static Items<long> About(IReadOnlyList<Recorded> history, EntryKey key) =>
        [.. history.Where(each => IsAbout(each.Event, key)).Select(each => each.Version)];

    static bool IsAbout(PatientEvent happened, EntryKey key) => happened.OwnKey == key || happened switch
    {
        EntryAmended amended => amended.Replacement.Key == key,
        EntryRedated redated => redated.Entry == key,
        EntryRetracted retracted => retracted.Entry == key,
        _ => false,
    };
}
