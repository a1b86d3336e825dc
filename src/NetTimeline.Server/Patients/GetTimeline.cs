using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
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

        if (await journal.FindAsync(id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if (inquiry.Unknown("known", history, asOf) is { } missing)
        {
            return missing;
        }

        // Everything that the answer depends on beside the query is in the stream, so its version is the tag.
        var timeline = history.Timeline(asOf, clinic.Zone);
        var answer = form is Form.Text
            ? Answer.Text(TimelineText.Draw(timeline)) with { Tag = EntityTags.OfText(history.Version) }
            : Answer.Json(StatusCodes.Status200OK, TimelineView.Of(timeline)) with
            {
                Tag = EntityTags.OfVersion(history.Version),
            };
        return answer with { VariesByAccept = true };
    }
}
