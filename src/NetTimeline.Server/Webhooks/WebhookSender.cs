using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NodaTime;

namespace NetTimeline.Server.Webhooks;

/// <summary>What a receiver gets: where the log moved, and nothing of what was recorded.</summary>
/// <param name="Webhook">The subscription.</param>
/// <param name="Delivery">The same for every attempt; what a receiver recognises a repetition by.</param>
/// <param name="Position">The event's place among all events.</param>
/// <param name="Patient">The patient's id.</param>
/// <param name="Version">The patient's version with it.</param>
/// <param name="Kind">The event's stored name.</param>
/// <param name="RecordedAt">When the log got it.</param>
sealed record WebhookMessage(
    Guid Webhook, string Delivery, long Position, Guid Patient, long Version, string Kind, Instant RecordedAt);

/// <summary>
/// Posts a message and says what came of it. Follows no redirect, goes through no proxy, sends no cookie, and reads
/// nothing of an answer but its status.
/// </summary>
sealed class WebhookSender : IDisposable
{
    public const string AddressRefused = "address-refused";

    readonly WebhookTargets targets;
    readonly IClock clock;
    readonly TimeSpan patience;
    readonly HttpClient http;

    /// <param name="targets">Where messages may go.</param>
    /// <param name="clock">Dates the signatures.</param>
    /// <param name="patience">So long a receiver has to answer.</param>
    public WebhookSender(WebhookTargets targets, IClock clock, TimeSpan patience)
    {
        (this.targets, this.clock, this.patience) = (targets, clock, patience);
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = targets.ConnectAsync,
            ConnectTimeout = patience,
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 16 * 1024,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("NetTimeline-Webhooks", "1"));
    }

    public async Task<DeliveryOutcome> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        if (targets.Objection(delivery.Target) is not null)
        {
            return new DeliveryOutcome.Unavailable(null, "target-not-allowed");
        }

        using var request = Request(delivery);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Outcome((int)response.StatusCode);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryOutcome.Unavailable(null, "timeout");
        }
        catch (HttpRequestException failed)
        {
            return new DeliveryOutcome.Unavailable(null, NameOf(failed));
        }
    }

    public void Dispose() => http.Dispose();

    HttpRequestMessage Request(Delivery delivery)
    {
        var due = delivery.Due;
        var id = FormattableString.Invariant($"{delivery.Subscription:N}_{due.Position}");
        var body = ViewJson.Write(new WebhookMessage(
            delivery.Subscription, id, due.Position, due.Stream, due.Version, due.Type, due.RecordedAt)).ToArray();
        var timestamp = clock.GetCurrentInstant().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new HttpRequestMessage(HttpMethod.Post, delivery.Target)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
            Headers =
            {
                { "webhook-id", id },
                { "webhook-timestamp", timestamp },
                { "webhook-signature", WebhookSecret.Signature(delivery.Secret.Span, id, timestamp, body) },
            },
        };
    }

    static DeliveryOutcome Outcome(int status) => status switch
    {
        >= 200 and < 300 => new DeliveryOutcome.Delivered(),
        (int)HttpStatusCode.Gone => new DeliveryOutcome.Gone(),
        408 or 429 or 502 or 503 or 504 => new DeliveryOutcome.Unavailable(status, "not-now"),
        _ => new DeliveryOutcome.Rejected(status, "rejected"),
    };

    static string NameOf(HttpRequestException failed) => failed switch
    {
        { Message: AddressRefused } or { InnerException.Message: AddressRefused } => AddressRefused,
        { HttpRequestError: HttpRequestError.NameResolutionError } => "unknown-host",
        { HttpRequestError: HttpRequestError.SecureConnectionError } => "no-secure-connection",
        { HttpRequestError: HttpRequestError.ConnectionError } => "no-connection",
        _ => "broken-off",
    };
}
