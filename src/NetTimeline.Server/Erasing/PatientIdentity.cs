using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Erasing;

/// <summary>Keeps and tells who a patient is, apart from what is recorded of the patient.</summary>
static class PatientIdentity
{
    public static void Map(RouteGroupBuilder patients)
    {
        patients.MapPut("{id}/identity", PutAsync).WithMetadata(ErasingOperations.PutIdentity, AccessPolicy.Records);
        patients.MapMethods("{id}/identity", Reads.Methods, GetAsync)
            .WithMetadata(ErasingOperations.GetIdentity, AccessPolicy.ShowsIdentity);
    }

    static async Task<IResult> GetAsync(
        HttpContext context, string id, PatientJournal journal, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (context.RequestServices.GetService<Vault>() is not { } vault)
        {
            return Problem.Of(ErasingProblems.NoLedgerFolder);
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } patient)
        {
            return Missing.Patient;
        }

        return await vault.FindAsync(patient.Patient, cancellation) is { } identity
            ? Answer.Json(StatusCodes.Status200OK, identity)
            : Problem.Of(ErasingProblems.UnknownIdentity);
    }

    static async Task<IResult> PutAsync(
        HttpContext context, string id, PatientJournal journal, Tombstones tombstones, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var body = await JsonBody.ReadAsync(context.Request, cancellation);
        if (body is not JsonBody.Read read)
        {
            return ((JsonBody.Unreadable)body).Problem;
        }

        var parsed = ErasingJson.Read<Identity>(read.Root);
        if (parsed is not Parsed<Identity>.Understood { Value: var identity })
        {
            return Posted.Refusal(((Parsed<Identity>.Faulty)parsed).Faults, pointer => pointer);
        }

        if (context.RequestServices.GetService<Vault>() is not { } vault)
        {
            return Problem.Of(ErasingProblems.NoLedgerFolder);
        }

        if (OfErased(identity, tombstones) is { Count: > 0 } errors)
        {
            return Problem.From(ErasingProblems.Erased, errors);
        }

        if (await journal.FindAsync(id, cancellation) is not { } patient)
        {
            return Missing.Patient;
        }

        return await vault.KeepAsync(patient.Patient, identity, cancellation)
            ? Results.NoContent()
            : new Problem(ErasingProblems.Erased, "The patient was erased.");
    }

    static List<ProblemError> OfErased(Identity identity, Tombstones tombstones) =>
    [
        .. Enumerable.Range(0, identity.Numbers.Count).Where(at => tombstones.Has(identity.Numbers[at]))
            .Select(at => ProblemError.InBody($"/numbers/{at}", "Who has this number was erased.")),
    ];
}
