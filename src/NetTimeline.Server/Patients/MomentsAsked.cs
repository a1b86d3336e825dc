using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Patients;

/// <summary>The moments of a view are read without the patient; what they name is looked up once there is one.</summary>
static class MomentsAsked
{
    /// <summary>The problem where a moment names an entry that was not recorded by then; else null.</summary>
    /// <param name="inquiry">Where the parameter was read.</param>
    /// <param name="parameter">The one that names the moment of knowledge.</param>
    /// <param name="history">Of the patient.</param>
    /// <param name="asOf">What was asked.</param>
    public static Problem? Unknown(this Inquiry inquiry, string parameter, PatientHistory history, AsOf asOf)
    {
        if (NameOf(asOf.Known) is not { } named || history.HasEntry(named, asOf.Recorded))
        {
            return null;
        }

        inquiry.Wrong(parameter, $"The patient has no entry {named} in what is asked about.");
        return inquiry.Finish();
    }

    static EntryKey? NameOf(KnownAt? known) => known switch
    {
        KnownAt.WithEntry with => with.Entry,
        KnownAt.FromEntry from => from.Entry,
        _ => null,
    };
}
