using NetTimeline.Domain;
using NetTimeline.Journal;
using NetTimeline.Journal.Measures;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;
using NodaTime;

namespace NetTimeline.Server.Patients;

/// <summary>
/// What a post came to. Everything in it is stored with the events, so that a repetition gets the same answer to the
/// byte.
/// </summary>
/// <param name="Patient">The patient's id.</param>
/// <param name="Version">The patient's version after it.</param>
/// <param name="FirstPosition">Left out, like what follows, where everything had been recorded before.</param>
/// <param name="LastPosition">Included.</param>
/// <param name="RecordedAt">When the log got it.</param>
sealed record Posted(Guid Patient, long Version, long? FirstPosition, long? LastPosition, Instant? RecordedAt)
{
    /// <param name="posting">What the journal says.</param>
    /// <param name="pointerOf">From a fault's pointer to one into the body that was sent.</param>
    /// <param name="location">Where the patient is, if the post made one.</param>
    public static IResult Answer(Posting posting, Func<string, string> pointerOf, string? location) => posting switch
    {
        Posting.Recorded done => Http.Answer.Json(
            StatusCodes.Status201Created,
            new Posted(done.Patient, done.Version, done.FirstPosition, done.LastPosition, done.RecordedAt)) with
        {
            Tag = EntityTags.OfVersion(done.Version),
            Location = location,
            Replayed = done.Replayed,
        },
        Posting.AlreadyRecorded before => Http.Answer.Json(
            StatusCodes.Status200OK, new Posted(before.Patient, before.Version, null, null, null)) with
        {
            Tag = EntityTags.OfVersion(before.Version),
            Location = location,
        },
        Posting.Refused refused => Refusal(refused.Faults, pointerOf),
        Posting.Erased erased => Problem.From(ErasingProblems.Erased, ErrorsOf(erased.Faults, pointerOf)),
        Posting.NoSuchPatient => Missing.Patient,
        Posting.StaleVersion stale => new Problem(
            ProblemKinds.StaleVersion, $"The patient is at version {stale.ActualVersion}.")
        {
            Version = stale.ActualVersion,
        },
        Posting.CommandKeyReused => KeyReused,
        Posting.TooBusy => Problem.Of(ProblemKinds.TooBusy, retryAfter: 1),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// Whether the answer tells something that was there before: a refusal quotes what stands in the way, and that
    /// nothing is new says that what was posted is on record.
    /// </summary>
    public static bool TellsOfBefore(Posting posting) =>
        posting is Posting.Refused or Posting.AlreadyRecorded or Posting.StaleVersion;

    public static Problem KeyReused => Problem.From(
        ProblemKinds.IdempotencyKeyReused,
        [ProblemError.InHeader("Idempotency-Key", "The key names another body, which was recorded.")]);

    /// <summary>A fault of the body outweighs a conflict: no other history would help it.</summary>
    public static Problem Refusal(IReadOnlyList<Fault> faults, Func<string, string> pointerOf) => Problem.From(
        faults.All(fault => fault.Refusal.IsConflictOfState()) ? ProblemKinds.Conflict : ProblemKinds.Refused,
        ErrorsOf(faults, pointerOf));

    static List<ProblemError> ErrorsOf(IEnumerable<Fault> faults, Func<string, string> pointerOf) =>
        [.. faults.Select(fault => ProblemError.InBody(fault with { Pointer = pointerOf(fault.Pointer) }))];
}

/// <summary>What is not there.</summary>
static class Missing
{
    const int AlikeMax = 20;

    public static Problem Patient { get; } = Problem.Of(ProblemKinds.UnknownPatient);

    /// <summary>Who leaves out the rule after the full stop, or knows a word of the name, is told the names.</summary>
    public static Problem Measure(MeasureCatalogue catalogue, string name)
    {
        var alike = catalogue.Current.Select(each => each.Definition.Name)
            .Where(each => each.Contains(name, StringComparison.OrdinalIgnoreCase)).Take(AlikeMax).ToList();
        return new Problem(
            ProblemKinds.UnknownMeasure,
            alike.Count == 0
                ? "No measure has this name; GET /api/measures lists them."
                : $"No measure has this name; there are {string.Join(", ", alike)}.");
    }

    public static Problem Entry { get; } = Problem.Of(ProblemKinds.UnknownEntry);
}
