using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// What happened to a patient's record: a closed hierarchy. An entry's kind is in its content, so one event records
/// every kind; each kind has a stored name of its own.
/// </summary>
public abstract record PatientEvent
{
    PatientEvent() { }

    /// <summary>The key of the entry or correction that it records; null for the enrolment, which has none.</summary>
    public EntryKey? OwnKey => this switch
    {
        EntryRecorded recorded => recorded.Entry.Key,
        LesionReattributed anew => anew.Attribution.Key,
        EntryAmended amended => amended.Key,
        EntryRedated redated => redated.Key,
        EntryRetracted retracted => retracted.Key,
        LesionGroupSplit split => split.Key,
        LesionsMerged merged => merged.Key,
        _ => null,
    };

    /// <summary>The record began. Nothing here identifies a person.</summary>
    public sealed record PatientEnrolled(
        RegistryKey RegistryKey, Sex? Sex, int? BirthYear, int? StatedAge) : PatientEvent;

    /// <summary>A statement was entered.</summary>
    public sealed record EntryRecorded(Entry Entry) : PatientEvent;

    /// <summary>A statement was replaced as a whole by one of the same kind and key.</summary>
    /// <param name="Key">The correction's own key.</param>
    /// <param name="Nature">A slip put right, or a new understanding.</param>
    /// <param name="Replacement">What it says from now on.</param>
    /// <param name="Known">When the new understanding was reached; null for a slip.</param>
    /// <param name="Reason">Why.</param>
    public sealed record EntryAmended(
        EntryKey Key, AmendmentNature Nature, Entry Replacement, StatedDate? Known, string Reason) : PatientEvent;

    /// <summary>A statement was withdrawn: it disappears from every view that does not ask for it.</summary>
    public sealed record EntryRetracted(EntryKey Key, EntryKey Entry, string Reason) : PatientEvent;

    /// <summary>The dates of a statement were replaced, all of them; what it says was not.</summary>
    /// <param name="Key">The correction's own key.</param>
    /// <param name="Entry">Whose dates.</param>
    /// <param name="Nature">A slip put right, or a new understanding.</param>
    /// <param name="Dates">All dates of the entry from now on.</param>
    /// <param name="Known">When the new understanding was reached; null for a slip.</param>
    /// <param name="Reason">Why.</param>
    public sealed record EntryRedated(
        EntryKey Key, EntryKey Entry, AmendmentNature Nature, EntryDates Dates, StatedDate? Known, string Reason)
        : PatientEvent;

    /// <summary>A lesion was attributed anew: an attribution that supersedes others, with its reason.</summary>
    public sealed record LesionReattributed(Entry Attribution, string Reason) : PatientEvent;

    /// <summary>Members of a group were told apart; whatever is not among them remains in the group.</summary>
    /// <param name="Key">The correction's own key.</param>
    /// <param name="Group">The group.</param>
    /// <param name="Into">The members, each an entry of its own.</param>
    /// <param name="Known">When it was understood; null where it holds as soon as group and member are known.</param>
    /// <param name="Reason">Why.</param>
    public sealed record LesionGroupSplit(
        EntryKey Key, EntryKey Group, Items<EntryKey> Into, StatedDate? Known, string Reason) : PatientEvent;

    /// <summary>Lesions turned out to be one: the others count no more.</summary>
    /// <param name="Key">The correction's own key.</param>
    /// <param name="Kept">The lesion that stays.</param>
    /// <param name="Merged">The others.</param>
    /// <param name="Known">When it was understood; null for a slip put right, which is right for the past too.</param>
    /// <param name="Reason">Why.</param>
    public sealed record LesionsMerged(
        EntryKey Key, EntryKey Kept, Items<EntryKey> Merged, StatedDate? Known, string Reason) : PatientEvent;

    /// <summary>
    /// Who the patient is was kept, in place of what was kept before. Nothing of it is here: it lies apart from the
    /// log.
    /// </summary>
    public sealed record IdentityKept : PatientEvent;

    /// <summary>What is left of an event that was erased: that there was one.</summary>
    public sealed record Erased : PatientEvent;

    /// <summary>
    /// Everything before it was erased, and nothing comes after it. Nothing here identifies a person.
    /// </summary>
    /// <param name="Authority">Who decided.</param>
    /// <param name="LegalBasis">By what law.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="ErasedAt">
    /// When it was erased first. The log may have it later: what a restored database brought back is erased again.
    /// </param>
    public sealed record PatientErased(
        string Authority, string LegalBasis, string Reason, NodaTime.Instant ErasedAt) : PatientEvent;

    /// <summary>What was recorded under one key was erased: the entry, and what was done to it.</summary>
    /// <param name="Authority">As above, and so are the others.</param>
    /// <param name="LegalBasis">By what law.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="ErasedAt">When first.</param>
    /// <param name="Versions">Of the events that were; not the key, which may tell what is not to be told.</param>
    public sealed record EntryErased(
        string Authority, string LegalBasis, string Reason, NodaTime.Instant ErasedAt, Items<long> Versions)
        : PatientEvent;
}

/// <summary>Administrative sex as registries hold it.</summary>
public enum Sex
{
    Female,
    Male,
    Other,
    Unknown,
}

/// <summary>What an amendment is.</summary>
public enum AmendmentNature
{
    /// <summary>A slip put right: known as the amended entry was.</summary>
    Transcription,

    /// <summary>A new understanding: known from its own day, the old statement until then.</summary>
    Reinterpretation,
}

/// <summary>An event with what the log knows about it.</summary>
/// <param name="Version">Its place in the patient's stream, from 1.</param>
/// <param name="At">When the log got it; set by the server, never by a caller.</param>
/// <param name="By">Who sent it.</param>
/// <param name="Event">What happened.</param>
public sealed record Recorded(long Version, NodaTime.Instant At, string By, PatientEvent Event);
