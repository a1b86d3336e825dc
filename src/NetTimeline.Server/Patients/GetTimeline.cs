using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>A patient's timeline as known at a moment and as recorded at an instant.</summary>
static class GetTimeline
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/timeline", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetTimeline);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, Clinic clinic, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var asOf = new AsOf(inquiry.Known("known"), inquiry.Moment("recorded"), inquiry.Flag("retracted"));
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if (inquiry.Unknown("known", history, asOf) is { } missing)
        {
            return missing;
        }

        context.Shown().Slides = asOf.Known is not null || asOf.Recorded is not null;
        var timeline = history.Timeline(asOf, clinic.Zone);
        var answer = form is Form.Text
            ? Answer.Text(TimelineText.Draw(timeline))
            : Answer.Json(StatusCodes.Status200OK, TimelineView.Of(timeline));
        return answer.Of(history.Version, form);
    }
}
