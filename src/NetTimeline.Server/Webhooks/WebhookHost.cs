using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Journal;

namespace NetTimeline.Server.Webhooks;

/// <summary>Delivers webhooks while the server runs, in turn with other servers of the database.</summary>
sealed class WebhookHost(TimelineServerOptions options, WebhookTargets targets, ILogger<WebhookHost> log)
    : IHostedService, IAsyncDisposable
{
    WebhookSender? sender;
    DeliveryEngine? engine;

    public static void Add(IServiceCollection services, TimelineServerOptions options) => services
        .AddSingleton(new WebhookTargets(options.WebhookHosts))
        .AddSingleton(_ => new Subscriptions(options.Postgres))
        .AddHostedService<WebhookHost>();

    public static void Map(RouteGroupBuilder webhooks)
    {
        CreateWebhook.Map(webhooks);
        GetWebhooks.Map(webhooks);
        ControlWebhook.Map(webhooks);
        DeadLetters.Map(webhooks);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        sender = new WebhookSender(targets, options.Clock, options.WebhookPatience);
        engine = new DeliveryEngine(options.Postgres, sender.DeliverAsync, options.Deliveries with
        {
            ToAll = EventJson.Erasures,
            LeftOut = SystemStreams.All,
            Troubled = Say,
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        sender?.Dispose();
    }

    void Say(Guid? webhook, string trouble)
    {
        if (webhook is { } one)
        {
            WebhookLog.Troubled(log, one, trouble);
        }
        else
        {
            WebhookLog.AllTroubled(log, trouble);
        }
    }
}

/// <summary>What is logged of webhooks: neither where they lead nor what signs them.</summary>
static partial class WebhookLog
{
    [LoggerMessage(60, LogLevel.Warning, "Webhook {Webhook} takes nothing for now ({Trouble}); it is tried again")]
    public static partial void Troubled(ILogger log, Guid webhook, string trouble);

    [LoggerMessage(61, LogLevel.Warning, "Webhooks cannot be delivered for now ({Trouble}); it is tried again")]
    public static partial void AllTroubled(ILogger log, string trouble);

    [LoggerMessage(62, LogLevel.Information, "Webhook {Webhook} {What}, request {Request}")]
    public static partial void Changed(ILogger log, Guid webhook, string what, string request);
}
