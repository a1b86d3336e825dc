using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace NetTimeline.IntegrationTests.Webhooks;

/// <summary>A message as it came over the wire.</summary>
sealed record Received(string Id, string Timestamp, string Signature, byte[] Body, int Answered)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public long Position => Json.GetProperty("position").GetInt64();

    public Guid Patient => Json.GetProperty("patient").GetGuid();

    public long Version => Json.GetProperty("version").GetInt64();
}

/// <summary>Receives webhooks on this machine and answers as a test wants; keeps everything as it came.</summary>
sealed class Receiver : IAsyncDisposable
{
    readonly ConcurrentQueue<Received> received = [];
    readonly WebApplication app;

    Receiver(WebApplication app) => this.app = app;

    public IReadOnlyList<Received> All => [.. received];

    /// <summary>Those that were answered with success, in the order they came.</summary>
    public IReadOnlyList<Received> Taken => [.. received.Where(each => each.Answered is >= 200 and < 300)];

    /// <summary>The status to answer with; may take its time.</summary>
    public Func<Received, Task<int>> Answer { get; set; } = _ => Task.FromResult(204);

    public string Url => $"{Address}/hook";

    string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
        .Addresses.Single();

    public static async Task<Receiver> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(atOnce.Token);
        await app.DisposeAsync();
    }

    async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        var message = new Received(
            headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, body.ToArray(), 0);
        context.Response.StatusCode = await Answer(message);
        received.Enqueue(message with { Answered = context.Response.StatusCode });
        if (context.Response.StatusCode is 302)
        {
            context.Response.Headers.Location = Url;
        }
    }
}
