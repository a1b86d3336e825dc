using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Webhooks;

/// <summary>Subscribes a receiver to what is recorded.</summary>
static class CreateWebhook
{
    public const int WebhooksMax = 100;

    public static void Map(RouteGroupBuilder webhooks) => webhooks
        .MapPost("", HandleAsync)
        .WithMetadata(WebhookOperations.CreateWebhook);

    static async Task<IResult> HandleAsync(
        HttpContext context, IEventStore store, Subscriptions subscriptions, WebhookTargets targets,
        ILogger<WebhookHost> log, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var body = await JsonBody.ReadAsync(context.Request, cancellation);
        if (body is not JsonBody.Read read)
        {
            return ((JsonBody.Unreadable)body).Problem;
        }

        var faults = new List<ProblemError>();
        var last = await store.LastPositionAsync(cancellation);
        if (WebhookBody.Read(read.Root, targets, last, faults) is not { } asked)
        {
            return Problem.From(ProblemKinds.Refused, faults);
        }

        var secret = asked.Secret ?? WebhookSecret.New();
        var added = new NewSubscription(
            Guid.CreateVersion7(), asked.Url, asked.Kinds, asked.Description, secret, asked.From ?? last);
        if (await subscriptions.AddAsync(added, WebhooksMax, cancellation) is not { } made)
        {
            return new Problem(WebhookProblems.TooManyWebhooks, $"There are {WebhooksMax} webhooks already.");
        }

        WebhookLog.Changed(log, added.Id, "was made", context.TraceIdentifier);
        return Answer.Json(
            StatusCodes.Status201Created,
            new NewWebhookView(
                WebhookView.Of(made, last), asked.Secret is null ? WebhookSecret.Written(secret) : null)) with
        {
            Location = $"/api/webhooks/{added.Id:D}",
        };
    }
}
