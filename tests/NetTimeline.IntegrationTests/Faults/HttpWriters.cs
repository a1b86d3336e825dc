using System.Globalization;
using System.Net;
using NetTimeline.IntegrationTests.Http;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Clinical systems that post over HTTP, each to a patient of its own, and note what they are told. Where they are
/// told nothing, or to come again, they send exactly the same again, with the same idempotency key.
/// </summary>
/// <param name="diary">Where they note it.</param>
/// <param name="chance">Their dice.</param>
/// <param name="http">With the server's address.</param>
/// <param name="blind">
/// The control: each attempt is a new request, with entry keys of its own and no idempotency key, as of a client that
/// takes no answer for a no.
/// </param>
sealed class HttpWriters(Diary diary, Chance chance, HttpClient http, bool blind)
{
    const int EntriesMax = 3;

    /// <summary>Answers that are neither "created" nor "come again".</summary>
    public IReadOnlyCollection<string> Surprises => surprises;

    readonly System.Collections.Concurrent.ConcurrentQueue<string> surprises = new();

    /// <summary>Runs until the cancellation, and then until what was begun is answered.</summary>
    /// <param name="round">Distinguishes the patients of several runs on one database.</param>
    /// <param name="writers">How many at the same time.</param>
    /// <param name="ending">Ends it.</param>
    public Task RunAsync(int round, int writers, CancellationToken ending) => Task.WhenAll(
        Enumerable.Range(0, writers).Select(number => Task.Run(
            () => WriteAsync($"r{round}-w{number}", chance.Dice((round * 1000) + number), ending),
            CancellationToken.None)));

    async Task WriteAsync(string patient, Random dice, CancellationToken ending)
    {
        await PostUntilAnsweredAsync("/api/patients", patient, patient, 1, _ => $$"""{"registryKey":"{{patient}}"}""");
        for (var count = 1; !ending.IsCancellationRequested; count++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{patient}-{count}");
            var entries = dice.Next(1, EntriesMax + 1);
            await PostUntilAnsweredAsync(
                $"/api/patients/{patient}/entries", patient, key, entries, attempt => Notes(key, entries, attempt));
        }
    }

    async Task PostUntilAnsweredAsync(
        string path, string patient, string key, int events, Func<int, string> body)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await PostAsync(path, key, body(attempt));
            var isStored = reply?.Status is HttpStatusCode.Created;
            await diary.NoteAsync(isStored
                ? new(key, patient, events, Answer.Stored, VersionOf(reply!) - events + 1, PositionOf(reply!))
                : Told.Unanswered(key, patient, events, Answer.Unknown));
            if (isStored)
                return;
            if (reply is { Status: not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout) })
            {
                surprises.Enqueue($"{(int)reply.Status} {reply.Text}");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    /// <summary>Null where the connection failed or broke.</summary>
    async Task<Reply?> PostAsync(string path, string key, string body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = HttpSpec.JsonOf(body) };
            if (!blind)
                request.Headers.Add("Idempotency-Key", key);
            using var response = await http.SendAsync(request, CancellationToken.None);
            return await Reply.OfAsync(response, CancellationToken.None);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    string Notes(string key, int entries, int attempt) => "[" + string.Join(',', Enumerable.Range(1, entries).Select(
        part => $$"""{"key":"{{key}}.{{(blind ? $"{part}-{attempt}" : part)}}","kind":"note","occurred":"2019","text":"x"}""")) + "]";

    static long VersionOf(Reply reply) => reply.Json.GetProperty("version").GetInt64();

    static long PositionOf(Reply reply) => reply.Json.GetProperty("firstPosition").GetInt64();
}
