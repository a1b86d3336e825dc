using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>One patient.</summary>
static class GetPatient
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetPatient);

    static async Task<IResult> HandleAsync(
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

        return await journal.ShowAsync(context, id, cancellation) is { } history
            ? Answer.Json(StatusCodes.Status200OK, PatientView.Of(history)) with
            {
                Tag = EntityTags.OfVersion(history.Version),
            }
            : Missing.Patient;
    }
}
