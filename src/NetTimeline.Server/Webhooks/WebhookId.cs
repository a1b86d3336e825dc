namespace NetTimeline.Server.Webhooks;

/// <summary>A webhook's id as it stands in a path.</summary>
static class WebhookId
{
    /// <summary>What is no id names no webhook, as an id that nobody has.</summary>
    public static Guid Of(string text) => Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty;
}
