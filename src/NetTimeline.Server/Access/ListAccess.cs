using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Access;

/// <summary>Who was shown what, over all patients or of one. Whoever looks is recorded too.</summary>
static class ListAccess
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGroup("/api/access").WithTags("Audit")
            .MapMethods("", Reads.Methods, HandleAllAsync)
            .WithMetadata(AccessOperations.ListAccess, AccessPolicy.ShowsAccess);
        app.MapGroup("/api/patients").WithTags("Audit")
            .MapMethods("{id}/access", Reads.Methods, HandleOneAsync)
            .WithMetadata(AccessOperations.GetPatientAccess, AccessPolicy.ShowsAccess);
    }

    static async Task<IResult> HandleAllAsync(
        HttpContext context, AccessLog log, PatientJournal journal, RegistryKeys keys, CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        Guid? patient = null;
        if (inquiry.Text("patient") is { } address)
        {
            patient = await journal.LookForAsync(context, inquiry, address, cancellation);
        }

        return await AnswerAsync(context, inquiry, patient, log, keys, cancellation);
    }

    static async Task<IResult> HandleOneAsync(
        HttpContext context, string id, AccessLog log, PatientJournal journal, RegistryKeys keys,
        CancellationToken cancellation) =>
        await journal.FindIdAsync(id, cancellation) is { } patient
            ? await AnswerAsync(context, new Inquiry(context), patient, log, keys, cancellation)
            : Missing.Patient;

    static async Task<IResult> AnswerAsync(
        HttpContext context, Inquiry inquiry, Guid? patient, AccessLog log, RegistryKeys keys,
        CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var asked = AccessAsked.Read(inquiry).Of(patient);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var (records, next) = await asked.FindAsync(log, cancellation);
        context.Shown().Reviewed(patient, records.Count);
        var names = await keys.FindAsync(
            records.Select(each => each.Record.Stream).OfType<Guid>().Distinct(), cancellation);
        return Answer.In(
            form, new AccessPageView([.. records.Select(each => AccessView.Of(each, names))], next), AccessText.Draw);
    }
}
