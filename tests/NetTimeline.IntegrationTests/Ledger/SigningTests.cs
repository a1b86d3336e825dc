using System.Net;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>Whoever signs may be killed, stopped or followed by another: what was ever seen is never contradicted.
/// </summary>
public sealed class SigningTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    static readonly int KillsAtEach = Volume.Of(1, 10);

    readonly TemporaryFolder temporary = new();

    string Folder => temporary.Below("ledger");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task Killed_between_any_two_steps_it_goes_on_with_all_that_was_seen()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", Folder);
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        served.Kill();
        await served.GoneAsync();
        var seen = new List<SignedNote>();
        var recorded = 0;
        string[] marks = ["sign.proved", "sign.signed", "sign.stored", "sign.kept", "sign.committed"];
        foreach (var mark in Enumerable.Repeat(marks, KillsAtEach).SelectMany(each => each))
        {
            await served.StartAsync($"{mark}*1");
            await TryRecordAsync(http, $"killed-at-{mark.Replace('.', '-')}-{recorded++}");
            await served.GoneAsync();
            await served.StartAsync();
            seen.Add(await SeeAsync(http));
            served.Kill();
            await served.GoneAsync();
        }

        await served.StartAsync();
        await TryRecordAsync(http, "the-last");
        var auditor = new Auditor(http, "/ledger/events");
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var last = await auditor.CoveringAsync((await reader.HeadAsync(Cancellation)).Size);
        await auditor.AssertVerifiesAsync(last);
        foreach (var note in seen)
            Assert.True(await auditor.IsContinuedAsync(note, last));
        await AssertStoredAreOneTreeAsync();
    }

    [Fact]
    public async Task Of_two_servers_one_signs_and_the_other_goes_on_after_it()
    {
        var first = await SignedServer.StartAsync(Database, Folder, Cancellation);
        await using var second = await SignedServer.StartAsync(Database, Folder, Cancellation);
        await Task.WhenAll(first.RecordAsync(100, Cancellation), second.RecordAsync(100, Cancellation));
        var auditor = new Auditor(second.Client, "/ledger/events");
        var before = await auditor.CoveringAsync(200);

        await first.DisposeAsync();
        await second.RecordAsync(20, Cancellation);

        Assert.True(await auditor.IsContinuedAsync(before, await auditor.CoveringAsync(220)));
        await AssertStoredAreOneTreeAsync();
    }

    [Fact]
    public async Task A_server_with_a_folder_of_its_own_neither_records_nor_signs_with_another_key()
    {
        await using var first = await SignedServer.StartAsync(Database, Folder, Cancellation);
        await first.RecordAsync(1, Cancellation);
        var auditor = new Auditor(first.Client, "/ledger/events");
        await auditor.CoveringAsync(1);
        await using var second = await SignedServer.StartAsync(Database, temporary.Below("other"), Cancellation);

        using var refused = await second.TryRecordAsync(Cancellation);
        await first.RecordAsync(10, Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await auditor.AssertVerifiesAsync(await auditor.CoveringAsync(11));
        Assert.Empty(Directory.GetFiles(temporary.Below("other")));
        Assert.Contains("no-key", second.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_kept_outside_the_database_is_not_seen()
    {
        await using var server = await SignedServer.StartAsync(Database, Folder, Cancellation);
        await server.RecordAsync(1, Cancellation);
        var auditor = new Auditor(server.Client, "/ledger/events");
        var before = await auditor.CoveringAsync(1);
        // Nobody, root included, can put a file in the place of a folder.
        var beside = Path.Combine(Folder, "last-checkpoint-events.new");
        Directory.CreateDirectory(Path.Combine(beside, "in-the-way"));

        await server.RecordAsync(1, Cancellation);
        await Eventually.HoldsAsync(() => server.Log.Text.Contains("NotKept", StringComparison.Ordinal));
        Assert.Equal(before.ToString(), (await auditor.NoteAsync())!.ToString());

        Directory.Delete(beside, recursive: true);
        Assert.True(await auditor.IsContinuedAsync(before, await auditor.CoveringAsync(2)));
    }

    /// <summary>What is there once everything that was recorded is signed.</summary>
    async Task<SignedNote> SeeAsync(HttpClient http)
    {
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        return await new Auditor(http, "/ledger/events").CoveringAsync((await reader.HeadAsync(Cancellation)).Size);
    }

    async Task AssertStoredAreOneTreeAsync()
    {
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var head = await reader.HeadAsync(Cancellation);
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var notes = await connection.RowsAsync(
            "select note from timeline.checkpoints where log = 'events' order by size", row => row.GetString(0),
            Cancellation);
        Assert.NotEmpty(notes);
        foreach (var (_, size, root) in notes.Select(note => Auditor.TreeOf(Auditor.NoteOf(note))))
        {
            var proof = await reader.ConsistencyAsync(head.Epoch, size, head.Size, Cancellation);
            Assert.True(ConsistencyProof.Check(size, head.Size, root.Bytes, head.Root.Bytes, proof));
        }
    }

    /// <summary>The server may die over it.</summary>
    static async Task TryRecordAsync(HttpClient http, string key)
    {
        try
        {
            using var answer = await http.PostAsync(
                "/api/patients",
                HttpSpec.JsonOf($$"""{"registryKey":"{{key}}","sex":"male","statedAge":66}"""),
                Cancellation);
        }
        catch (HttpRequestException)
        {
            // It died.
        }
    }
}
