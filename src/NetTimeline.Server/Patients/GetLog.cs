using NetTimeline.Domain;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Everything that was ever recorded of a patient: who, when, what and why.</summary>
static class GetLog
{
    public const int LimitMax = 1000;

    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/log", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetLog);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var after = inquiry.Number("after", 0, long.MaxValue) ?? 0;
        var limit = (int)(inquiry.Number("limit", 1, LimitMax) ?? int.MaxValue);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.FindAsync(id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        var lines = history.Log.Where(line => line.Recorded.Version > after).Take(limit).Select(LogLineView.Of);
        var page = new ViewJson.LogPage(history.RegistryKey, history.Version, lines.ToItems());
        var answer = form is Form.Text
            ? Answer.Text(LogText.Draw(page))
            : Answer.Json(StatusCodes.Status200OK, page);
        return answer.Of(history.Version, form);
    }
}
