using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Erasing;
using NetTimeline.IntegrationTests.Ledger.Tampering;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What a verification says of who was shown what, and of identities, when somebody was erased.</summary>
public sealed class AccessVerificationTests(PostgresFixture postgres) : ErasingSpec(postgres)
{
    static readonly AccessRecord Shown = new()
    {
        Actor = "dr-m",
        Category = "course",
        Operation = "getTimeline",
        Outcome = AccessOutcome.Success,
        Request = "r-1",
    };

    static readonly byte[] Tag = new byte[32];

    readonly Guid gone = Guid.NewGuid();
    readonly Guid other = Guid.NewGuid();
    string policy = "";
    Instant now = ManualClock.Start;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var store = OpenStore();
        foreach (var stream in new[] { gone, other })
            await AppendedAsync(store, Appends.Begin(stream, null, Appends.Event()));
    }

    [Fact]
    public async Task Who_was_shown_what_is_incomplete_until_it_is_signed()
    {
        await ShowAsync(gone, other);
        await SignAsync("events");

        var report = await VerifyAsync();

        Assert.Equal(Verdict.Incomplete, report.Verdict);
        Assert.All(report.Findings, finding => Assert.Equal("access", finding.Log));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(61, "UNVERIFIABLE(checkpoint)")]
    public async Task Who_was_shown_what_is_signed_within_a_minute(int seconds, params string[] labels)
    {
        await ShowAsync(gone, other);
        await SignAsync("events", "access");
        await ShowAsync(other);
        now += Duration.FromSeconds(seconds);

        Assert.Equal(
            labels.Select(label => $"access {label} 3"),
            (await VerifyAsync()).Findings.Select(finding => $"{finding.Log} {finding.Label} {finding.Position}"));
    }

    [Fact]
    public async Task Who_was_shown_what_of_an_erased_stream_is_erased_and_not_altered()
    {
        await ShowAsync(gone, other, null, gone);
        await ErasedAsync(Of(gone, 1));
        await ShowAsync(gone, other);
        await SignAsync("events", "access");

        var report = await VerifyAsync();

        Assert.Empty(report.Findings);
        Assert.Equal(
            [new(1, 3), new(1, 3) { Log = "access" }, new(4, 3) { Log = "access" }], report.Erased);
    }

    [Fact]
    public async Task An_access_of_an_erased_stream_that_was_altered_is_not_called_erased()
    {
        await Who_was_shown_what_of_an_erased_stream_is_erased_and_not_altered();
        await ChangeAsync("""
            update timeline.access_records set record = record || '{"actor": "nobody"}' where position = 4
            """);

        var report = await VerifyAsync();

        var found = Assert.Single(report.Findings);
        Assert.Equal(("access", 4, "TAMPERED(envelope)"), (found.Log, found.Position, found.Label));
        Assert.Equal([new(1, 3), new(1, 3) { Log = "access" }], report.Erased);
    }

    /// <summary>Without the erasure the same salt that is gone is one that somebody took away.</summary>
    [Fact]
    public async Task A_salt_that_is_gone_without_an_erasure_is_found_in_both_logs()
    {
        await ShowAsync(gone, other);
        await SignAsync("events", "access");
        await ChangeAsync($"delete from timeline.stream_salts where stream_id = '{gone}'");

        var report = await VerifyAsync();

        Assert.Equal(
            [(null, 1, "TAMPERED(salt)"), ("access", 1, "TAMPERED(salt)")],
            report.Findings.Select(finding => (finding.Log, finding.Position, finding.Label)));
    }

    [Fact]
    public async Task An_identity_of_somebody_who_was_erased_is_found()
    {
        await KeepIdentityAsync(other);
        await ErasedAsync(Of(gone, 1));
        await SignAsync("events", "access");
        var before = await VerifyAsync();
        await ChangeAsync($@"insert into timeline.identities (stream_id, sealed) values ('{gone}', '\x00')");

        var found = Assert.Single((await VerifyAsync()).Findings);

        Assert.Empty(before.Findings);
        Assert.Equal((4, "TAMPERED(identity)"), (found.Position, found.Label));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false, "TAMPERED(identity)")]
    [InlineData(false, true, "UNVERIFIABLE(identity)")]
    public async Task With_the_key_it_is_seen_whether_identities_open(
        bool isKnown, bool opens, params string[] labels)
    {
        await KeepIdentityAsync(other);
        if (isKnown)
            await Eraser.AddSecretAsync(Tag, Cancellation);
        await SignAsync("events", "access");

        var report = await VerifyAsync(new IdentityKey(Tag, (stream, _) => opens && stream == other));

        Assert.Equal(labels, report.Findings.Select(finding => finding.Label));
    }

    async Task ShowAsync(params Guid?[] streams)
    {
        await using var log = new AccessLog(Database, new ManualClock(), Guid.NewGuid, new());
        foreach (var stream in streams)
            await log.RecordAsync([Shown with { Stream = stream }], Cancellation);
    }

    async Task KeepIdentityAsync(Guid stream)
    {
        await using var identities = new SealedIdentities(Database, new ManualClock(), new());
        Assert.IsType<AppendResult.Appended>(await identities.KeepAsync(
            stream, 1, Appends.Event(), new SealedIdentity([1, 2, 3], []), Cancellation));
    }

    /// <summary>All leaves that these logs have.</summary>
    async Task SignAsync(params string[] logs)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        policy = "quorum none\n";
        foreach (var log in logs)
        {
            var key = new LogKey(await SignedLog.OriginAsync(connection, log, Cancellation));
            var table = log == "access" ? "access_leaves" : "leaves";
            var size = await AskAsync<long>($"select coalesce(max(last_position), 0) from timeline.{table}");
            await SignedLog.SignAsync(connection, key, log, size, Cancellation);
            policy = $"log {key.VerifierKey}\n{policy}";
        }
    }

    /// <summary>Behind the log's back, with all triggers as they were.</summary>
    Task ChangeAsync(string sql) => ExecuteAsync($"""
        set session_replication_role = replica;
        create temporary table guards as
            select tgrelid::regclass as relation, tgname from pg_trigger where tgenabled = 'A';
        do $$
        declare
            guard record;
        begin
            for guard in select * from guards loop
                execute format('alter table %s disable trigger %I', guard.relation, guard.tgname);
            end loop;
        end
        $$;
        {sql};
        do $$
        declare
            guard record;
        begin
            for guard in select * from guards loop
                execute format('alter table %s enable always trigger %I', guard.relation, guard.tgname);
            end loop;
        end
        $$;
        """);

    Task<VerificationReport> VerifyAsync(IdentityKey? identities = null) => LedgerVerification.RunAsync(
        Database, new(LogKey.PolicyOf(policy), [], Jobs: 2, now) { Identities = identities }, Cancellation);
}
