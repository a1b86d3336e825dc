using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// What a caller asks of a patient's record: a closed hierarchy. Each command names itself by the key of its entry or
/// correction, so that the same one sent again is recognised.
/// </summary>
public abstract record PatientCommand
{
    PatientCommand() { }

    /// <summary>Begin a record.</summary>
    public sealed record EnrolPatient(
        RegistryKey RegistryKey, Sex? Sex, int? BirthYear, int? StatedAge) : PatientCommand;

    /// <summary>Enter a statement.</summary>
    public sealed record RecordEntry(Entry Entry) : PatientCommand;

    /// <summary>Replace a statement; see <see cref="PatientEvent.EntryAmended"/>.</summary>
    public sealed record AmendEntry(
        EntryKey Key, AmendmentNature Nature, Entry Replacement, StatedDate? Known, string? Reason) : PatientCommand;

    /// <summary>Withdraw a statement.</summary>
    public sealed record RetractEntry(EntryKey Key, EntryKey Entry, string? Reason) : PatientCommand;

    /// <summary>Replace all dates of a statement; see <see cref="PatientEvent.EntryRedated"/>.</summary>
    public sealed record RedateEntry(
        EntryKey Key, EntryKey Entry, AmendmentNature Nature, EntryDates Dates, StatedDate? Known, string? Reason)
        : PatientCommand;

    /// <summary>Attribute lesions anew; the attribution names what it supersedes.</summary>
    public sealed record ReattributeLesion(Entry Attribution, string? Reason) : PatientCommand;

    /// <summary>Tell members of a group apart. The members are entries of their own.</summary>
    public sealed record SplitGroup(
        EntryKey Key, EntryKey Group, Items<EntryKey> Into, StatedDate? Known, string? Reason) : PatientCommand;

    /// <summary>Say that lesions are one.</summary>
    public sealed record MergeLesions(
        EntryKey Key, EntryKey Kept, Items<EntryKey> Merged, StatedDate? Known, string? Reason) : PatientCommand;
}
