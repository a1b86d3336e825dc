using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.Ledger;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;
using NetTimeline.UnitTests;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// The server that signs is killed again and again, at each step of signing and anywhere, while others write and
/// somebody outside keeps every checkpoint that he is shown. Of all these each is the beginning of each later one, by
/// our code and by a script that shares only formats with it.
/// </summary>
public sealed class PublishedCheckpointTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 4;

    static readonly string Script = Path.Combine(Repository.Root, "tests", "ledger-independent", "consistency.py");
    static readonly string?[] Deaths =
        ["sign.proved*2", "sign.signed*2", "sign.stored*2", "sign.kept*2", "sign.committed*2", null];

    static readonly TimeSpan Lasts = Volume.Of(TimeSpan.Zero, TimeSpan.FromHours(1));
    static readonly int RandomPairs = Volume.Of(100, 1000);

    readonly TemporaryFolder temporary = new();
    readonly ConcurrentDictionary<string, long> seen = [];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task Whenever_it_dies_every_checkpoint_that_was_seen_is_the_beginning_of_every_later_one()
    {
        await using var served = new ServedProcess(Database, "--ledger-folder", temporary.Below("ledger"));
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        using var ending = new CancellationTokenSource();
        var writing = new HttpWriters(Diary, Chance, http, blind: false).RunAsync(0, Writing, ending.Token);
        var watching = WatchAsync(http, ending.Token);
        var deaths = await DieAgainAndAgainAsync(served);
        await ending.CancelAsync();
        await Task.WhenAll(writing, watching);
        await new Auditor(http, "/ledger/events").CoveringAsync(await HeadAsync());

        await KeepStoredAsync();
        var pairs = await PairsAsync(http);
        Chance.Say($"{deaths} deaths, {seen.Count} checkpoints, {pairs.Count} pairs.");
        Assert.True(seen.Count >= deaths, "Hardly anything was signed.");
        Assert.Empty(pairs.Where(pair => !IsConsistent(pair)).Select(pair => $"{pair.From}{pair.To}"));
        Assert.Equal(0, await ScriptAsync(http, pairs));
        await AssertNoFaultAsync(OpenStore());
    }

    /// <summary>The control: a checkpoint by the log's own key, of another tree, is no beginning of the later ones.
    /// </summary>
    [Fact]
    public async Task A_checkpoint_of_another_tree_by_the_same_key_is_found_out()
    {
        var folder = temporary.Below("ledger");
        await using var server = await SignedServer.StartAsync(Database, folder, Cancellation);
        await server.RecordAsync(5, Cancellation);
        var auditor = new Auditor(server.Client, "/ledger/events");
        await auditor.CoveringAsync(5);
        await server.RecordAsync(4, Cancellation);
        var later = (await auditor.CoveringAsync(9)).ToString();
        var origin = Auditor.TreeOf(Auditor.NoteOf(later)).Origin;
        var pem = await File.ReadAllTextAsync(Path.Combine(folder, "events-0.pem"), Cancellation);
        var signer = Assert.IsType<Parsed<EcdsaNoteSigner>.Accepted>(EcdsaNoteSigner.FromPem(origin, pem)).Value;
        var forked = SignedNote.Sign(new Checkpoint(origin, 5, MerkleTree.Leaf("another tree"u8)).ToString(), signer);

        var pair = await PairAsync(server.Client, forked.ToString(), later);

        Assert.False(IsConsistent(pair));
        Assert.Equal(1, await ScriptAsync(server.Client, [pair]));
    }

    /// <summary>At each of the places once, and on until the time is over.</summary>
    async Task<int> DieAgainAndAgainAsync(ServedProcess served)
    {
        var dice = Chance.Dice(1);
        var begun = Stopwatch.GetTimestamp();
        served.Kill();
        await served.GoneAsync();
        var deaths = 1;
        for (; deaths <= Deaths.Length || Stopwatch.GetElapsedTime(begun) < Lasts; deaths++)
        {
            var death = Deaths[(deaths - 1) % Deaths.Length];
            served.Launch(death);
            if (death is null)
            {
                var before = seen.Count;
                await Eventually.HoldsAsync(() => seen.Count > before);
                await Task.Delay(dice.Next(3000), Cancellation);
                served.Kill();
            }

            await served.GoneAsync();
        }

        await served.StartAsync();
        return deaths;
    }

    /// <summary>Everything that anybody could have been shown while it was the newest.</summary>
    async Task WatchAsync(HttpClient http, CancellationToken ending)
    {
        var auditor = new Auditor(http, "/ledger/events");
        while (!ending.IsCancellationRequested)
        {
            try
            {
                if (await auditor.NoteAsync() is { } note)
                    seen.TryAdd(note.ToString(), Auditor.TreeOf(note).Size);
            }
            catch (Exception away) when (away is HttpRequestException or IOException)
            {
                // It is dead for now.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>With those of the table that nobody happened to look at.</summary>
    async Task KeepStoredAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        foreach (var note in await connection.RowsAsync(
            "select note from timeline.checkpoints where log = 'events'", row => row.GetString(0), Cancellation))
            seen.TryAdd(note, Auditor.TreeOf(Auditor.NoteOf(note)).Size);
    }

    /// <summary>Each with the next one, and some with any other.</summary>
    async Task<IReadOnlyList<Pair>> PairsAsync(HttpClient http)
    {
        var notes = seen.OrderBy(note => note.Value).Select(note => note.Key).ToList();
        var pairs = new List<Pair>();
        for (var at = 1; at < notes.Count; at++)
            pairs.Add(await PairAsync(http, notes[at - 1], notes[at]));
        var dice = Chance.Dice(2);
        for (var count = 0; count < RandomPairs; count++)
        {
            var (one, other) = (dice.Next(notes.Count), dice.Next(notes.Count));
            pairs.Add(await PairAsync(http, notes[Math.Min(one, other)], notes[Math.Max(one, other)]));
        }

        return pairs;
    }

    static async Task<Pair> PairAsync(HttpClient http, string from, string to)
    {
        var (first, second) = (Auditor.TreeOf(Auditor.NoteOf(from)).Size, Auditor.TreeOf(Auditor.NoteOf(to)).Size);
        using var answer = JsonDocument.Parse(
            await http.GetStringAsync($"/api/ledger/consistency?from={first}&to={second}", Cancellation));
        return new(
            from, to,
            answer.RootElement.TryGetProperty("proof", out var proof)
                ? [.. proof.EnumerateArray().Select(hash => hash.GetString()!)]
                : []);
    }

    static bool IsConsistent(Pair pair)
    {
        var ((origin, first, root), (later, second, newer)) =
            (Auditor.TreeOf(Auditor.NoteOf(pair.From)), Auditor.TreeOf(Auditor.NoteOf(pair.To)));
        return origin == later && ConsistencyProof.Check(
            first, second, root.Bytes, newer.Bytes,
            [.. pair.Proof.Select(hash => new Hash(Convert.FromBase64String(hash)))]);
    }

    async Task<int> ScriptAsync(HttpClient http, IReadOnlyList<Pair> pairs)
    {
        var (lines, policy) = (temporary.Below("pairs"), temporary.Below("policy"));
        await File.WriteAllLinesAsync(
            lines, pairs.Select(pair => JsonSerializer.Serialize(pair, JsonSerializerOptions.Web)), Cancellation);
        var key = await new Auditor(http, "/ledger/events").KeyAsync();
        await File.WriteAllTextAsync(policy, $"log {key}\nquorum none\n", Cancellation);
        await using var run = CommandRun.Start("python3", [Script, lines, policy]);
        var ended = await run.EndAsync();
        Chance.Say(ended.ToString());
        return ended.ExitCode;
    }

    Task<long> HeadAsync() => AskAsync<long>("select max(position) from timeline.heads");

    /// <summary>Two signed notes, and the hashes in base64 that lead from one to the other.</summary>
    sealed record Pair(string From, string To, IReadOnlyList<string> Proof);
}
