using NetTimeline.Server.Http;

namespace NetTimeline.Server.Webhooks;

/// <summary>What can stand in the way of a webhook.</summary>
static class WebhookProblems
{
    public static readonly ProblemKind UnknownWebhook = new(
        "unknown-webhook", 404, "There is no such webhook",
        "No webhook has this id. GET /api/webhooks lists them.");

    public static readonly ProblemKind TooManyWebhooks = new(
        "too-many-webhooks", 409, "There are too many webhooks",
        "As many webhooks are there as there may be. Delete one that is not needed any more.");

    public static IReadOnlyList<ProblemKind> All { get; } = [UnknownWebhook, TooManyWebhooks];

    public static Problem Unknown { get; } = new(UnknownWebhook, "No webhook has this id.");
}
