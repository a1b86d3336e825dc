using NetTimeline.Domain;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
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

        if (await journal.ShowLogAsync(context, id, cancellation) is not { } log)
        {
            return Missing.Patient;
        }

        var lines = log.Events.Skip((int)Math.Min(after, log.Version)).Take(limit).Select(LogLineView.Of);
        var page = new ViewJson.LogPage(log.RegistryKey, log.Version, lines.ToItems());
        var answer = Answer.In(form, page, LogText.Draw);
        // Beside a newer server the version alone does not say how much is shown of it.
        return log.IsWhole ? answer.Of(log.Version, form) : answer;
    }
}
