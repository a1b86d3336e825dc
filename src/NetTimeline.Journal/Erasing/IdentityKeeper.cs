using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;

namespace NetTimeline.Journal;

/// <summary>Keeps who patients are, and records of each that it was kept, by whom and when: both or neither.</summary>
/// <remarks>
/// An erasure of the same patient comes before it or after it, since both move the patient's version. Kept twice is
/// recorded twice.
/// </remarks>
/// <param name="journal">Finds the patients.</param>
/// <param name="rows">Where it is kept.</param>
/// <param name="newId">Gives ids to events.</param>
/// <param name="forms">What is written of events.</param>
public sealed class IdentityKeeper(
    PatientJournal journal, SealedIdentities rows, Func<Guid> newId, StoredForms forms)
{
    const int AttemptsMax = 16;

    /// <summary>Recorded, no such patient, or too busy.</summary>
    /// <param name="address">A registry key or an id.</param>
    /// <param name="seal">What is kept of the patient with this id.</param>
    /// <param name="asking">Who asks; neither a version is expected nor a command recognised.</param>
    /// <param name="cancellation">Counts until the turn has come.</param>
    public async Task<Posting> KeepAsync(
        string address, Func<Guid, SealedIdentity> seal, Asking asking, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            if (await journal.FindAsync(address, cancellation).ConfigureAwait(false) is not { } history)
            {
                return new Posting.NoSuchPatient();
            }

            var result = await rows.KeepAsync(
                history.Patient, history.Version, Said(asking), seal(history.Patient), cancellation)
                .ConfigureAwait(false);
            if (result is AppendResult.Appended done)
            {
                return new Posting.Recorded(
                    done.Stream, done.LastVersion, done.FirstPosition, done.LastPosition, done.RecordedAt,
                    done.Replayed, []);
            }
        }

        return new Posting.TooBusy();
    }

    NewEvent Said(Asking asking)
    {
        var said = new PatientEvent.IdentityKept();
        var form = EventJson.Encode(said, forms);
        return new NewEvent(newId(), form.Type, form.Schema, form.Payload, Acts.Of(said, asking));
    }
}
