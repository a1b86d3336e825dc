using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.ReadModels;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>A page of patients and where to go on; no <c>next</c> on the last page.</summary>
/// <param name="Patients">In the order of their registry keys.</param>
/// <param name="Next">To be passed as <c>after</c>.</param>
/// <param name="AsOfPosition">Every event up to here, included, is in the answer.</param>
/// <param name="SetAside">
/// So many patients are set aside, because an event of theirs cannot be read or took too long: they are as they were
/// before it, or not there yet.
/// </param>
public sealed record PatientsView(Items<PatientFoundView> Patients, string? Next, long AsOfPosition, int SetAside);

/// <summary>Whether somebody fits what was asked.</summary>
public enum CohortMatch
{
    Certainly,

    /// <summary>The record leaves it open.</summary>
    Possibly,
}

/// <summary>A patient who was found, as known when the patient's last event was taken in.</summary>
/// <param name="Id">The patient's id.</param>
/// <param name="RegistryKey">The name the registry gave.</param>
/// <param name="Matches">Whether what was asked certainly holds.</param>
/// <param name="Sex">As enrolled.</param>
/// <param name="BirthYear">As enrolled.</param>
/// <param name="StatedAge">As enrolled.</param>
/// <param name="Version">Of the patient's stream, as far as it is in the answer.</param>
/// <param name="RecordedAt">When the last event was recorded.</param>
/// <param name="Synthetic">Made up.</param>
/// <param name="Entries">How many stand.</param>
/// <param name="Born">The year of birth.</param>
/// <param name="AgeAtDiagnosis">Completed years at the first diagnosis.</param>
/// <param name="Revisions">Diagnoses that were replaced, and attributions that were for at least one lesion.</param>
/// <param name="Tumours">Established ones at least; at most with those supposed.</param>
/// <param name="Lesions">Foci ever identified.</param>
/// <param name="InSitu">Foci in place.</param>
/// <param name="Irradiated">Foci irradiated and not resected.</param>
/// <param name="Resected">Foci resected.</param>
/// <param name="Studies">Imaging studies.</param>
/// <param name="First">When the first dated entry began.</param>
/// <param name="Last">When the last one did.</param>
/// <param name="HighestGrade">Of the certain ones.</param>
/// <param name="Certain">What the patient is certainly found by.</param>
/// <param name="Possible">What the record says may be.</param>
/// <param name="Sketch">The course, to be drawn in a line.</param>
public sealed record PatientFoundView(
    Guid Id,
    RegistryKey RegistryKey,
    CohortMatch Matches,
    Sex? Sex,
    int? BirthYear,
    int? StatedAge,
    long Version,
    Instant RecordedAt,
    bool Synthetic,
    int Entries,
    WholeBoundsView? Born,
    WholeBoundsView? AgeAtDiagnosis,
    int Revisions,
    WholeBoundsView? Tumours,
    WholeBoundsView? Lesions,
    WholeBoundsView? InSitu,
    WholeBoundsView? Irradiated,
    WholeBoundsView? Resected,
    int Studies,
    DaysView First,
    DaysView Last,
    Grade? HighestGrade,
    FoundByView Certain,
    FoundByView Possible,
    CourseSketch Sketch);

/// <summary>What is known of a whole number; both are included, and what is left out is open.</summary>
/// <param name="Low">No less than this.</param>
/// <param name="High">No more than this.</param>
public sealed record WholeBoundsView(int? Low, int? High)
{
    /// <summary>Null where nothing is known.</summary>
    public static WholeBoundsView? Of(WholeBounds bounds) =>
        bounds == WholeBounds.Open ? null : new WholeBoundsView(bounds.Low, bounds.High);
}

/// <summary>The words by which a patient is found, in small letters, with the wider ones of the vocabulary.</summary>
/// <param name="Site">Where a primary arises.</param>
/// <param name="Histology">What standing diagnoses and pathologists call it.</param>
/// <param name="Grade">By the WHO.</param>
/// <param name="Stage">Groups, with and without letter and edition.</param>
/// <param name="Attribution">Where the primary arises that foci are attributed to.</param>
/// <param name="Procedure">What was performed.</param>
/// <param name="Therapy">What was given.</param>
/// <param name="Status">Alive or dead, and the state of disease by axis.</param>
public sealed record FoundByView(
    Items<string> Site,
    Items<string> Histology,
    Items<string> Grade,
    Items<string> Stage,
    Items<string> Attribution,
    Items<string> Procedure,
    Items<string> Therapy,
    Items<string> Status)
{
    /// <param name="words">As they stand in the index.</param>
    internal static FoundByView Of(IEnumerable<string> words)
    {
        var byKind = words.Select(IndexedWord.Parse).Where(each => each is not null)
            .ToLookup(each => each!.Value.Kind, each => each!.Value.Word);
        return new FoundByView(
            Of(TermKind.Site), Of(TermKind.Histology), Of(TermKind.Grade), Of(TermKind.Stage),
            Of(TermKind.Attribution), Of(TermKind.Procedure), Of(TermKind.Therapy), Of(TermKind.Status));

        Items<string> Of(TermKind kind) => [.. byKind[kind].Order(StringComparer.Ordinal)];
    }
}
