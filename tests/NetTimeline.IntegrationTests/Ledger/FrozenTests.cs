using System.Net;
using System.Text.Json;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>
/// A database that was restored from before something was signed: nothing is signed that would contradict it.
/// </summary>
public sealed class FrozenTests(PostgresFixture postgres) : IAsyncLifetime
{
    const int Before = 30;
    const int Signed = 50;

    readonly TemporaryFolder temporary = new();
    string database = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Folder => temporary.Below("ledger");

    string LastCheckpoint => Path.Combine(Folder, "last-checkpoint-events");

    public async ValueTask InitializeAsync() => database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        temporary.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_restored_database_signs_nothing_until_it_is_told_to_begin_anew_and_both_trees_verify()
    {
        var (before, lost) = await RestoredAsync();
        await using var server = await StartAsync();
        var old = new Auditor(server.Client, "/ledger/events");

        // It goes on recording, and is no smaller by now, and signs nothing all the same.
        Assert.Equal("smaller", (await StandstillAsync(server)).Kind);
        await server.RecordAsync(Signed, Cancellation);
        await Eventually.HoldsAsync(async () => (await StandstillAsync(server)).Kind == "inconsistent");
        Assert.Equal(before.ToString(), (await old.NoteAsync())!.ToString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(server, "/health/audit"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/ready"));

        Assert.Equal(HttpStatusCode.BadRequest, await ContinueAsync(server, "/api/ledger/continuation"));
        Assert.Equal(HttpStatusCode.OK, await ContinueAsync(server));

        var anew = new Auditor(server.Client, "/ledger/events-1");
        await server.RecordAsync(300, Cancellation);
        var note = await anew.CoveringAsync(301);
        await anew.AssertVerifiesAsync(note);
        await old.AssertVerifiesAsync(before);
        Assert.Equal($"{Auditor.TreeOf(before).Origin}/e1", Auditor.TreeOf(note).Origin);
        Assert.NotEqual((await old.KeyAsync()).PublicKey.ToArray(), (await anew.KeyAsync()).PublicKey.ToArray());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/health/audit"));
        Assert.Equal(HttpStatusCode.Conflict, await ContinueAsync(server));
        await AssertFirstLeafSaysWhyAsync(lost.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "/api/ledger/proof/5"));
        await AssertNeverSignedAsync(server, Before + 1);
    }

    /// <summary>
    /// The control: where nothing outside the database says what was signed, a fork is signed, and whoever kept a
    /// checkpoint finds out.
    /// </summary>
    [Fact]
    public async Task With_its_folder_restored_too_it_signs_a_fork_that_only_an_auditor_sees()
    {
        var (_, lost) = await RestoredAsync();
        File.Delete(LastCheckpoint);

        await using var server = await StartAsync();
        await server.RecordAsync(Signed, Cancellation);
        var auditor = new Auditor(server.Client, "/ledger/events");
        var fork = await auditor.CoveringAsync(Before + Signed);

        await auditor.AssertVerifiesAsync(fork);
        Assert.False(await auditor.IsContinuedAsync(lost, fork));
    }

    [Fact]
    public async Task A_server_may_be_told_to_record_nothing_meanwhile()
    {
        await RestoredAsync();
        await using var server = await StartAsync(refuses: true);

        using var refused = await server.TryRecordAsync(Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains(
            "/problems/log-frozen", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await ContinueAsync(server));
        await server.RecordAsync(1, Cancellation);
    }

    [Fact]
    public async Task A_tree_that_was_changed_after_it_was_signed_freezes_the_log()
    {
        await using (var server = await StartAsync())
        {
            await SignedAsync(server, Before);
        }

        await ExecuteAsync("""
            alter table timeline.leaves disable trigger leaves_are_never_changed;
            update timeline.leaves set frontier = overlay(frontier placing '\x00' from 10)
            where last_position = (select max(position) from timeline.heads)
            """);

        await using var again = await StartAsync();

        Assert.Equal((true, "inconsistent"), await StandstillAsync(again));
    }

    /// <summary>Nobody can say how a tree ended whose frontier is none; so nothing goes on from it.</summary>
    [Fact]
    public async Task A_log_without_a_frontier_does_not_begin_anew_and_says_why()
    {
        await using (var server = await StartAsync())
        {
            await SignedAsync(server, Before);
        }

        await ExecuteAsync("""
            alter table timeline.leaves disable trigger leaves_are_never_changed;
            update timeline.leaves set frontier = substring(frontier for 32)
            where last_position = (select max(position) from timeline.heads)
            """);
        await using var again = await StartAsync();

        using var refused = await again.Client.PostAsync(
            "/api/ledger/continuation?reason=why%20not", null, Cancellation);

        Assert.Equal((true, "broken"), await StandstillAsync(again));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(again, "/health/audit"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancellation));
        Assert.EndsWith("/problems/log-broken", problem.RootElement.GetProperty("type").GetString()!);
        Assert.Contains("a frontier that is none", problem.RootElement.GetProperty("detail").GetString()!);
    }

    /// <summary>Two trees under one name would be proof against an honest operator.</summary>
    [Fact]
    public async Task A_database_from_before_its_log_began_anew_takes_neither_the_name_nor_the_key_of_the_lost_tree()
    {
        await RestoredAsync();
        await Backup.TakeAsync(database);
        SignedNote lost;
        await using (var server = await StartAsync())
        {
            Assert.Equal(HttpStatusCode.OK, await ContinueAsync(server));
            lost = await SignedAsync(server, 5, 6, "/ledger/events-1");
        }

        var lostKey = await File.ReadAllTextAsync(Path.Combine(Folder, "events-1.pem"), Cancellation);
        await Backup.RestoreAsync(database);
        await using var again = await StartAsync();
        Assert.Equal((true, "other-log"), await StandstillAsync(again));

        Assert.Equal(HttpStatusCode.OK, await ContinueAsync(again));

        var anew = new Auditor(again.Client, "/ledger/events-1");
        await again.RecordAsync(5, Cancellation);
        var note = await anew.CoveringAsync(6);
        await anew.AssertVerifiesAsync(note);
        Assert.Equal($"{Auditor.TreeOf(lost).Origin}-2", Auditor.TreeOf(note).Origin);
        Assert.Equal((false, null), await StandstillAsync(again));
        Assert.Equal(lostKey, await File.ReadAllTextAsync(Path.Combine(Folder, "events-1.pem"), Cancellation));
        Assert.True(File.Exists(Path.Combine(Folder, "events-1-2.pem")));
        Assert.Equal(lost.ToString(), await File.ReadAllTextAsync($"{LastCheckpoint}-lost-e1", Cancellation));
    }

    [Fact]
    public async Task A_last_checkpoint_that_nobody_signed_freezes_the_log()
    {
        await using (var server = await StartAsync())
        {
            await SignedAsync(server, Before);
        }

        var note = await File.ReadAllTextAsync(LastCheckpoint, Cancellation);
        await File.WriteAllTextAsync(LastCheckpoint, note.Replace($"\n{Before}\n", "\n29\n"), Cancellation);

        await using var again = await StartAsync();

        Assert.Equal("unreadable", (await StandstillAsync(again)).Kind);
    }

    [Fact]
    public async Task A_folder_of_another_log_freezes_the_log()
    {
        await using (var server = await StartAsync())
        {
            await SignedAsync(server, Before);
        }

        database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using var other = await StartAsync();

        Assert.Equal("other-log", (await StandstillAsync(other)).Kind);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.ServiceUnavailable)]
    [InlineData(false, HttpStatusCode.Created)]
    public async Task While_it_cannot_be_told_whether_the_log_is_frozen_nothing_is_recorded_either(
        bool refuses, HttpStatusCode expected)
    {
        await using (var server = await StartAsync())
        {
            await SignedAsync(server, Before);
        }

        var signed = Path.Combine(Folder, "last-checkpoint-events");
        File.Move(signed, $"{signed}-aside");
        Directory.CreateDirectory(signed);
        await using var blind = await StartAsync(refuses);
        using var answer = await blind.TryRecordAsync(Cancellation);
        Directory.Delete(signed);
        File.Move($"{signed}-aside", signed);

        Assert.Equal(expected, answer.StatusCode);
        Assert.True(await IsRecordedSoonAsync(blind));
    }

