using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Webhooks;

/// <summary>Pauses, resumes and removes a webhook; whichever server delivers to it sees it within seconds.</summary>
static class ControlWebhook
{
    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapPost("{id}/pause", PauseAsync).WithMetadata(WebhookOperations.PauseWebhook);
        webhooks.MapPost("{id}/resume", ResumeAsync).WithMetadata(WebhookOperations.ResumeWebhook);
        webhooks.MapDelete("{id}", DeleteAsync).WithMetadata(WebhookOperations.DeleteWebhook);
    }

    static Task<IResult> PauseAsync(
        HttpContext context, string id, IEventStore store, Subscriptions subscriptions, ILogger<WebhookHost> log,
        CancellationToken cancellation) =>
        SetAsync(context, id, store, subscriptions, log, "was paused", subscriptions.PauseAsync, cancellation);

    static Task<IResult> ResumeAsync(
        HttpContext context, string id, IEventStore store, Subscriptions subscriptions, ILogger<WebhookHost> log,
        CancellationToken cancellation) =>
        SetAsync(context, id, store, subscriptions, log, "goes on", subscriptions.ResumeAsync, cancellation);

    static async Task<IResult> DeleteAsync(
        HttpContext context, string id, Subscriptions subscriptions, ILogger<WebhookHost> log,
        CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var webhook = WebhookId.Of(id);
        if (!await subscriptions.RemoveAsync(webhook, cancellation))
        {
            return WebhookProblems.Unknown;
        }

        WebhookLog.Changed(log, webhook, "was removed", context.TraceIdentifier);
        return Results.NoContent();
    }

    static async Task<IResult> SetAsync(
        HttpContext context, string id, IEventStore store, Subscriptions subscriptions, ILogger<WebhookHost> log,
        string what, Func<Guid, CancellationToken, Task<bool>> set, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var webhook = WebhookId.Of(id);
        if (!await set(webhook, cancellation) || await subscriptions.FindAsync(webhook, cancellation) is not { } now)
        {
            return WebhookProblems.Unknown;
        }

        WebhookLog.Changed(log, webhook, what, context.TraceIdentifier);
        return Answer.Json(
            StatusCodes.Status200OK, WebhookView.Of(now, await store.LastPositionAsync(cancellation)));
    }
}
