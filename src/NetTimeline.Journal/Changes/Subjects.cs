using NetTimeline.Domain;
using NetTimeline.Domain.Patients;

namespace NetTimeline.Journal.Changes;

/// <summary>Which entries an event is about.</summary>
static class Subjects
{
    /// <summary>Whether it states the entry, or says something of it.</summary>
    public static bool IsAbout(this PatientEvent happened, EntryKey key) => happened switch
    {
        PatientEvent.EntryRecorded recorded => recorded.Entry.Key == key,
        PatientEvent.LesionReattributed anew =>
            anew.Attribution.Key == key || anew.Attribution.Supersedes.Contains(key),
        PatientEvent.EntryAmended amended => amended.Replacement.Key == key,
        PatientEvent.EntryRedated redated => redated.Entry == key,
        PatientEvent.EntryRetracted retracted => retracted.Entry == key,
        PatientEvent.LesionGroupSplit split => split.Group == key || split.Into.Contains(key),
        PatientEvent.LesionsMerged merged => merged.Kept == key || merged.Merged.Contains(key),
        _ => false,
    };
}
