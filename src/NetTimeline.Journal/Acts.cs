using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Journal;

/// <summary>What the envelope says of an event.</summary>
static class Acts
{
    public static Act Of(PatientEvent happened, Asking asking)
    {
        var (change, corrects, reason, source) = happened switch
        {
            EntryRecorded recorded => ("creation", null, null, SourceOf(recorded.Entry)),
            EntryAmended amended => (
                "amendment", amended.Replacement.Key.Value, amended.Reason, SourceOf(amended.Replacement)),
            EntryRedated redated => ("amendment", redated.Entry.Value, redated.Reason, null),
            EntryRetracted retracted => ("retraction", retracted.Entry.Value, retracted.Reason, null),
            LesionReattributed anew => (
                "amendment", string.Join(' ', anew.Attribution.Supersedes), anew.Reason, SourceOf(anew.Attribution)),
            LesionGroupSplit split => ("amendment", split.Group.Value, split.Reason, null),
            PatientErased or EntryErased => ("erasure", null, null, null),
            IdentityKept => ("identity", null, null, null),
            LesionsMerged merged => ("amendment", string.Join(' ', merged.Merged), merged.Reason, null),
            _ => ("creation", (string?)null, (string?)null, (string?)null),
        };
        return new Act(asking.Actor, asking.Client, change, corrects, reason, source, asking.Request);
    }

    static string? SourceOf(Entry entry) => entry.Source?.ToString() is { Length: > 0 } source ? source : null;
}
