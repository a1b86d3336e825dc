using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Access;

/// <summary>Something that an answer shows.</summary>
/// <param name="Patient">Null for what is said of many together.</param>
/// <param name="Version">Up to this one of the patient.</param>
/// <param name="Position">Up to, or from, this one of the log.</param>
/// <param name="Count">So many items.</param>
sealed record ShownItem(Guid? Patient, long? Version, long? Position, long? Count);

/// <summary>
/// What the answer to a request is going to show, as whoever makes it says. Nothing of it is sent before it is
/// recorded.
/// </summary>
sealed class Shown
{
    readonly List<ShownItem> items = [];
    readonly HashSet<Guid> lookedAt = [];
    bool found;

    public IReadOnlyList<ShownItem> Items => items;

    /// <summary>Of a body that asks, its bytes; what is asked by an address is known.</summary>
    public ReadOnlyMemory<byte> Question { get; private set; }

    /// <summary>It shows whom or how many a question found, and not what was asked for by name.</summary>
    public bool IsOfAQuestion => found || items.Count > 1 || items is [{ Patient: null }];

    /// <summary>One of many views that somebody slides through; see <see cref="SlidingViews"/>.</summary>
    public bool Slides { get; set; }

    /// <summary>
    /// Whether somebody was looked for who is not there. That is told also where the question is refused for other
    /// faults.
    /// </summary>
    public bool IsAnybodyMissing { get; set; }

    /// <summary>Somebody was looked for and is there.</summary>
    public void LookedAt(Guid patient) => lookedAt.Add(patient);

    /// <summary>Of a question that is refused, no more is shown than that those are there whom it names.</summary>
    public void TellLookedAt()
    {
        if (items.Count == 0)
        {
            Patients(lookedAt);
        }
    }

    public void Patient(Guid patient, long version) => items.Add(new(patient, version, null, null));

    /// <summary>One patient each, however often he is there.</summary>
    public void Patients(IEnumerable<Guid> patients, long? position = null) =>
        items.AddRange(patients.Distinct().Select(patient => new ShownItem(patient, null, position, null)));

    public void Together(long? position, long? count) => items.Add(new(null, null, position, count));

    /// <summary>Each patient; where there are none, that none were found.</summary>
    public void Found(IReadOnlyCollection<Guid> patients, long? position)
    {
        found = true;
        Patients(patients, position);
        if (patients.Count == 0)
        {
            Together(position, 0);
        }
    }

    /// <summary>Who looked at a patient, or at many.</summary>
    public void Reviewed(Guid? patient, long count) => items.Add(new(patient, null, null, count));

    public void Asked(ReadOnlyMemory<byte> question) => Question = question;
}

/// <summary>Ways to what a request shows.</summary>
static class ShownByRequest
{
    /// <summary>Of this request; there for as long as it is answered.</summary>
    public static Shown Shown(this HttpContext context)
    {
        if (context.Features.Get<Shown>() is { } shown)
        {
            return shown;
        }

        var first = new Shown();
        context.Features.Set(first);
        return first;
    }

    /// <summary>
    /// The patient whom a parameter names; where there is none, the inquiry notes it. The answer tells by its faults
    /// whether he is there, so he is one whom it shows.
    /// </summary>
    public static async Task<Guid?> LookForAsync(
        this PatientJournal journal, HttpContext context, Inquiry inquiry, string address,
        CancellationToken cancellation)
    {
        if (await journal.FindIdAsync(address, cancellation) is { } patient)
        {
            context.Shown().LookedAt(patient);
            return patient;
        }

        context.Shown().IsAnybodyMissing = true;
        inquiry.NoPatient("patient");
        return null;
    }

    /// <summary>The history of a patient who is thereby shown; null where there is none.</summary>
    public static async Task<PatientHistory?> ShowAsync(
        this PatientJournal journal, HttpContext context, string address, CancellationToken cancellation)
    {
        var history = await journal.FindAsync(address, cancellation);
        if (history is not null)
        {
            context.Shown().Patient(history.Patient, history.Version);
        }

        return history;
    }

    /// <summary>Likewise of a patient of whom this program cannot read everything.</summary>
    public static async Task<PatientLog?> ShowLogAsync(
        this PatientJournal journal, HttpContext context, string address, CancellationToken cancellation)
    {
        var log = await journal.FindLogAsync(address, cancellation);
        if (log is not null && await journal.FindIdAsync(address, cancellation) is { } patient)
        {
            context.Shown().Patient(patient, log.Version);
        }

        return log;
    }
}
