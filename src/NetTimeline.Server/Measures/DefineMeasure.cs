using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Language;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Measures;

/// <summary>Defines a measure, or says beforehand what it would move.</summary>
static class DefineMeasure
{
    public const int PatientsMax = 500;
    public const int PatientsDefault = 100;
    const string Route = "POST /api/measures";
    const int KeyCharactersMax = 64;
    const int DefinitionBytesMax = 64 * 1024;

    /// <summary>What a dry run is made over; null where the definition is to be recorded.</summary>
    sealed record Cohort(string KeyContains, int Max);

    public static void Map(RouteGroupBuilder measures) => measures
        .MapPost("", HandleAsync)
        .WithMetadata(MeasureOperations.DefineMeasure, AccessPolicy.Records with { Category = "cohort" });

    static async Task<IResult> HandleAsync(
        HttpContext context, MeasureJournal definitions, PatientJournal patients, Clinic clinic,
        ILogger<MeasureJournal> log, CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var cohort = CohortIn(inquiry);
        if (!PostHead.TryRead(context, inquiry, out var head, out var misunderstood))
        {
            return misunderstood;
        }

        if (head.IfMatch is not Precondition.None)
        {
            return Problem.From(ProblemKinds.BadRequest,
                [ProblemError.InHeader("If-Match", "A definition says itself which version it supersedes.")]);
        }

        var body = await JsonBody.ReadAsync(context.Request, cancellation);
        if (body is not JsonBody.Read read)
        {
            return ((JsonBody.Unreadable)body).Problem;
        }

        if (read.Canonical.Length > DefinitionBytesMax)
        {
            return new Problem(
                ProblemKinds.TooLarge, $"A definition has at most {DefinitionBytesMax} bytes in canonical form.");
        }

        var parsed = MeasureJson.Read(read.Root);
        if (parsed is not Parsed<WrittenMeasure>.Understood { Value: var measure })
        {
            return Posted.Refusal(((Parsed<WrittenMeasure>.Faulty)parsed).Faults, pointer => pointer);
        }

        return cohort is null
            ? Answered(measure, await head.InTimeAsync(
                definitions.DefineAsync(measure, head.Asking(Route, read, null), cancellation), log, cancellation))
            : await DryRunAsync(context, read, measure, cohort, definitions, new(patients, clinic.Zone), cancellation);
    }

    static Cohort? CohortIn(Inquiry inquiry)
    {
        var isDry = inquiry.Flag("dryRun");
        var contains = inquiry.Words("keyContains", KeyCharactersMax);
        var max = inquiry.Number("max", 1, PatientsMax);
        if (!isDry && (contains is not null || max is not null))
        {
            inquiry.Wrong(contains is not null ? "keyContains" : "max", "Only a dry run is made over patients.");
        }

        return isDry ? new Cohort(contains ?? "", (int)(max ?? PatientsDefault)) : null;
    }

    static async Task<IResult> DryRunAsync(
        HttpContext context, JsonBody.Read read, WrittenMeasure measure, Cohort cohort, MeasureJournal definitions,
        MeasureDryRun dryRun, CancellationToken cancellation)
    {
        if (await definitions.FaultsAsync(measure, cancellation) is { Count: > 0 } faults)
        {
            return Posted.Refusal(faults, pointer => pointer);
        }

        var catalogue = await definitions.CatalogueAsync(cancellation);
        var found = await dryRun.RunAsync(measure, catalogue, cohort.KeyContains, cohort.Max, cancellation);
        var shown = context.Shown();
        shown.Asked(read.Canonical);
        shown.Together(null, found.Patients);
        shown.Patients(found.Changes.Select(each => each.Id));
        return Answer.Json(StatusCodes.Status200OK, DryRunView.Of(found));
    }

    static IResult Answered(WrittenMeasure measure, Defining defining) => defining switch
    {
        Defining.Recorded done => Answer.Json(
            StatusCodes.Status201Created,
            new DefinedView(measure.Name, measure.Version, done.Definitions, done.Position, done.RecordedAt)) with
        {
            Location = $"/api/measures/{measure.Name}",
            Replayed = done.Replayed,
        },
        Defining.AlreadyRecorded before => Answer.Json(
            StatusCodes.Status200OK,
            new DefinedView(measure.Name, measure.Version, before.Definitions, null, null)) with
        {
            Location = $"/api/measures/{measure.Name}",
        },
        Defining.Refused refused => Posted.Refusal(refused.Faults, pointer => pointer),
        Defining.CommandKeyReused => Posted.KeyReused,
        Defining.TooBusy => Problem.Of(ProblemKinds.TooBusy, retryAfter: 1),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
