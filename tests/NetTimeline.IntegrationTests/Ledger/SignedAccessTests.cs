using System.Net;
using System.Text;
using System.Text.Json;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>Who was shown what is signed as events are, with a key of its own, and published without its entries.
/// </summary>
public sealed class SignedAccessTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    const int Before = 20;
    const int Signed = 35;

    readonly TemporaryFolder temporary = new();

    string Folder => temporary.Below("ledger");

    string LastCheckpoint => Path.Combine(Folder, "last-checkpoint-access");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task What_was_shown_is_signed_by_a_key_of_its_own_and_proved_by_hashes_alone()
    {
        await using var server = await StartAsync();
        var auditor = AuditorOf(server);
        await server.LookAsync(3, Cancellation);
        var first = await auditor.CoveringAsync(3);
        await server.LookAsync(300, Cancellation);

        var note = await auditor.CoveringAsync(303);

        await auditor.AssertVerifiesAsync(first);
        await auditor.AssertVerifiesAsync(note);
        Assert.True(await auditor.IsContinuedAsync(first, note));
        Assert.Equal(note.ToString(), await File.ReadAllTextAsync(LastCheckpoint, Cancellation));
        Assert.EndsWith("/access", Auditor.TreeOf(note).Origin, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder, "access-0.pem")));
        foreach (var none in (string[])["tile/entries/000", "tile/entries/001.p/47"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server, $"/ledger/access/{none}"));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/audit"));
        using var view = JsonDocument.Parse(await server.Client.GetStringAsync("/api/ledger", Cancellation));
        Assert.Equal(
            ["events", "access"],
            view.RootElement.GetProperty("logs").EnumerateArray().Select(log => log.GetProperty("log").GetString()!));
    }

    [Fact]
    public async Task That_a_record_is_in_the_log_is_proved_without_showing_it()
    {
        await using var server = await StartAsync();
        var auditor = AuditorOf(server);
        await server.LookAsync(20, Cancellation);
        await auditor.CoveringAsync(20);
        var policy = Assert.IsType<Parsed<LogPolicy>.Accepted>(
            LogPolicy.Parse(Encoding.UTF8.GetBytes($"log {await auditor.KeyAsync()}\nquorum none\n"))).Value;
        var leaves = await auditor.LeavesAsync(20);

        var file = await server.Client.GetByteArrayAsync("/api/ledger/proof/7?log=access", Cancellation);
        var proof = Assert.IsType<Parsed<LogProof>.Accepted>(LogProof.Parse(file)).Value;

        Assert.IsType<LogVerdict.Proven>(proof.Check(leaves[6], policy));
        Assert.IsType<LogVerdict.Refuted>(proof.Check(leaves[7], policy));
        using var listed = JsonDocument.Parse(await server.Client.GetStringAsync("/api/access", Cancellation));
        var id = listed.RootElement.GetProperty("records")[6].GetProperty("id").GetGuid();
        Assert.Equal(
            file, await server.Client.GetByteArrayAsync($"/api/ledger/proof/{id:D}?log=access", Cancellation));
        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(server, "/api/ledger/consistency?log=access&from=7&to=20"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server, "/api/ledger/proof/7?log=neither"));
    }

    [Fact]
    public async Task Whoever_reads_while_it_is_signed_is_in_one_tree_with_all_others()
    {
        const int readers = 8;
        const int times = 40;
        await using var server = await StartAsync();
        var auditor = AuditorOf(server);
        var seen = new List<SignedNote>();

        var reading = Task.WhenAll(
            Enumerable.Range(0, readers).Select(_ => server.LookAsync(times, Cancellation)));
        while (!reading.IsCompleted)
        {
            if (await auditor.NoteAsync() is { } note && note.Text != seen.LastOrDefault()?.Text)
            {
                seen.Add(note);
            }
        }

        await reading;
        var last = await auditor.CoveringAsync(readers * times);
        Assert.Equal(readers * times, Auditor.TreeOf(last).Size);
        await auditor.AssertVerifiesAsync(last);
        foreach (var note in seen)
        {
            Assert.True(await auditor.IsContinuedAsync(note, last));
        }
    }

    [Fact]
    public async Task A_restored_database_signs_no_accesses_until_it_is_told_to_begin_anew()
    {
        var lost = await RestoredAsync();
        await using var server = await StartAsync();

        Assert.Equal("smaller", await StandstillAsync(server, "access"));
        Assert.Null(await StandstillAsync(server, "events"));
        await server.LookAsync(Signed, Cancellation);
        await Eventually.HoldsAsync(async () => await StandstillAsync(server, "access") == "inconsistent");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "/health/audit"));
        Assert.Equal(HttpStatusCode.Conflict, await ContinueAsync(server, "events"));
        Assert.Equal(HttpStatusCode.OK, await ContinueAsync(server, "access"));

        var anew = new Auditor(server.Client, "/ledger/access-1");
        await server.LookAsync(10, Cancellation);
        var note = await anew.CoveringAsync(11);
        await anew.AssertVerifiesAsync(note);
        Assert.Equal($"{Auditor.TreeOf(lost).Origin}/e1", Auditor.TreeOf(note).Origin);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/audit"));
        await AssertFirstRecordSaysWhyAsync(lost);
    }

    /// <summary>The control: where nothing outside the database says what was signed, a fork is signed.</summary>
    [Fact]
    public async Task With_its_folder_restored_too_it_signs_a_fork_that_only_an_auditor_sees()
    {
        var lost = await RestoredAsync();
        File.Delete(LastCheckpoint);
        await using var server = await StartAsync();
        await server.LookAsync(Signed, Cancellation);

        var auditor = AuditorOf(server);
        var fork = await auditor.CoveringAsync(Before + Signed);

        await auditor.AssertVerifiesAsync(fork);
        Assert.False(await auditor.IsContinuedAsync(lost, fork));
    }

    Task<SignedServer> StartAsync() => SignedServer.StartAsync(Database, Folder, Cancellation);

    static Auditor AuditorOf(SignedServer server) => new(server.Client, "/ledger/access");

    /// <summary>The database as it was before the last of what was shown, the folder as after it.</summary>
    async Task<SignedNote> RestoredAsync()
    {
        await using (var server = await StartAsync())
        {
            await server.LookAsync(Before, Cancellation);
            await AuditorOf(server).CoveringAsync(Before);
        }

        await Backup.TakeAsync(Database);
        SignedNote lost;
        await using (var server = await StartAsync())
        {
            await server.LookAsync(Signed - Before, Cancellation);
            lost = await AuditorOf(server).CoveringAsync(Signed);
        }

        await Backup.RestoreAsync(Database);
        return lost;
    }

    async Task AssertFirstRecordSaysWhyAsync(SignedNote lost)
    {
        await using var reader = new LedgerReader(Database, LedgerLog.Access);
        var epoch = (await reader.EpochsAsync(Cancellation))[1];
        Assert.True(LedgerEntry.TryRead(await reader.EntriesAsync(epoch, 0, 1, Cancellation), out var entry, out _));
        Assert.Equal(LedgerEntryKind.LogContinuation, entry.Kind);
        using var record = JsonDocument.Parse(await AskAsync<string>(
            $"select record::text from timeline.access_records where position = {epoch.FirstPosition}"));
        var said = record.RootElement.GetProperty("continues");
        Assert.Equal(lost.ToString(), said.GetProperty("note").GetString());
        Assert.Equal("restored from a backup", said.GetProperty("reason").GetString());
        Assert.Equal(Before + Signed, said.GetProperty("size").GetInt64());
    }

    static async Task<string?> StandstillAsync(SignedServer server, string name)
    {
        using var view = JsonDocument.Parse(await server.Client.GetStringAsync("/api/ledger", Cancellation));
        var log = view.RootElement.GetProperty("logs").EnumerateArray()
            .Single(each => each.GetProperty("log").GetString() == name);
        return log.TryGetProperty("standstill", out var standstill)
            ? standstill.GetProperty("kind").GetString()
            : null;
    }

    static async Task<HttpStatusCode> ContinueAsync(SignedServer server, string log)
    {
        using var answer = await server.Client.PostAsync(
            $"/api/ledger/continuation?log={log}&reason=restored%20from%20a%20backup", null, Cancellation);
        return answer.StatusCode;
    }

    static async Task<HttpStatusCode> StatusAsync(SignedServer server, string path)
    {
        using var answer = await server.Client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
