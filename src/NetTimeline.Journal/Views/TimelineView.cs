using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>A patient as the API shows one.</summary>
/// <param name="Id">The stream's id.</param>
/// <param name="RegistryKey">The name the registry gave.</param>
/// <param name="Sex">As enrolled.</param>
/// <param name="BirthYear">As enrolled.</param>
/// <param name="StatedAge">As enrolled.</param>
/// <param name="Version">Of the stream.</param>
/// <param name="Entries">How many stand.</param>
public sealed record PatientView(
    Guid Id, RegistryKey RegistryKey, Sex? Sex, int? BirthYear, int? StatedAge, long Version, int Entries)
{
    public static PatientView Of(PatientHistory history) => new(
        history.Patient, history.RegistryKey, history.State.Enrolment?.Sex, history.State.Enrolment?.BirthYear,
        history.State.Enrolment?.StatedAge, history.Version, history.State.Standing.Count());
}

/// <summary>A timeline as the API shows it. Members that say nothing – null, empty, false – are left out.</summary>
/// <param name="Patient">The enrolment; left out where nothing was recorded at the instant asked about.</param>
/// <param name="Version">The stream's version at that instant.</param>
/// <param name="AsOf">What was asked.</param>
/// <param name="Entries">Certainly known, in an order that no date denies.</param>
/// <param name="PossiblyKnown">What the dates do not place.</param>
/// <param name="Diagnoses">Standing and superseded.</param>
/// <param name="Lesions">Lesions with their attributions.</param>
/// <param name="Groups">Counted claims with their remainders.</param>
/// <param name="Tallies">Foci ever identified, by organ.</param>
public sealed record TimelineView(
    PatientEvent.PatientEnrolled? Patient,
    long Version,
    AsOfView AsOf,
    Items<EntryView> Entries,
    Items<EntryView> PossiblyKnown,
    Items<DiagnosisView> Diagnoses,
    Items<LesionView> Lesions,
    Items<GroupView> Groups,
    Items<OrganTally> Tallies)
{
    public static TimelineView Of(Timeline timeline) => new(
        timeline.Patient,
        timeline.Version,
        AsOfView.Of(timeline.AsOf),
        [.. timeline.Entries.Select(EntryView.Of)],
        [.. timeline.PossiblyKnown.Select(EntryView.Of)],
        [.. timeline.Diagnoses.Select(DiagnosisView.Of)],
        [.. timeline.Lesions.Select(LesionView.Of)],
        [.. timeline.Groups.Select(GroupView.Of)],
        timeline.Tallies);
}

/// <summary>The question a timeline answers; both left out for "everything, now".</summary>
public sealed record AsOfView(string? Known, Instant? Recorded)
{
    public static AsOfView Of(AsOf asOf) => new(asOf.Known?.ToString(), asOf.Recorded);
}

/// <summary>An entry with what the log knows of it.</summary>
/// <param name="Entry">As it was said then.</param>
/// <param name="Version">Of the event that recorded it.</param>
/// <param name="RecordedAt">When the log got it.</param>
/// <param name="Changes">How often it was amended or re-dated, as shown.</param>
/// <param name="Retracted">It was withdrawn.</param>
/// <param name="EndNotKnown">Whether it had ended then cannot be told; its end is left out.</param>
public sealed record EntryView(
    Entry Entry, long Version, Instant RecordedAt, int Changes, bool Retracted, bool EndNotKnown)
{
    public static EntryView Of(TimelineEntry shown) => new(
        shown.Entry, shown.Version, shown.RecordedAt, shown.Changes, shown.Retracted, shown.EndNotKnown);
}

/// <summary>A diagnosis and whether it stands.</summary>
public sealed record DiagnosisView(
    EntryKey Entry,
    string Belief,
    DiagnosticAxis Axis,
    Certainty? Certainty,
    string? By,
    Items<EntryKey> Subject,
    Items<EntryKey> OneOf,
    bool Stands,
    Items<EntryKey> SupersededBy,
    Items<EntryKey> UnresolvedWith)
{
    public static DiagnosisView Of(DiagnosisHeld held)
    {
        var diagnosis = (Diagnosis)held.Entry.Content;
        return new DiagnosisView(
            held.Entry.Key, diagnosis.Belief, diagnosis.Axis, held.Entry.Certainty, held.Entry.By, diagnosis.Subject,
            diagnosis.OneOf,
            held.Stands, held.SupersededBy, held.UnresolvedWith);
    }
}

/// <summary>A lesion and where it is believed to belong.</summary>
public sealed record LesionView(
    EntryKey Key, Site Site, Focus? Focus, Items<EntryKey> MemberOf, Items<Belonging> Belongs)
{
    public static LesionView Of(LesionKnown lesion)
    {
        var content = (Lesion)lesion.Entry.Content;
        return new LesionView(lesion.Entry.Key, content.Site, content.Focus, lesion.MemberOf, lesion.Belongs);
    }
}

/// <summary>A counted claim, its members and its remainder.</summary>
public sealed record GroupView(
    EntryKey Key,
    Count Count,
    Items<Site> Sites,
    Items<EntryKey> MemberOf,
    Items<EntryKey> Members,
    Count Remainder,
    Items<EntryKey> Includes,
    Count? MatchedToNone,
    Items<Belonging> Belongs)
{
    public static GroupView Of(GroupKnown group) => new(
        group.Entry.Key, group.Count, ((LesionGroup)group.Entry.Content).Sites, group.MemberOf, group.Members,
        group.Remainder, group.Includes, group.MatchedToNone, group.Belongs);
}
