using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.Ledger;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// The server process is killed at each step of an erasure, and again while it makes good for it. What it leaves is the
/// whole patient or nothing of him; what was written down is erased by whichever server starts next, before it listens.
/// </summary>
public sealed class ErasureKillTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    const int Killed = 128 + 9;
    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";

    /// <summary>Here it is not written down yet, and so nothing has become of it.</summary>
    static readonly string[] MarksBefore = ["append.composed", "append.sent", "erasure.erased"];

    /// <summary>What is left at "stored" is done by the next server, which is killed at each of these first.</summary>
    static readonly string[] MarksOfMakingGood = [.. MarksBefore, "append.stored", "erasure.committed"];

    static readonly int Rounds = Volume.Of(1, 10);

    readonly TemporaryFolder temporary = new();

    string Folder => temporary.Below("ledger");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task Killed_at_any_step_it_leaves_the_whole_patient_or_nothing_and_what_was_written_down_is_done()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", Folder);
        var patients = await RecordedAsync(served, 6 * Rounds);
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        var all = new Queue<Patient>(patients);
        var (spared, erased) = (new List<Patient>(), new List<Patient>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var mark in MarksBefore)
            {
                spared.Add(await DieErasingAsync(served, http, all.Dequeue(), mark));
                await AssertAsync(spared, erased);
            }

            erased.Add(await DieErasingAsync(served, http, all.Dequeue(), "append.stored"));
            await AssertAsync([.. spared, erased[^1]], erased[..^1]);
            foreach (var mark in MarksOfMakingGood)
            {
                served.Launch($"{mark}*1");
                var ended = await served.GoneAsync();
                Assert.True(ended.ExitCode == Killed, $"It was not killed at {mark} while it made good.\n{ended}");
                await AssertAsync(spared, erased[..^1], either: erased[^1]);
            }

            erased.Add(await DieErasingAsync(served, http, all.Dequeue(), "erasure.committed"));
            await AssertAsync(spared, erased);
            // Sent and not answered: done now, or by the next server.
            erased.Add(await DieErasingAsync(served, http, all.Dequeue(), "append.committing"));
            await AssertAsync(spared, erased[..^1], either: erased[^1]);
            await served.StartAsync();
            await AssertAsync(spared, erased);
            served.Kill();
            await served.GoneAsync();
        }

        await served.StartAsync();
        await AssertIsServedAsync(http, spared, erased);
        await AssertVerifiesAsync(http);
    }

    /// <summary>The control: had nothing been written down, nobody would make good for a server that died.</summary>
    [Fact]
    public async Task What_was_not_written_down_stays_and_is_found_out()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", Folder);
        var patient = Assert.Single(await RecordedAsync(served, 1));
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        await DieErasingAsync(served, http, patient, "append.stored");
        File.Delete(Path.Combine(Folder, "erasures.ndjson"));

        await served.StartAsync();

        var fault = Remains.Fault(patient.Whole, await RemainsAsync(patient), isDue: true);
        Assert.StartsWith("What was to be erased is still there", fault, StringComparison.Ordinal);
    }

    /// <summary>The control: a patient of whom only a part is gone is neither whole nor erased.</summary>
    [Fact]
    public async Task A_patient_of_whom_a_part_is_gone_is_found_out()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", Folder);
        var patient = Assert.Single(await RecordedAsync(served, 1));
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        await PostAsync(http, $"{patient.Address}/entries/n/erasure", Order, HttpStatusCode.Created);

        var fault = Remains.Fault(patient.Whole, await RemainsAsync(patient), isDue: false);

        Assert.StartsWith("It was erased in part", fault, StringComparison.Ordinal);
    }

    /// <summary>The server has done what it keeps of them, and is gone.</summary>
    async Task<IReadOnlyList<Patient>> RecordedAsync(ServedProcess served, int count)
    {
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        var recorded = new List<(Guid Id, string Word)>();
        for (var number = 1; number <= count; number++)
            recorded.Add(await RecordAsync(http, $"canary{number}x"));
        await Eventually.HoldsAsync(() => AskAsync<bool>(
            """
            select count(*) = 2 and min(position) = (select max(position) from timeline.heads)
            from read_models.generations where state = 'live'
            """));
        served.Kill();
        await served.GoneAsync();
        var patients = new List<Patient>();
        foreach (var (id, word) in recorded)
            patients.Add(new(id, word, await Remains.OfAsync(Database, id, word)));
        Assert.All(patients, patient => Assert.True(patient.Whole.Count >= 8, string.Join(", ", patient.Whole)));
        return patients;
    }

    static async Task<(Guid Id, string Word)> RecordAsync(HttpClient http, string word)
    {
        var enrolled = await PostAsync(
            http, "/api/patients", $$"""{"registryKey":"{{word}}","sex":"male"}""", HttpStatusCode.Created);
        await PostAsync(
            http, $"/api/patients/{word}/entries",
            $$"""{"key":"n","kind":"note","occurred":"2019","text":"{{word}}","by":"{{word}}"}""",
            HttpStatusCode.Created, "Idempotency-Key", word, "X-NetTimeline-Actor", word);
        using var identity = HttpSpec.JsonOf($$"""{"name":"{{word}}"}""");
        (await http.PutAsync($"/api/patients/{word}/identity", identity, Cancellation)).EnsureSuccessStatusCode();
        return (JsonElement.Parse(enrolled).GetProperty("patient").GetGuid(), word);
    }

    /// <summary>The next server is killed at this mark, where it was asked to erase the patient.</summary>
    static async Task<Patient> DieErasingAsync(ServedProcess served, HttpClient http, Patient patient, string mark)
    {
        await served.StartAsync($"{mark}*1");
        using var order = HttpSpec.JsonOf(Order);
        await Assert.ThrowsAsync<HttpRequestException>(
            () => http.PostAsync($"{patient.Address}/erasure", order, Cancellation));
        Assert.Equal(Killed, (await served.GoneAsync()).ExitCode);
        return patient;
    }

    Task<IReadOnlyDictionary<string, long>> RemainsAsync(Patient patient) =>
        Remains.OfAsync(Database, patient.Id, patient.Word);

    /// <summary>Of the former all is left, of the latter nothing, and of one either.</summary>
    async Task AssertAsync(
        IReadOnlyList<Patient> whole, IReadOnlyList<Patient> erased, Patient? either = null)
    {
        if (either is not null)
            Assert.Null(Remains.Fault(either.Whole, await RemainsAsync(either), isDue: false));
        foreach (var patient in whole)
        {
            var remains = await RemainsAsync(patient);
            Assert.Null(Remains.Fault(patient.Whole, remains, isDue: false));
            Assert.NotEmpty(remains);
        }

        foreach (var patient in erased)
            Assert.Null(Remains.Fault(patient.Whole, await RemainsAsync(patient), isDue: true));
    }

    static async Task AssertIsServedAsync(HttpClient http, List<Patient> spared, List<Patient> erased)
    {
        foreach (var patient in spared)
        {
            var shown = await http.GetStringAsync($"{patient.Address}/timeline", Cancellation);
            Assert.Contains(patient.Word, shown, StringComparison.Ordinal);
            await PostAsync(http, $"{patient.Address}/erasure", Order, HttpStatusCode.Created);
        }

        foreach (var patient in (IEnumerable<Patient>)[.. spared, .. erased])
        {
            using var gone = await http.GetAsync($"{patient.Address}/timeline", Cancellation);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            await PostAsync(http, "/api/patients", $$"""{"registryKey":"{{patient.Word}}"}""", HttpStatusCode.Gone);
        }
    }

    /// <summary>What was erased is erased, and nothing is tampered with.</summary>
    async Task AssertVerifiesAsync(HttpClient http)
    {
        var keys = new StringBuilder();
        foreach (var (log, heads) in new[] { ("events", "heads"), ("access", "access_heads") })
        {
            var auditor = new Auditor(http, $"/ledger/{log}");
            await auditor.CoveringAsync(await AskAsync<long>($"select max(position) from timeline.{heads}"));
            keys.Append(CultureInfo.InvariantCulture, $"log {await auditor.KeyAsync()}\n");
        }

        var policy = temporary.Below("policy");
        await File.WriteAllTextAsync(policy, $"{keys}quorum none\n", Cancellation);
        var told = await CommandRun.NettimelineAsync("verify", "db", "--postgres", Database, "--policy", policy);
        Assert.True(told.ExitCode == 0, told.ToString());
    }

    static async Task<string> PostAsync(
        HttpClient http, string path, string json, HttpStatusCode expected, params IReadOnlyList<string> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = HttpSpec.JsonOf(json) };
        for (var at = 0; at < headers.Count; at += 2)
            request.Headers.TryAddWithoutValidation(headers[at], headers[at + 1]);
        using var answer = await http.SendAsync(request, Cancellation);
        var said = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode}\n{said}");
        return said;
    }

    /// <summary>Of whom every text has the word, which no other patient has.</summary>
    /// <param name="Whole">What the database held of him before anything was asked.</param>
    sealed record Patient(Guid Id, string Word, IReadOnlyDictionary<string, long> Whole)
    {
        public string Address => $"/api/patients/{Id:D}";
    }
}