    [Fact]
    public async Task A_server_without_the_logs_key_signs_nothing_and_makes_none()
    {
        await using (var server = await StartAsync())
        {
            await SignedAsync(server, Before);
        }

        File.Delete(Path.Combine(Folder, "events-0.pem"));
        await using var keyless = await StartAsync(refuses: true);
        await keyless.RecordAsync(1, Cancellation);

        Assert.Equal("no-key", (await StandstillAsync(keyless)).Kind);
        Assert.False(File.Exists(Path.Combine(Folder, "events-0.pem")));
    }

    /// <summary>The database as it was at the first of these checkpoints, the folder as at the second.</summary>
    async Task<(SignedNote Before, SignedNote Lost)> RestoredAsync()
    {
        SignedNote before, lost;
        await using (var server = await StartAsync())
        {
            before = await SignedAsync(server, Before);
        }

        await Backup.TakeAsync(database);
        await using (var server = await StartAsync())
        {
            lost = await SignedAsync(server, Signed - Before, Signed);
        }

        await Backup.RestoreAsync(database);
        return (before, lost);
    }

    static async Task<bool> IsRecordedSoonAsync(SignedServer server)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            using var answer = await server.TryRecordAsync(Cancellation);
            if (answer.StatusCode == HttpStatusCode.Created)
                return true;
            await Task.Delay(100, Cancellation);
        }

        return false;
    }

    Task<SignedServer> StartAsync(bool refuses = false) =>
        SignedServer.StartAsync(database, Folder, Cancellation, refuses);

    static async Task<SignedNote> SignedAsync(
        SignedServer server, int events, int? size = null, string path = "/ledger/events")
    {
        await server.RecordAsync(events, Cancellation);
        return await new Auditor(server.Client, path).CoveringAsync(size ?? events);
    }

    /// <summary>Recorded while the log stood still: whoever asks is not told to ask again.</summary>
    static async Task AssertNeverSignedAsync(SignedServer server, int position)
    {
        foreach (var what in (string[])["proof", "receipt"])
        {
            using var answer = await server.Client.GetAsync($"/api/ledger/{what}/{position}", Cancellation);
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.EndsWith("/problems/never-signed", problem.RootElement.GetProperty("type").GetString()!);
            Assert.Contains(
                $"position {Before + Signed + 1},", problem.RootElement.GetProperty("detail").GetString()!,
                StringComparison.Ordinal);
        }
    }

    async Task AssertFirstLeafSaysWhyAsync(string lost)
    {
        await using var reader = new LedgerReader(database, LedgerLog.Events);
        var epoch = (await reader.EpochsAsync(Cancellation))[1];
        Assert.True(LedgerEntry.TryRead(await reader.EntriesAsync(epoch, 0, 1, Cancellation), out var entry, out _));
        Assert.Equal(LedgerEntryKind.LogContinuation, entry.Kind);
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(
            $"select data::text from timeline.mt_events where seq_id = {epoch.FirstPosition}");
        using var said = JsonDocument.Parse((string)(await command.ExecuteScalarAsync(Cancellation))!);
        Assert.Equal(lost, said.RootElement.GetProperty("note").GetString());
        Assert.Equal("restored from a backup", said.RootElement.GetProperty("reason").GetString());
        Assert.Equal(Before + Signed, said.RootElement.GetProperty("size").GetInt64());
    }

    static async Task<(bool IsFrozen, string? Kind)> StandstillAsync(SignedServer server)
    {
        using var view = JsonDocument.Parse(await server.Client.GetStringAsync("/api/ledger", Cancellation));
        var log = view.RootElement.GetProperty("logs")[0];
        return (log.TryGetProperty("frozen", out var frozen) && frozen.GetBoolean(),
            log.TryGetProperty("standstill", out var standstill) ? standstill.GetProperty("kind").GetString() : null);
    }

    static async Task<HttpStatusCode> ContinueAsync(
        SignedServer server, string path = "/api/ledger/continuation?reason=restored%20from%20a%20backup")
    {
        using var answer = await server.Client.PostAsync(path, null, Cancellation);
        return answer.StatusCode;
    }

    static async Task<HttpStatusCode> StatusAsync(SignedServer server, string path)
    {
        using var answer = await server.Client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
