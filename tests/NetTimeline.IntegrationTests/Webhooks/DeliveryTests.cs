using System.Net;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Webhooks;

/// <summary>What a receiver gets, and when it gets it again.</summary>
public sealed class DeliveryTests(PostgresFixture postgres) : WebhookSpec(postgres)
{
    [Fact]
    public async Task A_receiver_gets_each_event_in_order_without_what_was_said_and_can_check_who_sent_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        var patient = await PatientAsync(client, "p", notes: 2);

        var (id, secret) = await SubscribeAsync(client, receiver.Url);
        await Eventually.HoldsAsync(() => receiver.All.Count == 3);
        await NoteAsync(client, "p", "later", "canary4711");
        await Eventually.HoldsAsync(() => receiver.All.Count == 4);

        Assert.Equal([1, 2, 3, 4], receiver.All.Select(each => each.Position));
        var last = receiver.All[^1];
        Assert.Equal($"{Guid.Parse(id):N}_4", last.Id);
        Assert.Equal(
            ["delivery", "kind", "patient", "position", "recordedAt", "version", "webhook"],
            last.Json.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(
            (patient, "note_recorded", last.Id),
            (last.Patient, last.Json.GetProperty("kind").GetString(), last.Json.GetProperty("delivery").GetString()));
        Assert.DoesNotContain("canary4711", Encoding.UTF8.GetString(last.Body), StringComparison.Ordinal);
        Assert.Equal(SignatureBy(secret!, last), last.Signature);
        Assert.NotEqual(SignatureBy(secret!, last with { Id = "another" }), last.Signature);
    }

    [Fact]
    public async Task Only_the_kinds_asked_for_are_delivered_and_the_rest_is_passed_over()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        await PatientAsync(client, "p", notes: 1);
        await PatientAsync(client, "q", notes: 1);

        var (id, _) = await SubscribeAsync(client, receiver.Url, ""","kinds":["patient_enrolled"]""");

        await Eventually.HoldsAsync(async () =>
            (await WebhookAsync(client, id)).GetProperty("position").GetInt64() == 4);
        Assert.Equal([1, 3], receiver.All.Select(each => each.Position).Order());
    }

    [Fact]
    public async Task What_nobody_wants_is_not_written_down_each_time_and_what_is_wanted_comes_at_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await ServeAsync(options => Soon(options, attemptsMax: 3) with
        {
            Deliveries = Soon(options, attemptsMax: 3).Deliveries with { PassedOverEvery = Duration.FromHours(1) },
        });
        var (id, _) = await SubscribeAsync(client, receiver.Url, ""","kinds":["patient_enrolled"]""");
        await EnrolAsync(client, "p");
        await Eventually.HoldsAsync(async () =>
            (await WebhookAsync(client, id)).GetProperty("position").GetInt64() == 1);
        await NoteAsync(client, "p", "one");
        await NoteAsync(client, "p", "two");
        await NoteAsync(client, "p", "three");
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);

        Assert.Equal(1, (await WebhookAsync(client, id)).GetProperty("position").GetInt64());
        await EnrolAsync(client, "q");
        await Eventually.HoldsAsync(async () =>
            (await WebhookAsync(client, id)).GetProperty("position").GetInt64() == 5);
        Assert.Equal([1, 5], receiver.All.Select(each => each.Position));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_counts_as_not_taken()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(302);
        var (_, client) = await DeliveringAsync(attemptsMax: 2);
        await PatientAsync(client, "p", notes: 0);

        var (id, _) = await SubscribeAsync(client, receiver.Url);

        await Eventually.HoldsAsync(async () => (await DeadLettersAsync(client, id)).Count == 1);
        Assert.Equal(2, receiver.All.Count);
    }

    [Fact]
    public async Task A_receiver_that_says_gone_is_left_alone_until_it_is_wanted_again()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => Task.FromResult((int)HttpStatusCode.Gone);
        var (_, client) = await DeliveringAsync();
        await PatientAsync(client, "p", notes: 1);
        var (id, _) = await SubscribeAsync(client, receiver.Url);
        await Eventually.HoldsAsync(async () => await StatusAsync(client, id) == "gone");
        receiver.Answer = _ => Task.FromResult(200);

        Assert.Empty(receiver.Taken);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Post, $"/{id}/resume")).Status);

        await Eventually.HoldsAsync(() => receiver.Taken.Count == 2);
        InOrder(receiver.Taken);
        Assert.Equal("active", await StatusAsync(client, id));
    }

    [Fact]
    public async Task Nothing_is_delivered_while_it_is_paused_and_nothing_is_lost()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        await PatientAsync(client, "p", notes: 1);
        var (id, _) = await SubscribeAsync(client, receiver.Url);
        await Eventually.HoldsAsync(async () =>
            (await WebhookAsync(client, id)).GetProperty("position").GetInt64() == 2);

        await SendAsync(client, HttpMethod.Post, $"/{id}/pause");
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);
        await NoteAsync(client, "p", "while-paused");
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);

        Assert.Equal(2, receiver.All.Count);
        await SendAsync(client, HttpMethod.Post, $"/{id}/resume");
        await Eventually.HoldsAsync(() => receiver.All.Count == 3);
        InOrder(receiver.Taken);
    }

    [Fact]
    public async Task A_webhook_that_was_deleted_gets_nothing_any_more()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        var (id, _) = await SubscribeAsync(client, receiver.Url);

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(client, HttpMethod.Delete, $"/{id}")).Status);
        await PatientAsync(client, "p", notes: 1);
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);

        Assert.Empty(receiver.All);
        Assert.Equal("unknown-webhook", (await SendAsync(client, HttpMethod.Get, $"/{id}")).Problem);
        Assert.Equal("unknown-webhook", (await SendAsync(client, HttpMethod.Get, "/no-id")).Problem);
    }

    static async Task<string?> StatusAsync(HttpClient client, string id) =>
        (await WebhookAsync(client, id)).GetProperty("status").GetString();

    /// <summary>As a receiver would, after the convention and not after our code.</summary>
    static string SignatureBy(string secret, Received message)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var signed = $"{message.Id}.{message.Timestamp}.{Encoding.UTF8.GetString(message.Body)}";
        return "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(signed)));
    }
}
