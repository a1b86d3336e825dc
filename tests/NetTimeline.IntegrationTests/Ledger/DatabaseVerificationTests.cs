using System.Text;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.Journal;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What a verification of a database says, and what it cannot say.</summary>
public sealed class DatabaseVerificationTests(PostgresFixture postgres) : VerificationSpec(postgres)
{
    [Fact]
    public async Task A_log_without_events_that_nobody_signed_says_nothing()
    {
        var report = await VerifyAsync();

        Assert.Equal(Verdict.Incomplete, report.Verdict);
        Assert.Equal("UNVERIFIABLE(checkpoint)", Assert.Single(report.Findings).Label);
    }

    [Fact]
    public async Task What_nobody_signed_is_incomplete()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));

        var report = await VerifyAsync();

        Assert.Equal(Verdict.Incomplete, report.Verdict);
        Assert.Equal("UNVERIFIABLE(checkpoint)", Assert.Single(report.Findings).Label);
    }

    [Fact]
    public async Task What_was_appended_after_the_last_checkpoint_is_counted_apart()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await SignAsync();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));

        var report = await VerifyAsync();

        Assert.Equal(Verdict.Verified, report.Verdict);
        Assert.Equal([new(Key.Origin, 2, 1, 0), NothingShown], report.Epochs);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(-60, true)]
    [InlineData(-61, false)]
    public async Task What_is_not_signed_yet_is_of_the_last_minute(int seconds, bool isVerified)
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await SignAsync();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        Now += Duration.FromSeconds(seconds);

        var report = await VerifyAsync();

        Assert.Equal(isVerified ? Verdict.Verified : Verdict.Incomplete, report.Verdict);
        Assert.Equal(
            isVerified ? [] : [(2, "UNVERIFIABLE(checkpoint)")],
            report.Findings.Select(finding => (finding.Position, finding.Label)));
    }

    [Fact]
    public async Task Leaves_count_as_far_as_whoever_is_asked_for_has_signed()
    {
        var witness = EcdsaCosigner.FromPem("archive", new LogKey("archive").Pem);
        var cosigner = Assert.IsType<Parsed<EcdsaCosigner>.Accepted>(witness).Value;
        var policy = Assert.IsType<Parsed<LogPolicy>.Accepted>(LogPolicy.Parse(Encoding.UTF8.GetBytes(
            $"log {Key.VerifierKey}\nlog {AccessKey.VerifierKey}\nwitness archive {cosigner.Key}\nquorum archive\n")))
            .Value;
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await CosignNothingAsync(cosigner);
        var witnessed = await SignAsync(cosigner);
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await SignAsync();

        var soon = await VerifyAsync(policy, witnessed);
        Now += Duration.FromMinutes(2);
        var later = await VerifyAsync(policy, witnessed);

        Assert.Equal([new(Key.Origin, 2, 1, 1), NothingShown], soon.Epochs);
        Assert.Equal((Verdict.Verified, Verdict.Incomplete), (soon.Verdict, later.Verdict));
        Assert.Equal(Verdict.Verified, (await VerifyAsync()).Verdict);
    }

    [Fact]
    public async Task A_policy_that_does_not_know_the_log_says_so()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));
        await SignAsync();

        var report = await LedgerVerification.RunAsync(
            Database, new(new LogKey("another.example/events").Policy, [], 2, ManualClock.Start), Cancellation);

        Assert.Equal(Verdict.Incomplete, report.Verdict);
    }

    [Fact]
    public async Task A_policy_that_knows_one_of_the_logs_leaves_the_other_incomplete()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));
        await SignAsync();

        var report = await VerifyAsync(Key.Policy);

        Assert.Equal(Verdict.Incomplete, report.Verdict);
        Assert.All(
            report.Findings,
            finding => Assert.Equal(("access", "UNVERIFIABLE(checkpoint)"), (finding.Log, finding.Label)));
        Assert.Contains(
            report.Findings, finding => finding.Sentence.Contains(AccessKey.Origin, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_said_of_a_long_log_that_grows_meanwhile()
    {
        var store = OpenStore();
        var streams = Volume.Of(100, 1000);
        await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => AppendedAsync(store, Appends.Begin(
            Guid.NewGuid(), null, [.. Enumerable.Range(0, 100).Select(number => Appends.Event($$"""{"n":{{number}}}"""))]))));
        var note = await SignAsync();
        using var enough = new CancellationTokenSource();
        var growing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        }, Cancellation);

        for (var round = 0; round < 5; round++)
        {
            var report = await VerifyAsync(note);
            Assert.Empty(report.Findings);
            Assert.True(report.Records >= 100 * streams);
        }

        await enough.CancelAsync();
        await growing;
    }

    [Fact]
    public async Task A_log_that_began_anew_is_verified_with_both_its_trees()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid(), null, Appends.Event(), Appends.Event()));
        var old = await SignAsync();
        var second = await ContinueAsync();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        var both = Policy(Key, second);

        var unsigned = await VerifyAsync(both, old);
        await SignAsync(second, epoch: 1, before: 2);
        var verified = await VerifyAsync(both, old);
        await ExecuteAsync("""
            alter table timeline.epochs disable trigger user;
            update timeline.epochs set first_position = 2 where number = 1;
            alter table timeline.epochs enable always trigger epochs_are_never_changed;
            alter table timeline.epochs enable always trigger epochs_enter_by_our_functions;
            """);

        Assert.Equal(Verdict.Incomplete, unsigned.Verdict);
        Assert.Empty(verified.Findings);
        Assert.Equal([new(Key.Origin, 2, 2, 2), new(second.Origin, 2, 2, 0), NothingShown], verified.Epochs);
        Assert.Contains(
            (await VerifyAsync(both, old)).Findings, finding => finding.Label == "TAMPERED(epoch)");
    }

    [Fact]
    public async Task A_tree_that_was_taken_away_as_a_whole_is_missed()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid(), null, Appends.Event(), Appends.Event()));
        await SignAsync();
        var second = await ContinueAsync();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await SignAsync(second, epoch: 1, before: 2);
        await ExecuteAsync(WithoutGuards + """
            delete from mt_events where seq_id > 2;
            delete from leaves where last_position > 2;
            delete from openings where last_position > 2;
            delete from appends where last_position > 2;
            delete from heads where position > 2;
            """);

        var found = (await VerifyAsync(Policy(Key, second))).Findings
            .Where(finding => finding.Part is not (LogPart.Guard or LogPart.Bookkeeping));

        Assert.Equal(["MISSING", "TAMPERED(epoch)"], found.Select(finding => finding.Label).Order());
    }

    async Task<LogKey> ContinueAsync()
    {
        await using var session = await SigningSession.TryOpenAsync(Database, LedgerLog.Events, Cancellation);
        var asking = new Asking("dr-m", null, null, null, null);
        var epoch = await session!.ContinueAsync(
            $"{Key.Origin}/e1",
            new FirstLeaf.OfEvents(
                SystemStreams.Ledger,
                ended => LedgerEvents.Continued(Guid.NewGuid(), ended, null, "lost a day", asking)),
            ManualClock.Start, Cancellation);
        return new LogKey(epoch.Origin);
    }
}
