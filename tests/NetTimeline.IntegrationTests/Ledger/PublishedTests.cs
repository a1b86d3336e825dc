using System.Net;
using System.Text;
using System.Text.Json;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What an auditor fetches, and what it proves to him.</summary>
public sealed class PublishedTests(PostgresFixture postgres) : IAsyncLifetime
{
    readonly TemporaryFolder temporary = new();
    string database = "";
    SignedServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    Auditor Auditor => new(server.Client, "/ledger/events");

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        server = await SignedServer.StartAsync(database, temporary.Below("ledger"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task What_is_recorded_is_signed_soon_and_verifies_from_the_bytes_alone()
    {
        await server.RecordAsync(1, Cancellation);
        var first = await Auditor.CoveringAsync(1);
        await server.RecordAsync(300, Cancellation);

        var note = await Auditor.CoveringAsync(301);

        await Auditor.AssertVerifiesAsync(first);
        await Auditor.AssertVerifiesAsync(note);
        Assert.True(await Auditor.IsContinuedAsync(first, note));
        Assert.Equal(
            note.ToString(), File.ReadAllText(Path.Combine(temporary.Path, "ledger", "last-checkpoint-events")));
        Assert.Equal("healthy", (await LedgerAsync()).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/audit"));
    }

    [Fact]
    public async Task There_are_the_tiles_of_signed_trees_and_no_others()
    {
        await server.RecordAsync(3, Cancellation);
        await Auditor.CoveringAsync(3);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/ledger/events/tile/0/000.p/3"));
        foreach (var none in (string[])
            [
                "tile/0/000.p/4", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/0/000.p/0", "tile/0/0.p/3",
                "tile/00/000.p/3", "tile/entries/000.p/4", "tile/entries/000", "tile/0/000.p/3/", "tile/63/000",
                "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/",
            ])
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/ledger/events/{none}"));
        }

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/ledger/events-1/checkpoint"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/ledger/events-0/checkpoint"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/ledger/nobody/checkpoint"));
    }

    [Fact]
    public async Task Tiles_are_kept_for_ever_and_the_checkpoint_for_two_seconds()
    {
        await server.RecordAsync(1, Cancellation);
        await Auditor.CoveringAsync(1);

        using var tile = await server.Client.GetAsync("/ledger/events/tile/0/000.p/1", Cancellation);
        using var note = await server.Client.GetAsync("/ledger/events/checkpoint", Cancellation);

        Assert.Equal("application/octet-stream", tile.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", tile.Headers.CacheControl?.ToString());
        Assert.Equal("text/plain; charset=utf-8", note.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=2", note.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task A_proof_file_shows_that_an_event_is_in_the_log()
    {
        await server.RecordAsync(20, Cancellation);
        await Auditor.CoveringAsync(20);
        var policy = Assert.IsType<Parsed<LogPolicy>.Accepted>(
            LogPolicy.Parse(Encoding.UTF8.GetBytes($"log {await Auditor.KeyAsync()}\nquorum none\n"))).Value;
        var leaves = await Auditor.LeavesAsync(20);

        var file = await server.Client.GetByteArrayAsync("/api/ledger/proof/7", Cancellation);
        var proof = Assert.IsType<Parsed<LogProof>.Accepted>(LogProof.Parse(file)).Value;

        Assert.Equal(6, proof.Index);
        Assert.IsType<LogVerdict.Proven>(proof.Check(leaves[6], policy));
        Assert.IsType<LogVerdict.Refuted>(proof.Check(leaves[7], policy));
        using var receipt = await JsonAsync("/api/ledger/receipt/7?opening=true");
        var entry = receipt.RootElement.GetProperty("entry").GetBytesFromBase64();
        Assert.True(LedgerEntry.TryRead(entry, out var read, out _));
        Assert.Equal(file, await server.Client.GetByteArrayAsync($"/api/ledger/proof/{read.EventId:D}", Cancellation));
        Assert.Equal(leaves[6], MerkleTree.Leaf(entry));
        Assert.Equal(
            32, receipt.RootElement.GetProperty("opening").GetProperty("payloadNonce").GetBytesFromBase64().Length);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/api/ledger/proof/21"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/api/ledger/proof/{Guid.NewGuid():D}"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/api/ledger/receipt/0"));
    }

    [Fact]
    public async Task A_proof_of_consistency_leads_from_one_size_to_another()
    {
        await server.RecordAsync(20, Cancellation);
        var signed = Auditor.TreeOf(await Auditor.CoveringAsync(20));

        using var answer = await JsonAsync("/api/ledger/consistency?from=7");
        var json = answer.RootElement;

        Assert.Equal(20, json.GetProperty("to").GetInt64());
        Assert.True(ConsistencyProof.Check(
            7, 20, json.GetProperty("fromRoot").GetBytesFromBase64(), signed.Root.Bytes,
            [.. json.GetProperty("proof").EnumerateArray().Select(hash => new Hash(hash.GetBytesFromBase64()))]));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync("/api/ledger/consistency?from=7&to=21"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("/api/ledger/consistency?from=7&to=6"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("/api/ledger/consistency"));
    }

    [Fact]
    public async Task Without_a_folder_nothing_is_signed_and_whoever_asks_is_told()
    {
        await using var bare = await SignedServer.StartAsync(
            await postgres.CreateEmptyDatabaseAsync(Cancellation), folder: null, Cancellation);
        await bare.RecordAsync(1, Cancellation);

        using var proof = await bare.Client.GetAsync("/api/ledger/proof/1", Cancellation);
        using var health = await bare.Client.GetAsync("/health/audit", Cancellation);
        using var ready = await bare.Client.GetAsync("/health/ready", Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, proof.StatusCode);
        Assert.Equal("2", proof.Headers.RetryAfter?.ToString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains(
            "{\"name\":\"events-has-folder\",\"status\":\"unhealthy\"}",
            await health.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Contains("nothing that is recorded will be signed", bare.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_too_long_to_be_signed_is_cause_for_alarm()
    {
        await using var bare = await SignedServer.StartAsync(
            await postgres.CreateEmptyDatabaseAsync(Cancellation), folder: null, Cancellation,
            alarmAfter: TimeSpan.FromMilliseconds(1));
        Assert.True(await IsInTimeAsync());

        await bare.RecordAsync(1, Cancellation);
        await Eventually.HoldsAsync(async () => !await IsInTimeAsync());

        async Task<bool> IsInTimeAsync()
        {
            using var health = await bare.Client.GetAsync("/health/audit", Cancellation);
            return (await health.Content.ReadAsStringAsync(Cancellation)).Contains(
                "{\"name\":\"events-signed-in-time\",\"status\":\"healthy\"}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_server_that_starts_goes_on_with_what_was_signed()
    {
        await server.RecordAsync(2, Cancellation);
        await Auditor.CoveringAsync(2);
        var before = await Auditor.NoteAsync();
        await server.DisposeAsync();

        server = await SignedServer.StartAsync(database, temporary.Below("ledger"), Cancellation);

        Assert.Equal(before!.ToString(), (await Auditor.NoteAsync())!.ToString());
        await server.RecordAsync(1, Cancellation);
        Assert.True(await Auditor.IsContinuedAsync(before, await Auditor.CoveringAsync(3)));
    }

    async Task<JsonElement> LedgerAsync()
    {
        using var view = await JsonAsync("/api/ledger");
        return view.RootElement.Clone();
    }

    async Task<JsonDocument> JsonAsync(string path) =>
        JsonDocument.Parse(Encoding.UTF8.GetBytes(await server.Client.GetStringAsync(path, Cancellation)));

    async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await server.Client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
