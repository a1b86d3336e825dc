using System.Net;
using System.Text;
using System.Text.Json;
using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Witnessing;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What a server signs witnesses cosign, and nothing waits for them.</summary>
public sealed class CosigningTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    const int Recorded = 5;

    readonly TemporaryFolder temporary = new();

    string Folder => temporary.Below("ledger");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        temporary.Dispose();
    }

    [Fact]
    public async Task A_checkpoint_goes_out_with_the_words_of_its_witnesses_and_so_do_proofs()
    {
        var keys = await KeysAsync();
        await using var witness = await RunningWitness.StartAsync(temporary.Below("witness"), keys);
        await using var server = await StartAsync(witness.InPolicy);
        await CosignedAsync(server, "events", witness.Key, Recorded);
        await CosignedAsync(server, "access", witness.Key, Recorded);

        await server.RecordAsync(300, Cancellation);
        var note = await CosignedAsync(server, "events", witness.Key, Recorded + 300);

        var policy = PolicyOf($"log {keys[0]}\nwitness archive {witness.Key}\nquorum archive\n");
        Assert.IsType<LogVerdict.Proven>(policy.Evaluate(note));
        var leaves = await EventsOf(server).LeavesAsync(Recorded + 300);
        var proof = Assert.IsType<Parsed<LogProof>.Accepted>(
            LogProof.Parse(await server.Client.GetByteArrayAsync("/api/ledger/proof/7", Cancellation))).Value;
        Assert.IsType<LogVerdict.Proven>(proof.Check(leaves[6], policy));
        var stands = await WitnessAsync(server, "events", "archive");
        Assert.Equal(Recorded + 300, stands.GetProperty("size").GetInt64());
        Assert.False(stands.TryGetProperty("trouble", out _));
    }

    /// <summary>Somebody else had it cosign, or the server lost what it knew of it.</summary>
    [Fact]
    public async Task A_witness_that_stands_elsewhere_is_led_on_from_there()
    {
        var keys = await KeysAsync();
        await using var witness = await RunningWitness.StartAsync(temporary.Below("witness"), keys);
        SignedNote first;
        await using (var unwitnessed = await StartAsync())
        {
            first = (await EventsOf(unwitnessed).NoteAsync())!;
            await unwitnessed.RecordAsync(20, Cancellation);
            await EventsOf(unwitnessed).CoveringAsync(Recorded + 20);
        }

        using var http = new HttpClient();
        using var answer = await http.PostAsync(
            $"{witness.Address}/add-checkpoint", new StringContent($"{new AddCheckpoint(0, [], first)}"),
            Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var server = await StartAsync(witness.InPolicy);

        await CosignedAsync(server, "events", witness.Key, Recorded + 20);
    }

    [Fact]
    public async Task Nothing_waits_for_witnesses_that_are_dead_or_slow_and_lies_are_not_passed_on()
    {
        var keys = await KeysAsync();
        await using var good = await RunningWitness.StartAsync(temporary.Below("witness"), keys);
        SignedServer? asked = null;
        var wentOn = false;
        await using var slow = await StubWitness.SlowAsync(
            async () => asked is null ? 0 : Auditor.TreeOf((await EventsOf(asked).NoteAsync())!).Size,
            () => Volatile.Write(ref wentOn, true));
        await using var liar = await StubWitness.LyingAsync();
        await using var talkative = await StubWitness.TalkativeAsync();
        await using var server = await StartAsync(
            StubWitness.Dead(), slow.InPolicy, liar.InPolicy, talkative.InPolicy, good.InPolicy);

        asked = server;

        // A server that waited for the slow one would sign nothing while it is asked.
        var times = 0;
        while (!Volatile.Read(ref wentOn))
        {
            times++;
            await server.RecordAsync(1, Cancellation);
            await EventsOf(server).CoveringAsync(Recorded + times);
        }

        var note = await CosignedAsync(server, "events", good.Key, Recorded + times);
        Assert.Equal(2, note.Signatures.Count);
        foreach (var (name, trouble) in ((string, string)[])
            [("dead", "unreachable"), ("slow", "slow"), ("liar", "bad-signature"), ("talkative", "unreachable")])
        {
            await Eventually.HoldsAsync(async () =>
                (await WitnessAsync(server, "events", name)).TryGetProperty("trouble", out var said)
                && said.GetProperty("kind").GetString() == trouble);
        }

        Assert.Equal(HttpStatusCode.OK, await AuditAsync(server));
        var drawn = await server.Client.GetStringAsync("/api/ledger", Cancellation);
        Assert.Contains("\"since\"", drawn, StringComparison.Ordinal);
    }

    /// <summary>
    /// What nothing else tells: the folder was restored with the database. The witness has no proof of it, so that the
    /// log goes on; and somebody is woken.
    /// </summary>
    [Fact]
    public async Task A_witness_that_saw_more_of_the_log_than_there_is_wakes_somebody()
    {
        await using var witness = await RunningWitness.StartAsync(temporary.Below("witness"), await KeysAsync());
        await Backup.TakeAsync(Database);
        await using (var server = await StartAsync(witness.InPolicy))
        {
            await server.RecordAsync(20, Cancellation);
            await CosignedAsync(server, "events", witness.Key, Recorded + 20);
        }

        await Backup.RestoreAsync(Database);
        File.Delete(Path.Combine(Folder, "last-checkpoint-events"));
        await using var forked = await StartAsync(witness.InPolicy);
        await forked.RecordAsync(1, Cancellation);
        await EventsOf(forked).CoveringAsync(Recorded + 1);

        await Eventually.HoldsAsync(async () => await AuditAsync(forked) == HttpStatusCode.ServiceUnavailable);
        Assert.Equal(
            "contradicts",
            (await WitnessAsync(forked, "events", "archive")).GetProperty("trouble").GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("quorum none\nwitness archive KEY\n", "has no address")]
    [InlineData("quorum none\nwitness archive KEY ftp://archive.example\n", "has no address")]
    [InlineData("witness archive KEY http://archive.example\n", "exactly one quorum")]
    public async Task A_policy_that_names_nobody_who_can_be_asked_is_refused(string policy, string why)
    {
        var file = temporary.Below("policy");
        await File.WriteAllTextAsync(
            file, policy.Replace("KEY", $"{StubWitness.Dead().Key}", StringComparison.Ordinal), Cancellation);

        var ended = await CommandRun.NettimelineAsync(
            "serve", "--postgres", "Host=nowhere.invalid;Username=nobody", "--ledger-witnesses", file);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(why, ended.Errors, StringComparison.Ordinal);
    }

    Task<SignedServer> StartAsync(params PolicyWitness[] witnesses) =>
        SignedServer.StartAsync(Database, Folder, Cancellation, witnesses: witnesses);

    static Auditor EventsOf(SignedServer server) => new(server.Client, "/ledger/events");

    /// <summary>Of both logs, once each has leaves.</summary>
    async Task<VerifierKey[]> KeysAsync()
    {
        await using var server = await StartAsync();
        await server.RecordAsync(Recorded, Cancellation);
        await server.LookAsync(Recorded, Cancellation);
        var events = EventsOf(server);
        var access = new Auditor(server.Client, "/ledger/access");
        await events.CoveringAsync(Recorded);
        await access.CoveringAsync(Recorded);
        return [await events.KeyAsync(), await access.KeyAsync()];
    }

    static async Task<SignedNote> CosignedAsync(SignedServer server, string log, VerifierKey witness, long size)
    {
        SignedNote? note = null;
        await Eventually.HoldsAsync(async () =>
            (note = await new Auditor(server.Client, $"/ledger/{log}").NoteAsync()) is not null
            && Auditor.TreeOf(note).Size == size
            && note.Verify(NoteVerifiers.Of(witness)!) is NoteVerdict.Signed);
        return note!;
    }

    static async Task<JsonElement> WitnessAsync(SignedServer server, string log, string name)
    {
        using var view = JsonDocument.Parse(await server.Client.GetStringAsync("/api/ledger", Cancellation));
        return view.RootElement.GetProperty("logs").EnumerateArray()
            .Single(each => each.GetProperty("log").GetString() == log)
            .GetProperty("witnesses").EnumerateArray()
            .Single(each => each.GetProperty("name").GetString() == name).Clone();
    }

    static async Task<HttpStatusCode> AuditAsync(SignedServer server)
    {
        using var answer = await server.Client.GetAsync("/health/audit", Cancellation);
        return answer.StatusCode;
    }

    static LogPolicy PolicyOf(string text) =>
        Assert.IsType<Parsed<LogPolicy>.Accepted>(LogPolicy.Parse(Encoding.UTF8.GetBytes(text))).Value;
}
