using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Measures.Courses;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Patients;

/// <summary>
/// The moments of a view and what is supposed are read without the patient; what they name is looked up once there is
/// one.
/// </summary>
static class MomentsAsked
{
    /// <summary>The problem where a moment names an entry that was not recorded by then; else null.</summary>
    /// <param name="inquiry">Where the parameter was read.</param>
    /// <param name="parameter">The one that names the moment of knowledge.</param>
    /// <param name="history">Of the patient.</param>
    /// <param name="asOf">What was asked.</param>
    public static Problem? Unknown(this Inquiry inquiry, string parameter, PatientHistory history, AsOf asOf)
    {
        if (NameOf(asOf.Known) is not { } named || history.HasMoment(named, asOf.Recorded))
        {
            return null;
        }

        inquiry.NoEntry(parameter, named);
        return inquiry.Finish();
    }

    /// <summary>
    /// The problem where something is supposed of entries that are not in the course, or that cannot be so; else null.
    /// </summary>
    public static Problem? Unsupposable(this Inquiry inquiry, string parameter, Course course)
    {
        foreach (var key in CourseAssumptions.Unknown(course))
        {
            inquiry.NoEntry(parameter, key);
        }

        return inquiry.Finish() ?? (CourseAssumptions.Contradiction(course) is { } sentence
            ? new Problem(ProblemKinds.ContradictsRecord, sentence)
            : null);
    }

    /// <summary>Notes that a parameter names an entry that is not in what is asked about.</summary>
    public static void NoEntry(this Inquiry inquiry, string parameter, EntryKey key) =>
        inquiry.Wrong(parameter, $"The patient has no entry {key} in what is asked about.");

    /// <summary>Notes that a parameter names a patient who is not there.</summary>
    public static void NoPatient(this Inquiry inquiry, string parameter) =>
        inquiry.Wrong(parameter, Missing.Patient.Detail);

    static EntryKey? NameOf(KnownAt? known) => known switch
    {
        KnownAt.WithEntry with => with.Entry,
        KnownAt.FromEntry from => from.Entry,
        _ => null,
    };
}
