using System.IO.Compression;
using System.Net;
using System.Text;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.IntegrationTests.Webhooks;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>
/// A rare word that is all over a patient's record is looked for in whatever can be had of a server: before he is
/// erased it is everywhere where it belongs, afterwards it is nowhere.
/// </summary>
public sealed class ErasedAnswersTests(PostgresFixture postgres) : WebhookSpec(postgres), IDisposable
{
    const string Word = "qzxwcanary4711";
    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";
    const int Events = 4;

    static readonly string[] Paths =
    [
        "/api/patients?limit=200", "/api/patients/ID", "/api/patients/ID/timeline", "/api/patients/ID/entries/n",
        "/api/patients/ID/log", "/api/patients/ID/identity", "/api/patients/ID/audit-report",
        "/api/patients/ID/access", "/api/access?limit=1000", "/api/ledger/log", "/api/ledger/log?patient=ID",
        "/api/ledger/receipt/1?content=true", "/api/ledger/receipt/2?content=true",
        "/api/ledger/receipt/3?content=true", "/api/cohorts/measures/minimum-data-set.missing",
    ];

    static readonly string[] Forms = ["application/json", "text/plain", "text/csv", "application/x-ndjson"];

    readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_word_is_in_every_answer_before_and_in_none_afterwards_and_in_no_message_ever()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = _ => Task.FromResult(500);
        var (_, client) = await ServeAsync(options => Soon(options, attemptsMax: 2) with
        {
            LedgerFolder = folder.Below("ledger"),
            Ledger = options.Ledger with { SignEvery = TimeSpan.FromMilliseconds(50) },
        });
        var patient = await RecordAsync(client);
        var (webhook, _) = await SubscribeAsync(client, receiver.Url);
        await Eventually.HoldsAsync(async () => (await DeadLettersAsync(client, webhook)).Count == Events);
        var before = await ShownAsync(client, patient);
        Assert.All(before, shown => Assert.Contains(Word, shown.Value, StringComparison.Ordinal));
        Assert.NotEmpty(await Remains.OfAsync(Database, patient, Word));

        await EraseAsync(client, patient);

