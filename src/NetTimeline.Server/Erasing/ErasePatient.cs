using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;
using NodaTime;

namespace NetTimeline.Server.Erasing;

/// <summary>Erases a patient, or what was recorded under one key.</summary>
static class ErasePatient
{
    public static void Map(RouteGroupBuilder patients)
    {
        patients.MapPost("{id}/erasure", PatientAsync)
            .WithMetadata(ErasingOperations.ErasePatient, AccessPolicy.Records);
        patients.MapPost("{id}/entries/{key}/erasure", EntryAsync)
            .WithMetadata(ErasingOperations.EraseEntry, AccessPolicy.Records);
    }

    static Task<IResult> PatientAsync(
        HttpContext context, string id, ILogger<PatientEraser> log, CancellationToken cancellation) =>
        AnswerAsync(context, id, null, log, cancellation);

    static Task<IResult> EntryAsync(
        HttpContext context, string id, string key, ILogger<PatientEraser> log, CancellationToken cancellation) =>
        EntryKey.TryParse(key, out var entry)
            ? AnswerAsync(context, id, entry, log, cancellation)
            : Task.FromResult<IResult>(Missing.Entry);

    static async Task<IResult> AnswerAsync(
        HttpContext context, string id, EntryKey? entry, ILogger log, CancellationToken cancellation)
    {
        if (!PostHead.TryRead(context, out var head, out var misunderstood))
        {
            return misunderstood;
        }

        if (head.IfMatch is not Precondition.None)
        {
            return Problem.From(ProblemKinds.BadRequest,
                [ProblemError.InHeader("If-Match", "What is erased is erased at whatever version it is.")]);
        }

        var body = await JsonBody.ReadAsync(context.Request, cancellation);
        if (body is not JsonBody.Read read)
        {
            return ((JsonBody.Unreadable)body).Problem;
        }

        var parsed = ErasingJson.Read<ErasureOrder>(read.Root);
        if (parsed is not Parsed<ErasureOrder>.Understood { Value: var order })
        {
            return Posted.Refusal(((Parsed<ErasureOrder>.Faulty)parsed).Faults, pointer => pointer);
        }

        return context.RequestServices.GetService<PatientEraser>() is { } eraser
            ? await EraseAsync(
                context,
                head.InTimeAsync(eraser.EraseAsync(id, entry, order, AskingOf, cancellation), log, cancellation), log)
            : Problem.Of(ErasingProblems.NoLedgerFolder);

        Asking AskingOf(Guid patient) => head.Asking(
            Route(patient, entry, context.RequestServices.GetRequiredService<Tombstones>()), read, null);
    }

    /// <summary>The command outlives what is erased: it names neither registry key nor entry.</summary>
    static string Route(Guid patient, EntryKey? entry, Tombstones tombstones) => entry is { } key
        ? $"POST /api/patients/{{id}}/entries/{{key}}/erasure {patient:D} {tombstones.NameOf(patient, key)}"
        : $"POST /api/patients/{{id}}/erasure {patient:D}";

    static async Task<IResult> EraseAsync(HttpContext context, Task<ErasureOutcome> erasing, ILogger log)
    {
        try
        {
            return Answered(context, await erasing, log);
        }
        catch (AppendOutcomeUnknownException)
        {
            ServerLog.OutcomeUnknown(log, context.TraceIdentifier);
            return Problem.Of(ErasingProblems.OutcomeUnknown, retryAfter: 2);
        }
    }

    static IResult Answered(HttpContext context, ErasureOutcome outcome, ILogger log)
    {
        switch (outcome)
        {
            case ErasureOutcome.Done done:
                if (!done.Replayed)
                {
                    ErasingLog.Erased(log, done.Patient, done.Version, context.TraceIdentifier);
                    context.RequestServices.GetRequiredService<ErasureWatch>().Saw(done.Position);
                }
                else
                {
                    // That there was such a patient, or such an entry.
                    context.Shown().Patient(done.Patient, done.Version);
                }

                return Answer.Json(
                    done.Replayed ? StatusCodes.Status200OK : StatusCodes.Status201Created, ErasedView.Of(done));
            case ErasureOutcome.NoSuchPatient:
                return Missing.Patient;
            case ErasureOutcome.NoSuchEntry:
                return Missing.Entry;
            case ErasureOutcome.CommandKeyReused:
                return Posted.KeyReused;
            case ErasureOutcome.TooBusy:
                return Problem.Of(ProblemKinds.TooBusy, retryAfter: 1);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}

/// <summary>What was erased.</summary>
/// <param name="Patient">The patient's id, which stays.</param>
/// <param name="Version">The patient's version with the event that says so.</param>
/// <param name="Position">Of that event.</param>
/// <param name="RecordedAt">When the log got it.</param>
/// <param name="Events">So many events gave way to tombstones; left out where it had been erased before.</param>
/// <param name="Unsaid">
/// Entries and corrections that are still recorded, and in no view any more: they could not be said without what was
/// erased. Their words, a merge's reason among them, are in the log; erase them too where they name it.
/// </param>
sealed record ErasedView(
    Guid Patient, long Version, long Position, Instant RecordedAt, int? Events, Items<EntryKey> Unsaid)
{
    public static ErasedView Of(ErasureOutcome.Done done) => new(
        done.Patient, done.Version, done.Position, done.RecordedAt, done.Replayed ? null : done.Events, done.Unsaid);
}
