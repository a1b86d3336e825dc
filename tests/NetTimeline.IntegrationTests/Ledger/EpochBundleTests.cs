using System.ComponentModel;
using System.IO.Compression;
using System.Net;
using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.UnitTests;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>
/// A patient's events are in two trees, since the log began anew in between: there is a bundle of each. Each is judged
/// by <c>nettimeline verify</c> and by the script that shares only formats.
/// </summary>
public sealed class EpochBundleTests(PostgresFixture postgres) : IAsyncLifetime
{
    static readonly string Script = Path.Combine(Repository.Root, "tests", "ledger-independent", "verify.py");

    readonly TemporaryFolder folder = new();
    SignedServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using (var first = await SignedServer.StartAsync(database, folder.Below("ledger"), Cancellation))
        {
            await PostAsync(first, "/api/patients", """{"registryKey":"p-1"}""");
            await PostAsync(first, "/api/patients/p-1/entries", Note("before"));
            var auditor = new Auditor(first.Client, "/ledger/events");
            await auditor.CoveringAsync(2);
            await KeepAsync("policy", $"log {await auditor.KeyAsync()}\n");
        }

        // As a key is given up that somebody else may have had.
        File.Delete(Path.Combine(folder.Below("ledger"), "events-0.pem"));
        server = await SignedServer.StartAsync(database, folder.Below("ledger"), Cancellation);
        using var anew = await server.Client.PostAsync("/api/ledger/continuation?reason=key", null, Cancellation);
        Assert.Equal(HttpStatusCode.OK, anew.StatusCode);
        await PostAsync(server, "/api/patients/p-1/entries", Note("after"));
        var later = new Auditor(server.Client, "/ledger/events-1");
        await later.CoveringAsync(2);
        await KeepAsync("policy", $"log {await later.KeyAsync()}\nquorum none\n");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_earlier_is_the_whole_record_as_it_was_when_it_ended()
    {
        Assert.Equal((0, 0), await ExitCodesAsync(await BundleAsync(0)));
    }

    [Fact]
    public async Task The_later_is_not_the_whole_record_and_that_is_said()
    {
        var after = await BundleAsync(1);

        var told = await CommandRun.NettimelineAsync("verify", "bundle", after, "--policy", folder.Below("policy"));

        Assert.Contains("an earlier tree of the log and need a bundle of it", told.Output, StringComparison.Ordinal);
        Assert.Equal((2, 2), await ExitCodesAsync(after));
    }

    [Fact]
    public async Task Of_a_tree_that_does_not_show_by_what_something_was_erased_there_is_none()
    {
        await PostAsync(
            server, "/api/patients/p-1/entries/before/erasure",
            """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""");

        using var refused = await server.Client.GetAsync("/api/patients/p-1/audit-bundle?epoch=0", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(
            "after the log began anew", await refused.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal);
        await new Auditor(server.Client, "/ledger/events-1").CoveringAsync(3);
        Assert.Equal((2, 2), await ExitCodesAsync(await BundleAsync(1)));
    }

    /// <summary>The control: where no earlier tree has the first event, it is missing.</summary>
    [Fact]
    public async Task A_first_event_that_is_nowhere_is_missing()
    {
        var before = await BundleAsync(0);
        await using (var zip = await ZipFile.OpenAsync(before, ZipArchiveMode.Update, Cancellation))
        {
            var events = zip.GetEntry("events.ndjson")!;
            string lines;
            using (var reader = new StreamReader(await events.OpenAsync(Cancellation)))
            {
                lines = await reader.ReadToEndAsync(Cancellation);
            }

            events.Delete();
            await using var writer = new StreamWriter(
                await zip.CreateEntry("events.ndjson").OpenAsync(Cancellation));
            await writer.WriteAsync(lines[(lines.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        }

        Assert.Equal((1, 1), await ExitCodesAsync(before));
    }

    static string Note(string key) => $$"""{"key":"{{key}}","kind":"note","text":"seen"}""";

    static async Task PostAsync(SignedServer at, string path, string json)
    {
        using var content = HttpSpec.JsonOf(json);
        using var answer = await at.Client.PostAsync(path, content, Cancellation);
        Assert.True(
            answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    async Task<string> BundleAsync(int epoch)
    {
        var path = folder.Below($"epoch-{epoch}.zip");
        await File.WriteAllBytesAsync(
            path,
            await server.Client.GetByteArrayAsync(
                $"/api/patients/p-1/audit-bundle?epoch={epoch}&scope=log", Cancellation),
            Cancellation);
        return path;
    }

    Task KeepAsync(string name, string text) => File.AppendAllTextAsync(folder.Below(name), text, Cancellation);

    async Task<(int Ours, int Theirs)> ExitCodesAsync(string bundle)
    {
        var policy = folder.Below("policy");
        var told = await CommandRun.NettimelineAsync("verify", "bundle", bundle, "--policy", policy);
        try
        {
            await using var run = CommandRun.Start("python3", [Script, bundle, policy]);
            return (told.ExitCode, (await run.EndAsync()).ExitCode);
        }
        catch (Win32Exception)
        {
            Assert.Fail("The independent check of bundles needs python3 (3.9 or later) on the path.");
            throw;
        }
    }
}
