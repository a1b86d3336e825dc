using NetTimeline.Domain.Patients;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Begins a patient's record.</summary>
static class EnrolPatient
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapPost("", HandleAsync)
        .WithMetadata(Operations.EnrolPatient, AccessPolicy.Records);

    static async Task<IResult> HandleAsync(
        HttpContext context, PatientJournal journal, ILogger<Posted> log, CancellationToken cancellation)
    {
        if (!PostHead.TryRead(context, out var head, out var misunderstood))
        {
            return misunderstood;
        }

        if (head.IfMatch is not Precondition.None)
        {
            return Problem.From(ProblemKinds.BadRequest,
                [ProblemError.InHeader("If-Match", "A patient who is to be enrolled has no version yet.")]);
        }

        var body = await JsonBody.ReadAsync(context.Request, cancellation);
        if (body is not JsonBody.Read read)
        {
            return ((JsonBody.Unreadable)body).Problem;
        }

        var parsed = CommandJson.ReadEnrolment(read.Root);
        if (parsed is not Parsed<PatientCommand.EnrolPatient>.Understood { Value: var enrol })
        {
            var faulty = (Parsed<PatientCommand.EnrolPatient>.Faulty)parsed;
            return Posted.Refusal(faulty.Faults, pointer => pointer);
        }

        var asking = head.Asking("POST /api/patients", read, expectedVersion: null);
        var posting = await head.RecordedAsync(journal.EnrolAsync(enrol, asking, cancellation), log, cancellation);
        if (Posted.TellsOfBefore(posting)
            && await journal.FindIdAsync(enrol.RegistryKey.Value, cancellation) is { } other)
        {
            context.Shown().Patients([other]);
        }

        return Posted.Answer(posting, static pointer => pointer["/0".Length..], $"/api/patients/{enrol.RegistryKey}");
    }
}
