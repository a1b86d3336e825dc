using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Ledger.Tampering;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What <c>verify</c> prints of databases and published logs, and what it ends with.</summary>
public sealed class VerifyTests(SignedLog log) : IClassFixture<SignedLog>, IDisposable
{
    readonly TemporaryFolder folder = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Policy => Write("policy", log.PolicyText);

    [Fact]
    public async Task A_database_that_nobody_changed_is_verified()
    {
        var told = await CommandRun.NettimelineAsync(
            "verify", "db", "--postgres", log.Database, "--policy", Policy, "--since", Since());

        Assert.Equal((0, ""), (told.ExitCode, told.Errors));
        Assert.Equal(
            $"{log.Key.Origin}: {log.Size} leaves, {log.Size} under a checkpoint that fits, "
            + $"{log.Size} under one that was kept elsewhere\n"
            + $"{log.Access.Key.Origin}: {log.Access.Size} leaves, {log.Access.Size} under a checkpoint that fits\n"
            + $"{log.Size + log.Access.Size} records looked at, 0 of them erased\nVERIFIED\n",
            told.Output);
    }

    [Fact]
    public async Task A_key_that_is_not_known_leaves_it_incomplete()
    {
        var other = Write("other", new Ledger.LogKey("elsewhere.example/events").PolicyText);

        var told = await CommandRun.NettimelineAsync("verify", "db", "--postgres", log.Database, "--policy", other);

        Assert.Equal(2, told.ExitCode);
        Assert.EndsWith("INCOMPLETE\n", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_knows_the_events_only_leaves_who_was_shown_what_incomplete()
    {
        var told = await CommandRun.NettimelineAsync(
            "verify", "db", "--postgres", log.Database, "--policy", Write("events", log.Key.PolicyText));

        Assert.Equal(2, told.ExitCode);
        Assert.Contains(
            $"UNVERIFIABLE(checkpoint). The policy names no key of {log.Access.Key.Origin}.", told.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("TAMPERED", told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not 32 bytes", 3)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", 0)]
    public async Task The_secret_that_identities_are_sealed_with_is_read_or_refused(string secret, int exitCode)
    {
        var told = await CommandRun.NettimelineAsync(
            "verify", "db", "--postgres", log.Database, "--policy", Policy, "--vault-key", Write("vault.key", secret));

        Assert.Equal(exitCode, told.ExitCode);
    }

    [Fact]
    public async Task The_first_bad_position_is_named()
    {
        var original = new NpgsqlConnectionStringBuilder(log.Database).Database!;
        var settings = new NpgsqlConnectionStringBuilder(log.Database) { Database = $"{original}_changed" };
        var copy = settings.ConnectionString;
        await ExecuteAsync("template1", $"create database {original}_changed template {original}");
        await using (var changing = new NpgsqlConnection(copy))
        {
            await changing.OpenAsync(Cancellation);
            await changing.DoAsync("alter table timeline.mt_events disable trigger all", Cancellation);
            await changing.DoAsync(
                """update timeline.mt_events set data = '{"n": 0}' where seq_id = 17""", Cancellation);
        }

        var told = await CommandRun.NettimelineAsync(
            "verify", "db", "--postgres", copy, "--policy", Policy, "--json", "--jobs", "3");
        await ExecuteAsync("template1", $"drop database {original}_changed");

        Assert.Equal(1, told.ExitCode);
        var report = JsonElement.Parse(told.Output);
        Assert.Equal("tampered", report.GetProperty("verdict").GetString());
        Assert.Equal(17, report.GetProperty("firstBadPosition").GetInt64());
        Assert.Contains(
            report.GetProperty("findings").EnumerateArray(),
            finding => finding.GetProperty("position").GetInt64() == 17
                && finding.GetProperty("class").ValueEquals("tampered")
                && finding.GetProperty("part").ValueEquals("payload"));
    }

    [Theory]
    [InlineData("verify", "db", "--policy", "nowhere", "--postgres", "Host=nowhere")]
    [InlineData("verify", "db", "--postgres", "Host=nowhere")]
    [InlineData("verify", "bundle", "nowhere")]
    [InlineData("verify", "proof", "nowhere")]
    [InlineData("verify", "monitor", "nowhere", "--state", "x", "--policy", "x")]
    [InlineData("verify", "something")]
    public async Task What_cannot_be_understood_ends_with_3(params string[] arguments)
    {
        var ended = await CommandRun.NettimelineAsync(arguments);

        Assert.Equal((3, ""), (ended.ExitCode, ended.Output));
        Assert.NotEmpty(ended.Errors);
    }

    [Fact]
    public async Task A_database_that_is_not_there_leaves_it_incomplete()
    {
        var told = await CommandRun.NettimelineAsync(
            "verify", "db", "--postgres", "Host=127.0.0.1;Port=1;Database=x", "--policy", Policy);

        Assert.Equal((2, ""), (told.ExitCode, told.Output));
    }

    [Fact]
    public async Task A_published_log_is_followed_and_one_that_goes_back_is_found_out()
    {
        await using var published = await PublishedAsync();
        var state = folder.Below("state");

        var first = await LookAsync();
        published.Note = log.Outside;
        var later = await LookAsync();
        var again = await LookAsync();
        var old = await LookAsync("--max-age", "0");
        published.Note = published.Earlier;
        var back = await LookAsync();
        published.Note = published.Other;
        var other = await LookAsync();

        Assert.Equal(
            [0, 0, 0, 2, 1, 1], new[] { first, later, again, old, back, other }.Select(each => each.ExitCode));
        Assert.Contains($"{log.Size} leaves", later.Output, StringComparison.Ordinal);
        Assert.Contains("MISSING", back.Output, StringComparison.Ordinal);
        Assert.Contains("TAMPERED(tree)", other.Output, StringComparison.Ordinal);

        Task<Ended> LookAsync(params string[] more) => CommandRun.NettimelineAsync(
            ["verify", "monitor", published.Address, "--state", state, "--policy", Policy, .. more]);
    }

    public void Dispose() => folder.Dispose();

    async Task ExecuteAsync(string database, string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(log.Database) { Database = database };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await connection.DoAsync(sql, Cancellation);
    }

    string Since()
    {
        var path = folder.Below("since");
        File.WriteAllBytes(path, log.Outside);
        return path;
    }

    string Write(string name, string text)
    {
        var path = folder.Below(name);
        File.WriteAllText(path, text);
        return path;
    }

    async Task<Published> PublishedAsync()
    {
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);
        var entries = (await connection.RowsAsync(
            "select entries from timeline.leaves order by last_position", row => row.GetFieldValue<byte[]>(0),
            Cancellation)).SelectMany(each => each.Chunk(LedgerEntry.Length)).ToList();
        var earlier = (await connection.RowsAsync(
            "select note from timeline.checkpoints where log = 'events' order by size limit 1",
            row => row.GetString(0), Cancellation)).Single();
        return await Published.StartAsync(
            entries, System.Text.Encoding.UTF8.GetBytes(earlier), log.Key.Sign(log.Size, default).ToBytes());
    }

    /// <summary>Serves a log's entries, and a checkpoint that a test chooses.</summary>
    sealed class Published(WebApplication app, byte[] earlier, byte[] other) : IAsyncDisposable
    {
        public byte[] Note { get; set; } = [];

        public byte[] Earlier => earlier;

        public byte[] Other => other;

        public string Address => $"{app.Urls.Single()}/ledger/events";

        public static async Task<Published> StartAsync(List<byte[]> entries, byte[] earlier, byte[] other)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:0");
            var app = builder.Build();
            var published = new Published(app, earlier, other) { Note = earlier };
            app.MapGet("/ledger/events/checkpoint", () => Microsoft.AspNetCore.Http.Results.Bytes(published.Note));
            app.MapGet("/ledger/events/{**path}", (string path) =>
            {
                Assert.True(BundleAddress.TryParse(path, out var address));
                var bundle = new System.Buffers.ArrayBufferWriter<byte>();
                foreach (var entry in entries.Skip((int)address.Index * TileAddress.WidthFull).Take(address.Width))
                    EntryBundle.Write(bundle, entry);
                return Microsoft.AspNetCore.Http.Results.Bytes(bundle.WrittenMemory.ToArray());
            });
            await app.StartAsync(Cancellation);
            return published;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
