using System.Net;
using NetTimeline.IntegrationTests.Http;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Webhooks;

/// <summary>Receivers that fail, for one patient or for all: order holds, others go on, nothing is lost.</summary>
public sealed class FailingReceiverTests(PostgresFixture postgres) : WebhookSpec(postgres)
{
    const int Patients = 6;
    const int Notes = 8;

    [Fact]
    public async Task Each_patient_comes_in_order_through_a_receiver_that_fails_every_third_time()
    {
        await using var receiver = await Receiver.StartAsync();
        var calls = 0;
        receiver.Answer = _ => Task.FromResult(Interlocked.Increment(ref calls) % 3 == 0 ? 500 : 200);
        var (_, client) = await DeliveringAsync(attemptsMax: 50);
        await SubscribeAsync(client, receiver.Url);

        await Task.WhenAll(Enumerable.Range(1, Patients).Select(each => PatientAsync(client, $"p-{each}", Notes)));
        await Eventually.HoldsAsync(() => receiver.Taken.Count >= Patients * (Notes + 1));

        Assert.Equal(Patients * (Notes + 1), receiver.Taken.Count);
        InOrder(receiver.Taken);
    }

    /// <summary>The control: all attempts, failed ones included, are not in order; the oracle can tell.</summary>
    [Fact]
    public async Task An_attempt_that_failed_and_was_made_again_would_be_seen_out_of_order()
    {
        await using var receiver = await Receiver.StartAsync();
        var calls = 0;
        receiver.Answer = _ => Task.FromResult(Interlocked.Increment(ref calls) == 2 ? 500 : 200);
        var (_, client) = await DeliveringAsync(attemptsMax: 50);
        await SubscribeAsync(client, receiver.Url);

        await PatientAsync(client, "p", Notes);
        await Eventually.HoldsAsync(() => receiver.Taken.Count == Notes + 1);

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => InOrder(receiver.All));
    }

    [Fact]
    public async Task What_is_never_taken_becomes_a_dead_letter_with_what_follows_and_is_replayed_in_order()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        var sick = await PatientAsync(client, "sick", notes: 0);
        var refuse = true;
        receiver.Answer = each => Task.FromResult(
            Volatile.Read(ref refuse) && each.Patient == sick && each.Version > 1 ? 422 : 200);
        var (id, _) = await SubscribeAsync(client, receiver.Url);

        await NoteAsync(client, "sick", "first");
        await Eventually.HoldsAsync(async () => (await DeadLettersAsync(client, id)).Count == 1);
        await NoteAsync(client, "sick", "second");
        await PatientAsync(client, "well", notes: 2);
        await Eventually.HoldsAsync(() => receiver.Taken.Count == 4);
        await Eventually.HoldsAsync(async () => (await DeadLettersAsync(client, id)).Count == 2);

        Assert.Equal([2, 3], await DeadLettersAsync(client, id));
        Assert.Equal(3, receiver.All.Count(each => each.Answered == 422));
        Volatile.Write(ref refuse, false);
        var replay = await SendAsync(client, HttpMethod.Post, $"/{id}/dead-letters/replay?patient=sick");
        Assert.Equal((HttpStatusCode.Accepted, 1), (replay.Status, replay.Json.GetProperty("patients").GetInt32()));
        await NoteAsync(client, "sick", "third");
        await Eventually.HoldsAsync(() => receiver.Taken.Count == 7);
        InOrder(receiver.Taken);
        await Eventually.HoldsAsync(async () => (await DeadLettersAsync(client, id)).Count == 0);
    }

    [Fact]
    public async Task While_a_receiver_is_down_nothing_becomes_a_dead_letter_and_it_gets_everything_afterwards()
    {
        var receiver = await Receiver.StartAsync();
        var url = new Uri(receiver.Url);
        await receiver.DisposeAsync();
        var (_, client) = await DeliveringAsync();
        await Task.WhenAll(Enumerable.Range(1, Patients).Select(each => PatientAsync(client, $"p-{each}", notes: 1)));
        var (id, _) = await SubscribeAsync(client, url.AbsoluteUri);
        await Eventually.HoldsAsync(async () =>
            (await WebhookAsync(client, id)).TryGetProperty("failingSince", out _));
        await Task.Delay(TimeSpan.FromSeconds(2), Cancellation);

        var down = await WebhookAsync(client, id);
        Assert.Equal("no-connection", down.GetProperty("lastFailure").GetString());
        Assert.Equal(
            (Patients, 0), (down.GetProperty("waiting").GetInt32(), down.GetProperty("deadLetters").GetInt32()));
        await using var again = await Receiver.StartAsync(url.Port);
        await Eventually.HoldsAsync(() => again.Taken.Count == 2 * Patients);
        InOrder(again.Taken);
        Assert.Contains("takes nothing for now (no-connection)", Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_for_one_patient_holds_up_no_other()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        var stuck = await PatientAsync(client, "stuck", notes: 0);
        using var enough = new CancellationTokenSource();
        receiver.Answer = async each =>
        {
            if (each.Patient == stuck)
            {
                await Task.Delay(Timeout.Infinite, enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            return 200;
        };
        var (id, _) = await SubscribeAsync(client, receiver.Url);

        await PatientAsync(client, "well", notes: 5);
        await Eventually.HoldsAsync(() => receiver.All.Count(each => each.Patient != stuck) == 6);

        Assert.DoesNotContain(receiver.All, each => each.Patient == stuck);
        Assert.Equal("active", (await WebhookAsync(client, id)).GetProperty("status").GetString());
        await enough.CancelAsync();
    }

    /// <summary>More of one patient than a round has, so that whole rounds are of him alone.</summary>
    [Fact]
    public async Task One_patient_for_whom_it_is_never_now_ends_in_dead_letters_and_all_others_go_on()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        var sick = await PatientAsync(client, "sick", notes: 0);
        await ManyAsync(client, "sick", 80);
        await PatientAsync(client, "well", notes: 3);
        receiver.Answer = each => Task.FromResult(each.Patient == sick ? 503 : 200);
        var (id, _) = await SubscribeAsync(client, receiver.Url);

        await Eventually.HoldsAsync(() => receiver.Taken.Count == 4);
        for (var more = 1; (await DeadLettersAsync(client, id)).Count < 81; more++)
        {
            await EnrolAsync(client, $"later-{more}");
            await Eventually.HoldsAsync(() => receiver.Taken.Count == 4 + more);
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);
        }

        Assert.Equal(Enumerable.Range(1, 81).Select(at => (long)at), await DeadLettersAsync(client, id));
        Assert.Equal(0, (await WebhookAsync(client, id)).GetProperty("waiting").GetInt32());
        InOrder(receiver.Taken);
    }

    /// <summary>He is tried again after five minutes at the soonest: whoever waited for that would wait here.</summary>
    [Fact]
    public async Task While_one_patient_is_not_answered_in_a_quiet_log_others_and_operators_do_not_wait()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await ServeAsync(options => Soon(options, attemptsMax: 3) with
        {
            Deliveries = Soon(options, attemptsMax: 3).Deliveries with
            {
                OutagePause = Duration.FromMinutes(10),
                OutagePauseMax = Duration.FromMinutes(10),
            },
        });
        var sick = await PatientAsync(client, "sick", notes: 0);
        receiver.Answer = each => Task.FromResult(each.Patient == sick ? 503 : 200);
        var (id, _) = await SubscribeAsync(client, receiver.Url);
        await Eventually.HoldsAsync(
            async () => (await WebhookAsync(client, id)).GetProperty("waiting").GetInt32() == 1);

        await EnrolAsync(client, "well");
        await Eventually.HoldsAsync(() => receiver.Taken.Count == 1);
        await SendAsync(client, HttpMethod.Post, $"/{id}/pause");
        receiver.Answer = _ => Task.FromResult(200);
        await SendAsync(client, HttpMethod.Post, $"/{id}/resume");

        await Eventually.HoldsAsync(() => receiver.Taken.Count == 2);
    }

    /// <summary>Twenty messages that take half a second each are no round of ten seconds for everybody.</summary>
    [Fact]
    public async Task A_patient_whose_messages_take_long_does_not_keep_others_waiting()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, client) = await DeliveringAsync();
        var slow = await PatientAsync(client, "slow", notes: 0);
        await ManyAsync(client, "slow", 20);
        receiver.Answer = async each =>
        {
            await Task.Delay(each.Patient == slow ? 500 : 0, Cancellation);
            return 200;
        };
        await SubscribeAsync(client, receiver.Url);
        await Eventually.HoldsAsync(() => receiver.Taken.Count >= 1);

        await EnrolAsync(client, "well");
        await Eventually.HoldsAsync(() => receiver.Taken.Count == 22);

        Assert.InRange(receiver.Taken.TakeWhile(each => each.Patient == slow).Count(), 1, 15);
        InOrder(receiver.Taken);
    }

    static async Task ManyAsync(HttpClient client, string patient, int count)
    {
        var notes = Enumerable.Range(0, count).Select(number =>
            $$"""{"key":"n-{{number}}","kind":"note","occurred":"2019-01-01","text":"x"}""");
        using var body = HttpSpec.JsonOf($"[{string.Join(',', notes)}]");
        using var reply = await client.PostAsync($"/api/patients/{patient}/entries", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, reply.StatusCode);
    }
}
