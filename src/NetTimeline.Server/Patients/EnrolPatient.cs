using System.Security.Cryptography;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Begins a patient's record.</summary>
static class EnrolPatient
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapPost("", HandleAsync)
        .WithMetadata(Operations.EnrolPatient);

    static async Task<IResult> HandleAsync(
        HttpContext context, PatientJournal journal, ILogger<Posted> log, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        var inquiry = new Inquiry(context);
        var (actor, client, idempotencyKey) = (inquiry.Actor(), inquiry.Client(), inquiry.IdempotencyKey());
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
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

        var command = idempotencyKey is null
            ? null
            : new CommandKey($"POST /api/patients {actor}", idempotencyKey, SHA256.HashData(read.Canonical.Span));
        var asking = new Asking(actor, client, inquiry.Request, ExpectedVersion: null, command);
        var posting = await journal.EnrolAsync(enrol, asking, cancellation);
        if (posting is Posting.Recorded { Replayed: false } done)
        {
            ServerLog.Recorded(
                log, done.Patient, done.Version, done.FirstPosition, done.LastPosition, inquiry.Request);
        }

        return Posted.Answer(posting, static pointer => pointer["/0".Length..], $"/api/patients/{enrol.RegistryKey}");
    }
}
