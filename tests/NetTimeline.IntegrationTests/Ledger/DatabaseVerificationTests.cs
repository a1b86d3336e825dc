using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Erasing;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.Ledger.Tampering;
using NetTimeline.Journal;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What a verification of a database says, and what it cannot say.</summary>
public sealed class DatabaseVerificationTests(PostgresFixture postgres) : ErasingSpec(postgres)
{
    /// <summary>An event of which the erasure says nothing, as an erasure leaves others.</summary>
    const string BlankOfSix = """
        update mt_events set data = '{}', headers = '{"erased": true}', type = 'erased', correlation_id = null,
            user_name = null
        where seq_id = 6;
        update openings set nonces = overlay(
            nonces placing decode(repeat('00', 64), 'hex') from (64 * (6 - first_position) + 1)::integer)
        where 6 between first_position and last_position
        """;

    const string MoveOfEight = """
        update mt_events set version = 9, stream_id = (select stream_id from mt_events where seq_id = 10)
        where seq_id = 8
        """;

    /// <summary>What an erasure covers is what it said, and not what it is made to say.</summary>
    const string OtherVersions = """
        update mt_events set data = data || '{"versions": [2, 3]}' where seq_id = 11
        """;

    LogKey key = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        key = new(await AskAsync<string>("select origin from timeline.epochs where log = 'events'"));
    }

    [Fact]
    public async Task A_log_without_events_needs_no_checkpoint()
    {
        Assert.Equal(Verdict.Verified, (await VerifyAsync()).Verdict);
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
        Assert.Equal([new EpochView(key.Origin, 2, 1, 0)], report.Epochs);
    }

    [Fact]
    public async Task A_policy_that_does_not_know_the_log_says_so()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));
        await SignAsync();

        var report = await LedgerVerification.RunAsync(
            Database, new(new LogKey("another.example/events").Policy, [], 2), Cancellation);

        Assert.Equal(Verdict.Incomplete, report.Verdict);
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
    public async Task What_was_erased_is_told_from_what_was_altered()
    {
        var (whole, single, other) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var store = OpenStore();
        foreach (var stream in new[] { whole, single, other })
            await AppendedAsync(store, Appends.Begin(stream, null, Appends.Event(), Appends.Event(), Appends.Event()));
        await SignAsync();
        await ErasedAsync(Erasing(whole, 3));
        await ErasedAsync(Erasing(single, 3, 2));
        var note = await SignAsync();

        var report = await VerifyAsync(note);

        Assert.Empty(report.Findings);
        Assert.Equal([new(1, 10), new(2, 10), new(3, 10), new(5, 11)], report.Erased);
    }

    [Theory]
    [InlineData("""update mt_events set data = '{"n": 1}' where seq_id = 2""", 2, "TAMPERED(payload)")]
    [InlineData("update mt_events set type = 'entry_recorded' where seq_id = 5", 5, "TAMPERED(payload)")]
    [InlineData(BlankOfSix, 6, "TAMPERED(payload)")]
    [InlineData(MoveOfEight, 8, "TAMPERED(stream)", "TAMPERED(version)")]
    [InlineData("delete from mt_events where seq_id = 3", 3, "MISSING")]
    [InlineData(OtherVersions, 11, "TAMPERED(payload)", "5:TAMPERED(payload)")]
    public async Task Beside_what_was_erased_everything_else_is_found(string sql, long position, params string[] labels)
    {
        await What_was_erased_is_told_from_what_was_altered();
        await ExecuteAsync("""
            set session_replication_role = replica;
            do $$
            declare
                guard record;
            begin
                for guard in select tgrelid::regclass as relation, tgname from pg_trigger where not tgisinternal loop
                    execute format('alter table %s disable trigger %I', guard.relation, guard.tgname);
                end loop;
            end
            $$;
            set search_path = timeline;
            """ + "\n" + sql);

        var found = (await VerifyAsync()).Findings
            .Where(finding => finding.Part is not (LogPart.Guard or LogPart.Bookkeeping))
            .Select(finding => (finding.Position, finding.Label));

        Assert.Equal(
            labels.Select(label => label.Split(':') is [var at, var named]
                ? (long.Parse(at, null), named)
                : (position, label)).Order(),
            found.Order());
    }

    [Fact]
    public async Task A_log_that_began_anew_is_verified_with_both_its_trees()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid(), null, Appends.Event(), Appends.Event()));
        var old = await SignAsync();
        var second = await ContinueAsync();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        var both = Policy(key, second);

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
        Assert.Equal([new(key.Origin, 2, 2, 2), new(second.Origin, 2, 2, 0)], verified.Epochs);
        Assert.Contains(
            (await VerifyAsync(both, old)).Findings, finding => finding.Label == "TAMPERED(epoch)");
    }

    async Task<LogKey> ContinueAsync()
    {
        await using var session = await SigningSession.TryOpenAsync(Database, LedgerLog.Events, Cancellation);
        var asking = new Asking("dr-m", null, null, null, null);
        var epoch = await session!.ContinueAsync(
            $"{key.Origin}/e1", SystemStreams.Ledger,
            ended => LedgerEvents.Continued(Guid.NewGuid(), ended, null, "lost a day", asking), ManualClock.Start,
            Cancellation);
        return new LogKey(epoch.Origin);
    }

    static LogPolicy Policy(params LogKey[] keys) => new(
        [.. keys.Select(each => new PolicyLog(each.VerifierKey, null))], [], [], LogPolicy.NoQuorum);

    static Erasure Erasing(Guid stream, long version, params IReadOnlyList<long> versions) =>
        Of(stream, version, versions) is var erasure && versions.Count == 0
            ? erasure
            : erasure with
            {
                Event = erasure.Event with
                {
                    Payload = System.Text.Encoding.UTF8.GetBytes(
                        $$"""{"reason":"asked","versions":[{{string.Join(',', versions)}}]}"""),
                },
            };

    Task<VerificationReport> VerifyAsync(params byte[][] outside) => VerifyAsync(key.Policy, outside);

    Task<VerificationReport> VerifyAsync(LogPolicy policy, params byte[][] outside) => LedgerVerification.RunAsync(
        Database, new(policy, [.. outside.Select(note => (ReadOnlyMemory<byte>)note)], Jobs: 3), Cancellation);

    Task<byte[]> SignAsync() => SignAsync(key, epoch: 0, before: 0);

    /// <summary>The log as it is, as a publisher would.</summary>
    /// <param name="by">Signs.</param>
    /// <param name="epoch">The newest.</param>
    /// <param name="before">How many positions lie before it.</param>
    async Task<byte[]> SignAsync(LogKey by, int epoch, long before)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        var (last, bytes) = (await connection.RowsAsync(
            "select last_position, frontier from timeline.leaves order by last_position desc limit 1",
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), Cancellation)).Single();
        Assert.True(Frontier.TryRead(last - before, bytes, out var frontier));
        var note = by.Sign(frontier.Size, frontier.Root());
        await SignedLog.StoreAsync(
            connection, epoch, frontier.Size, frontier.Root().Bytes.ToArray(), note.ToString(), Cancellation);
        return note.ToBytes();
    }
}
