using System.Net;
using System.Security.Cryptography;
using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;
using NetTimeline.Ledger.Witnessing;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A witness cosigns what goes on from what it cosigned before, whatever happens to it.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    const string Origin = "hospital.example/events";

    static readonly Hash[] Leaves =
        [.. Enumerable.Range(0, 200).Select(number => MerkleTree.Leaf(BitConverter.GetBytes(number)))];

    readonly TemporaryFolder folder = new();
    readonly LogKey log = new(Origin);
    readonly HttpClient http = new();
    RunningWitness? witness;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => new(StartAsync());

    public async ValueTask DisposeAsync()
    {
        if (witness is not null)
            await witness.DisposeAsync();
        http.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_goes_on_is_cosigned_by_the_key_it_says()
    {
        await CosignedAsync(0, 5);
        await CosignedAsync(5, 5);
        await CosignedAsync(5, 130);
    }

    [Fact]
    public async Task What_is_not_asked_for_as_the_protocol_has_it_is_refused()
    {
        await CosignedAsync(0, 10);
        var note = Note(20);

        await AnswersAsync(HttpStatusCode.Conflict, new(0, [], note), "10\n");
        await AnswersAsync(HttpStatusCode.Conflict, new(7, Proof(7, 20), note), "10\n");
        await AnswersAsync(HttpStatusCode.UnprocessableEntity, new(10, Proof(9, 20), note));
        await AnswersAsync(HttpStatusCode.UnprocessableEntity, new(10, [], note));
        await AnswersAsync(HttpStatusCode.BadRequest, new(10, Proof(5, 10), Note(5)));
        await AnswersAsync(HttpStatusCode.Forbidden, new(10, Proof(10, 20), Note(20, new LogKey(Origin))));
        await AnswersAsync(HttpStatusCode.Forbidden, new(10, Proof(10, 20), new(Note(21).Text, note.Signatures)));
        await AnswersAsync(HttpStatusCode.NotFound, new(0, [], Note(20, new LogKey("clinic.example/events"))));
        await AnswersAsync(HttpStatusCode.Conflict, new(10, [], log.Sign(10, Leaves[0])), "10\n");
        await CosignedAsync(10, 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 0\n")]
    [InlineData("old -1\n\nx\n")]
    [InlineData("old 01\n\nx\n")]
    [InlineData("old 1\nnot a hash\n\nx\n")]
    public async Task What_is_no_request_is_said_to_be_none(string body)
    {
        using var answer = await http.PostAsync("/add-checkpoint", new StringContent(body), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_first_tree_is_taken_without_a_proof_and_with_one_not_at_all()
    {
        await AnswersAsync(HttpStatusCode.UnprocessableEntity, new(0, Proof(5, 10), Note(10)));
        await CosignedAsync(0, 10);
    }

    [Fact]
    public async Task Of_many_that_go_on_from_the_same_tree_one_is_cosigned()
    {
        await CosignedAsync(0, 10);
        var forks = Enumerable.Range(11, 40)
            .Select(size => new AddCheckpoint(10, Proof(10, size), Note(size))).ToList();

        var answers = await Task.WhenAll(forks.Select(AskAsync));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(
            answers.Where(answer => answer.Status != HttpStatusCode.OK),
            answer => Assert.Equal(HttpStatusCode.Conflict, answer.Status));
    }

    [Theory]
    [InlineData("witness.kept")]
    public async Task What_was_kept_is_kept_although_nobody_was_answered(string mark)
    {
        await CosignedAsync(0, 10);
        await RestartAsync($"{mark}*1");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => AskAsync(new(10, Proof(10, 20), Note(20))));
        await RestartAsync();

        await AnswersAsync(HttpStatusCode.Conflict, new(10, Proof(10, 30), Note(30)), "20\n");
        await CosignedAsync(20, 30);
    }

    [Fact]
    public async Task What_was_cosigned_is_not_forgotten_however_often_it_is_killed()
    {
        var size = 0;
        for (var kill = 0; kill < 5; kill++)
        {
            var writing = Task.Run(async () =>
            {
                while (true)
                {
                    // Never all of it: that all was cosigned is what the question below contradicts.
                    var next = Math.Min(size + 1, Leaves.Length - 1);
                    if ((await AskAsync(new(size, size == 0 ? [] : Proof(size, next), Note(next)))).Status
                        == HttpStatusCode.OK)
                        size = next;
                }
            }, Cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(20, 120)), Cancellation);
            witness!.KillAtOnce();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => writing);
            await RestartAsync();

            // At most the one that was under way is further than what was answered.
            var newest = await AskAsync(new(Leaves.Length, [], Note(Leaves.Length)));
            var kept = int.Parse(newest.Body, null);
            Assert.InRange(kept, size, size + 1);
            size = kept;
        }
    }

    [Fact]
    public async Task A_second_witness_has_no_business_in_the_same_folder()
    {
        var second = await CommandRun.NettimelineAsync(Arguments());

        Assert.NotEqual(0, second.ExitCode);
        Assert.Empty(second.Output);
    }

    async Task CosignedAsync(int oldSize, int size)
    {
        var note = Note(size);
        var (status, body) = await AskAsync(new(oldSize, oldSize == 0 ? [] : Proof(oldSize, size), note));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(NoteSignature.TryParse(body.TrimEnd('\n'), out var line));
        var cosigned = note with { Signatures = [.. note.Signatures, line] };
        Assert.IsType<NoteVerdict.Signed>(cosigned.Verify(NoteVerifiers.Of(witness!.Key)!));
    }

    async Task AnswersAsync(HttpStatusCode status, AddCheckpoint asked, string? body = null)
    {
        var answer = await AskAsync(asked);
        Assert.Equal(status, answer.Status);
        if (body is not null)
            Assert.Equal(body, answer.Body);
    }

    async Task<(HttpStatusCode Status, string Body)> AskAsync(AddCheckpoint asked)
    {
        using var answer = await http.PostAsync("/add-checkpoint", new StringContent($"{asked}"), Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    SignedNote Note(int size, LogKey? by = null) =>
        (by ?? log).Sign(size, Frontier.Empty.Append(Leaves.AsSpan(0, size)).Root());

    static Hash[] Proof(int earlier, int later) => ConsistencyProof.Make(earlier, later, new AllLeaves());

    async Task StartAsync(string? deathPoint = null)
    {
        witness = await RunningWitness.StartAsync(folder.Below("witness"), [log.VerifierKey], Address, deathPoint);
        Address = witness.Address;
        http.BaseAddress ??= new Uri(Address);
    }

    string Address { get; set; } = "http://127.0.0.1:0";

    async Task RestartAsync(string? deathPoint = null)
    {
        witness!.KillAtOnce();
        await witness.DisposeAsync();
        await StartAsync(deathPoint);
    }

    string[] Arguments() =>
        RunningWitness.Arguments(folder.Below("witness"), [log.VerifierKey], Address);

    /// <summary>The hashes of perfect subtrees from the leaves alone.</summary>
    sealed class AllLeaves : IHashes
    {
        public Hash Of(Subtree subtree) => Frontier.Empty
            .Append(Leaves.AsSpan((int)(subtree.Index << subtree.Level), 1 << subtree.Level)).Root();
    }
}
