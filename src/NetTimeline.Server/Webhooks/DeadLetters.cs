using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Webhooks;

/// <summary>What a receiver did not take, and delivering it again.</summary>
static class DeadLetters
{
    public const int LimitMax = 1000;
    public const int LimitDefault = 100;

    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapMethods("{id}/dead-letters", Reads.Methods, ListAsync)
            .WithMetadata(WebhookOperations.ListDeadLetters, AccessPolicy.ShowsChanges);
        webhooks.MapPost("{id}/dead-letters/replay", ReplayAsync)
            .WithMetadata(WebhookOperations.ReplayDeadLetters);
    }

    static async Task<IResult> ListAsync(
        HttpContext context, string id, PatientJournal journal, Subscriptions subscriptions,
        CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var patient = await PatientAsync(context, inquiry, journal, cancellation);
        var after = inquiry.Number("after", 0, long.MaxValue) ?? 0;
        var limit = (int)(inquiry.Number("limit", 1, LimitMax) ?? LimitDefault);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var webhook = WebhookId.Of(id);
        if (await subscriptions.FindAsync(webhook, cancellation) is null)
        {
            return WebhookProblems.Unknown;
        }

        var found = await subscriptions.DeadLettersAsync(webhook, patient, after, limit + 1, cancellation);
        var page = found.Take(limit).Select(DeadLetterView.Of).ToItems();
        context.Shown().Found([.. page.Select(letter => letter.Patient)], position: null);
        return Answer.Json(
            StatusCodes.Status200OK, new DeadLettersView(page, found.Count > limit ? page[^1].Position : null));
    }

    static async Task<IResult> ReplayAsync(
        HttpContext context, string id, PatientJournal journal, Subscriptions subscriptions, ILogger<WebhookHost> log,
        CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var patient = await PatientAsync(context, inquiry, journal, cancellation);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var webhook = WebhookId.Of(id);
        if (await subscriptions.FindAsync(webhook, cancellation) is null)
        {
            return WebhookProblems.Unknown;
        }

        var patients = await subscriptions.ReplayAsync(webhook, patient, cancellation);
        WebhookLog.Changed(log, webhook, "has its dead letters replayed", context.TraceIdentifier);
        return Answer.Json(StatusCodes.Status202Accepted, new ReplayView(patients));
    }

    static async Task<Guid?> PatientAsync(
        HttpContext context, Inquiry inquiry, PatientJournal journal, CancellationToken cancellation)
    {
        if (inquiry.Text("patient") is not { } address)
        {
            return null;
        }

        return await journal.LookForAsync(context, inquiry, address, cancellation);
    }
}
