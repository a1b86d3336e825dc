using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using NetTimeline.IntegrationTests.Feed;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Server;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Webhooks;

/// <summary>Servers that deliver to this machine and try again soon.</summary>
public abstract class WebhookSpec(PostgresFixture postgres) : FeedSpec(postgres)
{
    protected Task<(WebApplication App, HttpClient Client)> DeliveringAsync(int attemptsMax = 3) =>
        ServeAsync(options => Soon(options, attemptsMax));

    protected static TimelineServerOptions Soon(TimelineServerOptions options, int attemptsMax) => options with
    {
        WebhookHosts = ["127.0.0.1:*"],
        WebhookPatience = TimeSpan.FromSeconds(2),
        Deliveries = options.Deliveries with
        {
            AttemptsMax = attemptsMax,
            RetryAfter = Duration.FromMilliseconds(50),
            RetryAfterMax = Duration.FromMilliseconds(200),
            OutagePause = Duration.FromMilliseconds(50),
            OutagePauseMax = Duration.FromMilliseconds(400),
            LookEvery = Duration.FromMilliseconds(100),
        },
    };

    /// <summary>From the beginning of the log on.</summary>
    protected static async Task<(string Id, string? Secret)> SubscribeAsync(
        HttpClient client, string url, string more = "")
    {
        var reply = await SendAsync(client, HttpMethod.Post, "", $$"""{"url":"{{url}}","from":0{{more}}}""");
        Assert.True(reply.Status is HttpStatusCode.Created, reply.Text);
        return (
            reply.Json.GetProperty("webhook").GetProperty("id").GetString()!,
            reply.Json.TryGetProperty("secret", out var secret) ? secret.GetString() : null);
    }

    protected static async Task<Reply> SendAsync(
        HttpClient client, HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/webhooks{path}")
        {
            Content = json is null ? null : HttpSpec.JsonOf(json),
        };
        using var response = await client.SendAsync(request, Cancellation);
        return await Reply.OfAsync(response, Cancellation);
    }

    protected static async Task<JsonElement> WebhookAsync(HttpClient client, string id) =>
        (await SendAsync(client, HttpMethod.Get, $"/{id}")).Json;

    protected static async Task<IReadOnlyList<long>> DeadLettersAsync(HttpClient client, string id) =>
    [
        .. (await SendAsync(client, HttpMethod.Get, $"/{id}/dead-letters")).Json
            .TryGetProperty("deadLetters", out var all)
            ? all.EnumerateArray().Select(each => each.GetProperty("position").GetInt64())
            : [],
    ];

    protected static async Task<Guid> PatientAsync(HttpClient client, string key, int notes)
    {
        await EnrolAsync(client, key);
        for (var note = 1; note <= notes; note++)
        {
            await NoteAsync(client, key, $"n-{note}");
        }

        using var response = await client.GetAsync($"/api/patients/{key}", Cancellation);
        return (await Reply.OfAsync(response, Cancellation)).Json.GetProperty("id").GetGuid();
    }

    /// <summary>Each patient's versions came in order, each once.</summary>
    internal static void InOrder(IEnumerable<Received> taken) => Assert.All(
        taken.GroupBy(each => each.Patient),
        patient => Assert.Equal(
            Enumerable.Range(1, patient.Count()).Select(version => (long)version),
            patient.Select(each => each.Version)));
}
