using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Server.Webhooks;

/// <summary>A webhook and how it fares; never its secret.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Url">Where it leads.</param>
/// <param name="Kinds">Stored names; left out for all.</param>
/// <param name="Description">In the operator's words.</param>
/// <param name="Status">active, paused, or gone where the receiver answered 410.</param>
/// <param name="CreatedAt">By the database's clock.</param>
/// <param name="Position">Everything up to here was delivered, or waits in its patient's line.</param>
/// <param name="Behind">So many events of the log come after it.</param>
/// <param name="Waiting">So many patients wait for another attempt.</param>
/// <param name="DeadLetters">So many events wait to be replayed.</param>
/// <param name="FailingSince">Nothing was taken from then on.</param>
/// <param name="LastStatus">What the receiver answered last, where that was no success.</param>
/// <param name="LastFailure">What went wrong last.</param>
sealed record WebhookView(
    Guid Id,
    string Url,
    Items<string> Kinds,
    string? Description,
    string Status,
    Instant CreatedAt,
    long Position,
    long Behind,
    long Waiting,
    long DeadLetters,
    Instant? FailingSince,
    int? LastStatus,
    string? LastFailure)
{
    public static WebhookView Of(Subscription one, long lastPosition) => new(
        one.Id, one.Target, [.. one.Kinds], one.Description, Words.Of(one.State),
        one.CreatedAt, one.Position, Math.Max(0, lastPosition - one.Position), one.Held, one.DeadLetters,
        one.FailingSince, one.LastStatus, one.LastFailure);
}

/// <summary>All webhooks, oldest first.</summary>
sealed record WebhooksView(Items<WebhookView> Webhooks);

/// <summary>A webhook that was just made.</summary>
/// <param name="Webhook">As it is.</param>
/// <param name="Secret">The only time that it is told; left out where the caller chose it.</param>
sealed record NewWebhookView(WebhookView Webhook, string? Secret);

/// <summary>An event that a receiver did not take, or that waits behind one.</summary>
/// <param name="Attempts">Left out where it waits behind another event of the patient.</param>
sealed record DeadLetterView(
    long Position, Guid Patient, long Version, string Kind, Instant RecordedAt, int? Attempts, int? LastStatus,
    string? LastFailure)
{
    public static DeadLetterView Of(DeadLetter letter) => new(
        letter.Due.Position, letter.Due.Stream, letter.Due.Version, letter.Due.Type, letter.Due.RecordedAt,
        letter.Attempts > 0 ? letter.Attempts : null, letter.LastStatus, letter.LastFailure);
}

/// <summary>Dead letters in the order of the log, and where to go on; no <c>next</c> on the last page.</summary>
sealed record DeadLettersView(Items<DeadLetterView> DeadLetters, long? Next);

/// <summary>What a replay began.</summary>
/// <param name="Patients">So many patients' dead letters are delivered again.</param>
sealed record ReplayView(int Patients);
