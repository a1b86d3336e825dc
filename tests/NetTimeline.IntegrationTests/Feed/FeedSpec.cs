using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Server;
using Xunit;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>Servers on one database that may be stopped and started again, and readers of their feed.</summary>
public abstract class FeedSpec(PostgresFixture postgres) : IAsyncLifetime
{
    readonly List<IAsyncDisposable> opened = [];

    protected string Database { get; private set; } = "";

    protected CapturedLog Log { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var each in Enumerable.Reverse(opened))
        {
            await each.DisposeAsync();
        }
    }

    protected async Task<(WebApplication App, HttpClient Client)> ServeAsync(
        Func<TimelineServerOptions, TimelineServerOptions>? with = null)
    {
        var options = RunningServer.OptionsFor(Database, Log);
        var app = await TimelineServer.StartAsync(with?.Invoke(options) ?? options, Cancellation);
        opened.Add(app);
        return (app, RunningServer.ClientOf(app));
    }

    protected static async Task EnrolAsync(HttpClient client, string key)
    {
        using var body = HttpSpec.JsonOf($$"""{"registryKey":"{{key}}"}""");
        using var reply = await client.PostAsync("/api/patients", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
    }

    /// <summary>A note under a key of its own.</summary>
    protected static async Task NoteAsync(HttpClient client, string patient, string key, string text = "said")
    {
        using var body = HttpSpec.JsonOf(
            $$"""{"key":"{{key}}","kind":"note","occurred":"2019","text":"{{text}}"}""");
        using var reply = await client.PostAsync($"/api/patients/{patient}/entries", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
    }

    internal static async Task<FeedReader> OpenAsync(HttpClient client, string query, long? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/patients/changes{query}");
        if (lastEventId is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        return new FeedReader(response, await response.Content.ReadAsStreamAsync(Cancellation));
    }
}

/// <summary>A change as a follower gets it.</summary>
sealed record Change(long Id, JsonElement Data)
{
    public string Text(string name) => Data.GetProperty(name).GetString()!;
}

/// <summary>Reads a feed change by change, with a parser that is not ours.</summary>
sealed class FeedReader(HttpResponseMessage response, Stream body) : IAsyncDisposable
{
    readonly IAsyncEnumerator<SseItem<string>> items =
        SseParser.Create(body).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();

    public HttpResponseMessage Response => response;

    /// <summary>Null at the end, clean or not.</summary>
    public async Task<Change?> NextAsync()
    {
        try
        {
            if (!await items.MoveNextAsync())
            {
                return null;
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return null;
        }

        var item = items.Current;
        Assert.Equal("change", item.EventType);
        var change = new Change(long.Parse(item.EventId!, CultureInfo.InvariantCulture), JsonElement.Parse(item.Data));
        Assert.Equal(change.Id, change.Data.GetProperty("position").GetInt64());
        return change;
    }

    public async Task<IReadOnlyList<Change>> TakeAsync(int count)
    {
        var taken = new List<Change>();
        while (taken.Count < count)
        {
            taken.Add(await NextAsync() ?? throw new InvalidOperationException("The feed ended."));
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await items.DisposeAsync();
        response.Dispose();
    }
}