        var after = await ShownAsync(client, patient);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(after, shown => Assert.DoesNotContain(Word, shown.Value, StringComparison.Ordinal));
        receiver.Answer = _ => Task.FromResult(204);
        await SendAsync(client, HttpMethod.Post, $"/{webhook}/dead-letters/replay");
        await Eventually.HoldsAsync(() => receiver.Taken.Count > Events);
        Assert.DoesNotContain(receiver.All, SaysTheWord);
        Assert.Empty(await Remains.OfAsync(Database, patient, Word));
        Assert.DoesNotContain(Word, Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_named_a_moment_before_is_named_no_more_once_the_erasure_is_answered()
    {
        var (_, client) = await ServeAsync(options => options with { LedgerFolder = folder.Below("ledger") });
        var patient = await RecordAsync(client);
        var before = await AtOnceAsync(client, patient);
        Assert.All(before, text => Assert.Contains(Word, text, StringComparison.Ordinal));

        using var order = HttpSpec.JsonOf(Order);
        using var erased = await client.PostAsync($"/api/patients/{patient}/erasure", order, Cancellation);

        Assert.Equal(HttpStatusCode.Created, erased.StatusCode);
        Assert.All(
            await AtOnceAsync(client, patient),
            text => Assert.DoesNotContain(Word, text, StringComparison.Ordinal));
    }

    public void Dispose() => folder.Dispose();

    static bool SaysTheWord(Received message) =>
        Encoding.UTF8.GetString(message.Body).Contains(Word, StringComparison.Ordinal);

    /// <summary>Everything of it is signed, and in all read models.</summary>
    static async Task<Guid> RecordAsync(HttpClient client)
    {
        var id = await PatientAsync(client, Word, notes: 0);
        await PostAsync(client, "entries", $$"""{"key":"n","kind":"note","text":"{{Word}}","by":"{{Word}}"}""");
        await PostAsync(
            client, "corrections",
            $$$"""
            {"correction":"amend","key":"c","nature":"transcription","reason":"{{{Word}}}",
                "replacement":{"key":"n","kind":"note","text":"{{{Word}}}, {{{Word}}}"}}
            """);
        using var identity = HttpSpec.JsonOf($$"""{"name":"{{Word}}"}""");
        using var kept = await client.PutAsync($"/api/patients/{Word}/identity", identity, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        await CaughtUpAsync(client, Events);
        return id;
    }

    static async Task EraseAsync(HttpClient client, Guid patient)
    {
        using var order = HttpSpec.JsonOf(Order);
        using var erased = await client.PostAsync($"/api/patients/{patient}/erasure", order, Cancellation);
        Assert.Equal(HttpStatusCode.Created, erased.StatusCode);
        await CaughtUpAsync(client, Events + 1);
    }

    static async Task PostAsync(HttpClient client, string what, string json)
    {
        using var body = HttpSpec.JsonOf(json);
        using var posted = await client.PostAsync($"/api/patients/{Word}/{what}", body, Cancellation);
        Assert.True(
            posted.StatusCode == HttpStatusCode.Created, await posted.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Of all answers those that wait for no read model.</summary>
    static async Task<IReadOnlyList<string>> AtOnceAsync(HttpClient client, Guid patient)
    {
        var texts = new List<string>();
        foreach (var path in (string[])
            ["audit-report", "access", "timeline", "log", "../../ledger/log", "../../access?limit=1000"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/patients/{patient}/{path}");
            using var answer = await client.SendAsync(request, Cancellation);
            texts.Add(await answer.Content.ReadAsStringAsync(Cancellation));
        }

        return texts;
    }

    static async Task CaughtUpAsync(HttpClient client, int events)
    {
        foreach (var path in (string[])
            [
                $"/api/ledger/receipt/{events}", $"/api/patients?minPosition={events}",
                $"/api/cohorts/measures/minimum-data-set.missing?minPosition={events}",
            ])
        {
            await Eventually.HoldsAsync(async () =>
            {
                using var answer = await client.GetAsync(path, Cancellation);
                return answer.StatusCode == HttpStatusCode.OK;
            });
        }
    }

    /// <summary>Whatever is answered in whichever form there is, what a bundle holds, and what followers get.</summary>
    static async Task<IReadOnlyDictionary<string, string>> ShownAsync(HttpClient client, Guid patient)
    {
        var shown = new Dictionary<string, string>();
        foreach (var (path, form) in Paths.SelectMany(_ => Forms, (path, form) => (path, form)))
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Get, path.Replace("ID", $"{patient}", StringComparison.Ordinal));
            request.Headers.Add("Accept", path.EndsWith("report", StringComparison.Ordinal) ? "text/html" : form);
            using var answer = await client.SendAsync(request, Cancellation);
            if (answer.StatusCode != HttpStatusCode.NotAcceptable)
            {
                shown[$"{path} as {form}"] = await answer.Content.ReadAsStringAsync(Cancellation);
            }
        }

        shown["bundle"] = await BundleAsync(client, patient);
        await using var feed = await OpenAsync(client, "?since=0");
        shown["feed"] = string.Concat((await feed.TakeAsync(Events)).Select(each => each.Data.GetRawText()));
        return shown;
    }

    static async Task<string> BundleAsync(HttpClient client, Guid patient)
    {
        await using var zip = await ZipArchive.CreateAsync(
            await client.GetStreamAsync($"/api/patients/{patient}/audit-bundle?scope=log", Cancellation),
            ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, Cancellation);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Cancellation), Encoding.Latin1);
            text.Append(entry.FullName).Append(await reader.ReadToEndAsync(Cancellation));
        }

        return text.ToString();
    }
}
