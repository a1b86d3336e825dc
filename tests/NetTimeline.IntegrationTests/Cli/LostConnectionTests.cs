using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NetTimeline.Cli;
using NetTimeline.Cli.Following;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>A feed that falls silent without hanging up: it is opened again, and nothing is lost or repeated.</summary>
public sealed class LostConnectionTests
{
    const string First = "id: 7\nevent: change\ndata: seven\n\n";
    const string SignOfLife = ": nothing new\nid: 9\n\n";
    const string Torn = "id: 10\nevent: change\ndata: te";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(First, "7")]
    [InlineData(First + SignOfLife, "9")]
    [InlineData(First + Torn, "7")]
    [InlineData(SignOfLife, "9")]
    public async Task It_goes_on_after_the_last_id_of_what_came_whole(string came, string goesOnAfter)
    {
        var asked = new ConcurrentQueue<string>();
        await using var server = await StartAsync(came, asked);
        using var client = new TimelineClient(new Uri(server.Urls.Single()), "test");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var following = new ChangeFollower(client, "/changes", TimeSpan.FromMilliseconds(300), static _ => { })
            .RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => asked.Count >= 2);
        await stop.CancelAsync();

        Assert.Null(await following);
        Assert.Equal(["none", goesOnAfter], asked.Take(2));
    }

    /// <summary>Says something to whoever comes, and nothing more.</summary>
    static async Task<WebApplication> StartAsync(string says, ConcurrentQueue<string> asked)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            asked.Enqueue(context.Request.Headers["Last-Event-ID"].SingleOrDefault() ?? "none");
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers["Last-Event-ID"] = "5";
            await context.Response.WriteAsync(says, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        await app.StartAsync(Cancellation);
        return app;
    }
}
