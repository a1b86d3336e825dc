using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>The moments at which a patient's view changes, along what was known or along what was recorded.</summary>
static class GetSteps
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/steps", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetSteps);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, Clinic clinic, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var axis = inquiry.Word<StepAxis>("axis") ?? StepAxis.Known;
        var held = axis is StepAxis.Known
            ? AsOf.Now with { Recorded = inquiry.Moment("recorded") }
            : AsOf.Now with { Known = inquiry.Known("known") };
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if (inquiry.Unknown("known", history, held) is { } missing)
        {
            return missing;
        }

        var steps = axis is StepAxis.Known
            ? TimelineSteps.OfKnowledge(history.Events, held.Recorded, clinic.Zone, cancellation)
            : TimelineSteps.OfRecording(history.Events, held.Known, clinic.Zone, cancellation);
        var view = StepsView.Of(history.RegistryKey, axis, held, steps);
        var answer = form is Form.Text
            ? Answer.Text(StepsText.Draw(view))
            : Answer.Json(StatusCodes.Status200OK, view);
        return answer.Of(history.Version, form);
    }
}
