using NetTimeline.EventStore;
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
        patients.MapPut("{id}/identity", PutAsync)
            .WithMetadata(ErasingOperations.PutIdentity, AccessPolicy.KeepsIdentity);
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
        HttpContext context, string id, Tombstones tombstones, ILogger<IdentityKeeper> log,
        CancellationToken cancellation)
    {
        if (!PostHead.TryRead(context, out var head, out var misunderstood))
        {
            return misunderstood;
        }

        if (head.IfMatch is not Precondition.None)
        {
            return AtAnyVersion;
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

        if (context.RequestServices.GetService<IdentityKeeper>() is not { } keeper)
        {
            return Problem.Of(ErasingProblems.NoLedgerFolder);
        }

        return OfErased(identity, tombstones) is { Count: > 0 } errors
            ? Problem.From(ErasingProblems.Erased, errors)
            : Answered(context, await head.RecordedAsync(
                keeper.KeepAsync(id, Seal, head.AskingAnew, cancellation), log, cancellation));

        SealedIdentity Seal(Guid patient) => new(
            context.RequestServices.GetRequiredService<Vault>().Seal(patient, identity), tombstones.TagsOf(identity));
    }

    static Problem AtAnyVersion => Problem.From(
        ProblemKinds.BadRequest,
        [ProblemError.InHeader("If-Match", "Who a patient is, is kept at whatever version he is.")]);

    /// <summary>Whoever kept it has not seen what was kept before, and could: it is gone.</summary>
    static IResult Answered(HttpContext context, Posting posting)
    {
        if (posting is not Posting.Recorded done)
        {
            return Posted.Answer(posting, pointer => pointer, location: null);
        }

        context.Shown().Patient(done.Patient, done.Version);
        return Results.NoContent();
    }

    static List<ProblemError> OfErased(Identity identity, Tombstones tombstones) =>
    [
        .. Enumerable.Range(0, identity.Numbers.Count).Where(at => tombstones.Has(identity.Numbers[at]))
            .Select(at => ProblemError.InBody($"/numbers/{at}", "Who has this number was erased.")),
    ];
}
