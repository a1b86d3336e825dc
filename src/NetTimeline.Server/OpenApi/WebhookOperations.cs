using NetTimeline.Server.Webhooks;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for webhooks.</summary>
static class WebhookOperations
{
    static readonly Parameter Id = new(
        "id", Place.Path, "string", "The webhook's id.", "01939a5c-3f0b-7c1e-9b56-6d2f7b1f4c11");

    static readonly Parameter Patient = new(
        "patient", Query, "string", "Only this patient's, by registry key or id.", "omori-2020");

    static readonly IReadOnlyDictionary<string, string> Examples = new Dictionary<string, string>
    {
        ["every pathology report, from the first on"] = """
            {"url":"https://hooks.example.org/timeline","kinds":["pathology_report_recorded"],"from":0,
             "description":"tumour board"}
            """,
    };

    public static Operation CreateWebhook { get; } = new(
        "createWebhook", "Create a webhook",
        "Every event of the kinds asked for is posted to the URL, at least once and in order for each patient, signed "
        + "as the Standard Webhooks convention says. The URL's host must be one that whoever runs the server has "
        + "allowed. The secret is chosen (whsec_ and base64) or made; a secret that is made is told here and never "
        + "again.")
    {
        Body = new("WebhookBody", Many: false, Examples),
        Answers = [new(201, "It is delivered to from now on.", "NewWebhookView") { Headers = ["Location"] }],
        Problems = [.. Operations.WithBody, WebhookProblems.TooManyWebhooks],
    };

    public static Operation ListWebhooks { get; } = new(
        "listWebhooks", "List webhooks", "Oldest first, with how they fare; no secrets.")
    {
        Answers = [new(200, "The webhooks.", "WebhooksView")],
    };

    public static Operation GetWebhook { get; } = new(
        "getWebhook", "Get a webhook", "Where it leads, how far it is and what went wrong last; no secret.")
    {
        Parameters = [Id],
        Answers = [new(200, "The webhook.", "WebhookView")],
        Problems = [WebhookProblems.UnknownWebhook],
    };

    public static Operation DeleteWebhook { get; } = new(
        "deleteWebhook", "Delete a webhook", "With its secret and all it was still owed.")
    {
        Parameters = [Id],
        Answers = [new(204, "It is gone.", Schema: null)],
        Problems = [WebhookProblems.UnknownWebhook],
    };

    public static Operation PauseWebhook { get; } = new(
        "pauseWebhook", "Pause a webhook", "What is under way is still delivered. Nothing is lost meanwhile.")
    {
        Parameters = [Id],
        Answers = [new(200, "The webhook.", "WebhookView")],
        Problems = [WebhookProblems.UnknownWebhook],
    };

    public static Operation ResumeWebhook { get; } = new(
        "resumeWebhook", "Resume a webhook",
        "Goes on where it was, also after the receiver answered 410 and was left alone since.")
    {
        Parameters = [Id],
        Answers = [new(200, "The webhook.", "WebhookView")],
        Problems = [WebhookProblems.UnknownWebhook],
    };

    public static Operation ListDeadLetters { get; } = new(
        "listDeadLetters", "List dead letters",
        "Events that the receiver did not take at any attempt, and those of the same patients that wait behind them; "
        + "in the order of the log, page by page.")
    {
        Parameters =
        [
            Id, Patient,
            new("after", Query, "integer", "Only those after this position.", "1203"),
            new("limit", Query, "integer",
                $"The most on a page: 1 to {DeadLetters.LimitMax}, {DeadLetters.LimitDefault} if left out.", "100"),
        ],
        Answers = [new(200, "A page.", "DeadLettersView")],
        Problems = [WebhookProblems.UnknownWebhook],
    };

    public static Operation ReplayDeadLetters { get; } = new(
        "replayDeadLetters", "Replay dead letters",
        "Delivers them again, each patient's in order and before anything newer of the patient.")
    {
        Parameters = [Id, Patient],
        Answers = [new(202, "It has begun.", "ReplayView")],
        Problems = [WebhookProblems.UnknownWebhook],
    };
}
