using NetTimeline.Journal.Json;
using NetTimeline.Server.Webhooks;

namespace NetTimeline.Server.OpenApi;

/// <summary>The shapes of what is said about webhooks, and of what receivers get.</summary>
static class WebhookSchemas
{
    public static void AddTo(SchemaBook book)
    {
        ViewJson.Describe<WebhooksView>(book);
        ViewJson.Describe<NewWebhookView>(book);
        ViewJson.Describe<DeadLettersView>(book);
        ViewJson.Describe<ReplayView>(book);
        ViewJson.Describe<WebhookMessage>(book);
        book.Reference("WebhookBody", DescribeBody);
    }

    static SchemaNode DescribeBody() => new("object")
    {
        Properties = new Dictionary<string, SchemaNode>
        {
            ["url"] = new("string") { Description = "https, or http to this machine; its host must be allowed." },
            ["kinds"] = new("array") { Items = new("string"), Description = "Stored names; left out for all." },
            ["description"] = new("string") { Description = "At most 200 characters." },
            ["secret"] = new("string")
            {
                Description = "whsec_ and the base64 of 24 to 64 bytes; one is made where it is left out.",
            },
            ["from"] = new("integer")
            {
                Description = "Events after this position; 0 for all, left out for those from now on.",
            },
        },
        Required = ["url"],
    };
}
