using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Journal.Json;
using NetTimeline.Server;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Servers are replaced one by one: an older and a newer one work on one database, and the newer one writes notes in a
/// version that the older one does not know. Whoever is sent on by the one asks the other, as behind any balancer.
/// </summary>
public sealed class RollingUpgradeTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Systems = 8;
    const int PostsPerPatient = 24;

    static readonly int PatientsPerSystem = Volume.Of(2, 1500);

    static readonly StoredForms NewerForms = new(
        StoredForms.OfThisProgram.Readable.Select(form => form.Type), [new Upcast("note_recorded", 1, form => form)]);

    readonly ConcurrentBag<string> surprises = [];
    readonly ConcurrentDictionary<string, int> sentOn = new();

    [Fact]
    public async Task Nothing_is_lost_or_done_twice_and_only_patients_with_something_newer_are_sent_on()
    {
        await using var older = await StartAsync(StoredForms.OfThisProgram);
        await using var newer = await StartAsync(NewerForms);
        using var toOlder = RunningServer.ClientOf(older);
        using var toNewer = RunningServer.ClientOf(newer);

        await Task.WhenAll(Enumerable.Range(0, Systems).Select(
            writer => Task.Run(() => WriteAsync(writer, toOlder, toNewer), Cancellation)));

        Assert.Empty(surprises);
        var log = await AssertNoFaultAsync(OpenStore());
        var withNews = (await OpenStore().ReadAllAsync(0, int.MaxValue, Cancellation))
            .Where(stored => stored.Schema == 2).Select(stored => stored.Stream).ToHashSet();
        Chance.Say($"{withNews.Count} patients hold something newer; {sentOn.Values.Sum()} posts were sent on.");
        Assert.NotEmpty(sentOn);
        foreach (var patient in log.Where(item => item.Version == 1))
        {
            var isNew = withNews.Contains(patient.Stream);
            Assert.True(isNew || !sentOn.ContainsKey(patient.Key), $"{patient.Key} holds nothing newer.");
            await AssertShownAsync(toOlder, toNewer, patient.Key, isNew);
        }
    }

    /// <summary>The control: a program that leaves out what it cannot read decides about half a history.</summary>
    [Fact]
    public async Task A_program_that_leaves_out_what_it_cannot_read_does_things_twice()
    {
        const string note = """{"key":"k.1","kind":"note","text":"x"}""";
        await using var newer = await StartAsync(NewerForms);
        using var toNewer = RunningServer.ClientOf(newer);
        await SendAsync(toNewer, new("p", "/api/patients", """{"registryKey":"p"}"""));
        await SendAsync(toNewer, new("k", "/api/patients/p/entries", note));
        var store = OpenStore();
        var head = (await store.FindStreamAsync("p", Cancellation))!;
        var stored = await store.ReadStreamAsync(head.Stream, 0, Cancellation);
        var half = PatientState.From(
            stored.Where(each => StoredForms.OfThisProgram.CanRead(each.Type, each.Schema))
                .Select(each => EventJson.Decode(each.Type, each.Schema, each.Payload)));

        var commands = Assert.IsType<Parsed<Items<PatientCommand>>.Understood>(
            CommandJson.ReadEntries(System.Text.Json.JsonElement.Parse(note))).Value;
        var accepted = Assert.IsType<Decision.Accepted>(Decider.Decide(half, commands));
        var form = EventJson.Encode(accepted.Events[0]);
        await store.AppendAsync(
            new Append(
                Guid.NewGuid(), head.Stream, null, head.Version,
                [new NewEvent(Guid.NewGuid(), form.Type, form.Schema, form.Payload, stored[0].Act)], null),
            Cancellation);

        Assert.Equal(
            ["k is there in part, in pieces or more than once."],
            Oracle.Faults(
                await LogAsync(store),
                [new("p", "p", 1, Answer.Stored, 1, 1), new("k", "p", 1, Answer.Stored, 2, 2)]));
    }

    Task<WebApplication> StartAsync(StoredForms forms) => TimelineServer.StartAsync(
        RunningServer.OptionsFor(Database, new CapturedLog()) with { Forms = forms }, Cancellation);

    /// <summary>Every other patient gets notes too, from the middle of the course on and by the newer server.</summary>
    async Task WriteAsync(int writer, HttpClient toOlder, HttpClient toNewer)
    {
        var dice = Chance.Dice(writer);
        for (var number = 0; number < PatientsPerSystem; number++)
        {
            var patient = $"w{writer}-{number}";
            await PostAsync(
                toOlder, toNewer, patient, new(patient, "/api/patients", $$"""{"registryKey":"{{patient}}"}"""));
            for (var count = 1; count <= PostsPerPatient; count++)
            {
                var first = dice.Next(2) == 0 ? toOlder : toNewer;
                var isNote = number % 2 == 1 && count > PostsPerPatient / 2 && first == toNewer;
                await PostAsync(first, toNewer, patient, Item($"{patient}-{count}", patient, isNote));
            }
        }
    }

    static Request Item(string key, string patient, bool isNote) => new(
        key, $"/api/patients/{patient}/entries",
        isNote
            ? $$"""{"key":"{{key}}.1","kind":"note","text":"x"}"""
            : $$"""{"key":"{{key}}.1","kind":"symptom","name":"flush"}""");

    async Task PostAsync(HttpClient first, HttpClient toNewer, string patient, Request request)
    {
        var reply = await SendAsync(first, request);
        if (first != toNewer && reply.Status is HttpStatusCode.ServiceUnavailable && reply.Problem == "newer-record")
        {
            sentOn.AddOrUpdate(patient, 1, (_, count) => count + 1);
            await Diary.NoteAsync(Told.Unanswered(request.Key, patient, 1, Answer.Refused));
            reply = await SendAsync(toNewer, request);
        }

        if (reply.Status is not HttpStatusCode.Created)
        {
            surprises.Add($"{request.Key}: {(int)reply.Status} {reply.Text}");
            return;
        }

        await Diary.NoteAsync(new(
            request.Key, patient, 1, Answer.Stored, reply.Json.GetProperty("version").GetInt64(),
            reply.Json.GetProperty("firstPosition").GetInt64()));
    }

    static async Task AssertShownAsync(HttpClient toOlder, HttpClient toNewer, string patient, bool isNew)
    {
        var before = await GetAsync(toOlder, patient, "timeline");
        var after = await GetAsync(toNewer, patient, "timeline");
        var log = await GetAsync(toOlder, patient, "log");
        var wholeLog = await GetAsync(toNewer, patient, "log");
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.Equal(1 + PostsPerPatient, log.Json.GetProperty("events").GetArrayLength());
        if (isNew)
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "newer-record"), (before.Status, before.Problem));
            Assert.Contains("note_recorded, version 2, at position", before.Text, StringComparison.Ordinal);
            Assert.Null(log.Tag);
            Assert.Contains("\"unreadable\"", log.Text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal((after.Status, after.Text, after.Tag), (before.Status, before.Text, before.Tag));
            Assert.Equal((wholeLog.Text, wholeLog.Tag), (log.Text, log.Tag));
        }
    }

    static async Task<Reply> GetAsync(HttpClient http, string patient, string view)
    {
        using var response = await http.GetAsync($"/api/patients/{patient}/{view}", Cancellation);
        return await Reply.OfAsync(response, Cancellation);
    }

    static async Task<Reply> SendAsync(HttpClient http, Request request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path)
        {
            Content = HttpSpec.JsonOf(request.Body),
            Headers = { { "Idempotency-Key", request.Key } },
        };
        using var response = await http.SendAsync(message, Cancellation);
        return await Reply.OfAsync(response, Cancellation);
    }

    sealed record Request(string Key, string Path, string Body);
}
