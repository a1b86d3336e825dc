using System.Collections.Concurrent;
using System.Net;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Each request is sent one to four times at the same time, while the server is killed and started again. One effect,
/// the same bytes in every answer; the same key with another body is always refused.
/// </summary>
public sealed class IdempotencyTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Patients = 16;
    const int CopiesMax = 4;

    static readonly int Keys = Volume.Of(240, 40_000);
    static readonly int Kills = Volume.Of(2, 20);

    readonly ConcurrentQueue<string> surprises = [];

    [Fact]
    public async Task However_often_it_is_sent_it_is_done_once_and_answered_alike()
    {
        await using var served = new ServedProcess(Database);
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        foreach (var patient in Enumerable.Range(0, Patients))
            await CopiesAsync(http, new($"p{patient}", "/api/patients", $$"""{"registryKey":"p{{patient}}"}"""), 1);
        var posting = Task.WhenAll(Enumerable.Range(0, Patients).Select(
            patient => Task.Run(() => PostAsync(http, patient), Cancellation)));

        for (var kill = 1; kill <= Kills; kill++)
        {
            await UntilStoredAsync(Keys * 2 / (Kills + 1), posting);
            served.Kill();
            await served.GoneAsync();
            await served.StartAsync();
        }

        await posting;
        Assert.Empty(surprises);
        var log = await AssertNoFaultAsync(OpenStore());
        Assert.Equal(Patients + (Keys / Patients * Patients), log.Count);
    }

    /// <summary>The control: without a key to know them by, copies are as many effects.</summary>
    [Fact]
    public async Task Without_keys_every_copy_has_its_effect()
    {
        await using var served = new ServedProcess(Database);
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        using var enrolled = await http.PostAsync(
            "/api/patients", HttpSpec.JsonOf("""{"registryKey":"p"}"""), Cancellation);
        foreach (var copy in Enumerable.Range(1, CopiesMax))
        {
            using var posted = await http.PostAsync(
                "/api/patients/p/entries", HttpSpec.JsonOf(Note($"k.{copy}", "Ruhig.")), Cancellation);
        }

        var faults = Oracle.Faults(
            await LogAsync(OpenStore()),
            [new("p", "p", 1, Answer.Stored, 1, 1), new("k", "p", 1, Answer.Stored, 2, 2)]);

        Assert.Equal(["k is there in part, in pieces or more than once."], faults);
    }

    async Task PostAsync(HttpClient http, int patient)
    {
        var dice = Chance.Dice(patient);
        var path = $"/api/patients/p{patient}/entries";
        for (var number = 1; number <= Keys / Patients; number++)
        {
            var key = $"p{patient}-{number}";
            await CopiesAsync(http, new(key, path, Note(key, "Ruhig.")), dice.Next(1, CopiesMax + 1));
            var reused = await UntilAnsweredAsync(http, new(key, path, Note(key, "Unruhig.")));
            if (reused.Status is not HttpStatusCode.UnprocessableEntity)
                surprises.Enqueue($"{key} with another body: {(int)reused.Status} {reused.Text}");
        }
    }

    /// <summary>All at once; each until it is answered.</summary>
    async Task CopiesAsync(HttpClient http, Request request, int copies)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => UntilAnsweredAsync(http, request)));
        foreach (var reply in replies.Where(reply => reply.Text != replies[0].Text || reply.Tag != replies[0].Tag))
            surprises.Enqueue($"{request.Key}: {(int)reply.Status} {reply.Text} and {replies[0].Text}");
        foreach (var reply in replies)
        {
            if (reply.Status is not HttpStatusCode.Created)
            {
                surprises.Enqueue($"{request.Key}: {(int)reply.Status} {reply.Text}");
                continue;
            }

            var (version, position) = (reply.Json.GetProperty("version"), reply.Json.GetProperty("firstPosition"));
            await Diary.NoteAsync(new(
                request.Key, "", 1, Answer.Stored, version.GetInt64(), position.GetInt64()));
        }
    }

    static async Task<Reply> UntilAnsweredAsync(HttpClient http, Request request)
    {
        while (true)
        {
            try
            {
                using var message = new HttpRequestMessage(HttpMethod.Post, request.Path)
                {
                    Content = HttpSpec.JsonOf(request.Body),
                    Headers = { { "Idempotency-Key", request.Key } },
                };
                using var response = await http.SendAsync(message, Cancellation);
                var reply = await Reply.OfAsync(response, Cancellation);
                if (reply.Status is not HttpStatusCode.ServiceUnavailable)
                    return reply;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                // The server was killed.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }
    }

    static string Note(string key, string text) =>
        $$"""{"key":"{{key}}","kind":"note","occurred":"2019-04-01","text":"{{text}}"}""";

    sealed record Request(string Key, string Path, string Body);
}
