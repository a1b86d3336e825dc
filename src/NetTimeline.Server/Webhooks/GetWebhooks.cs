using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Webhooks;

/// <summary>The webhooks and how they fare.</summary>
static class GetWebhooks
{
    public static void Map(RouteGroupBuilder webhooks)
    {
        webhooks.MapMethods("", Reads.Methods, ListAsync).WithMetadata(WebhookOperations.ListWebhooks);
        webhooks.MapMethods("{id}", Reads.Methods, GetAsync).WithMetadata(WebhookOperations.GetWebhook);
    }

    static async Task<IResult> ListAsync(
        HttpContext context, IEventStore store, Subscriptions subscriptions, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var all = await subscriptions.ListAsync(cancellation);
        var last = await store.LastPositionAsync(cancellation);
        return Answer.Json(
            StatusCodes.Status200OK, new WebhooksView(all.Select(each => WebhookView.Of(each, last)).ToItems()));
    }

    static async Task<IResult> GetAsync(
        HttpContext context, string id, IEventStore store, Subscriptions subscriptions, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        return await subscriptions.FindAsync(WebhookId.Of(id), cancellation) is { } found
            ? Answer.Json(
                StatusCodes.Status200OK, WebhookView.Of(found, await store.LastPositionAsync(cancellation)))
            : WebhookProblems.Unknown;
    }
}
