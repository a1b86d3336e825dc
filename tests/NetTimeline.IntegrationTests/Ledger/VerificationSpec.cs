using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Erasing;
using NetTimeline.IntegrationTests.Ledger.Tampering;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A database whose log is signed by a test, and verified.</summary>
public abstract class VerificationSpec(PostgresFixture postgres) : ErasingSpec(postgres)
{
    private protected const string WithoutGuards = """
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

        """;

    private protected LogKey Key { get; private set; } = null!;

    /// <summary>By the clock of whoever verifies.</summary>
    protected Instant Now { get; set; } = ManualClock.Start;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Key = new(await AskAsync<string>("select origin from timeline.epochs where log = 'events'"));
    }

    private protected static LogPolicy Policy(params LogKey[] keys) => new(
        [.. keys.Select(each => new PolicyLog(each.VerifierKey, null))], [], [], LogPolicy.NoQuorum);

    private protected Task<VerificationReport> VerifyAsync(params byte[][] outside) => VerifyAsync(Key.Policy, outside);

    private protected Task<VerificationReport> VerifyAsync(LogPolicy policy, params byte[][] outside) =>
        LedgerVerification.RunAsync(
            Database,
            new(policy, [.. outside.Select(note => (ReadOnlyMemory<byte>)note)], Jobs: 3, Now), Cancellation);

    private protected Task<byte[]> SignAsync(EcdsaCosigner? cosigner = null) =>
        SignAsync(Key, epoch: 0, before: 0, cosigner);

    /// <summary>The log as it is, as a publisher would.</summary>
    /// <param name="by">Signs.</param>
    /// <param name="epoch">The newest.</param>
    /// <param name="before">How many positions lie before it.</param>
    /// <param name="cosigner">Signs too.</param>
    private protected async Task<byte[]> SignAsync(LogKey by, int epoch, long before, EcdsaCosigner? cosigner = null)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        var (last, bytes) = (await connection.RowsAsync(
            "select last_position, frontier from timeline.leaves order by last_position desc limit 1",
            row => (row.GetInt64(0), row.GetFieldValue<byte[]>(1)), Cancellation)).Single();
        Assert.True(Frontier.TryRead(last - before, bytes, out var frontier));
        var note = by.Sign(frontier.Size, frontier.Root());
        if (cosigner is not null)
            note = note with { Signatures = [.. note.Signatures, cosigner.Sign(note, unixSeconds: 0)] };
        await SignedLog.StoreAsync(
            connection, epoch, frontier.Size, frontier.Root().Bytes.ToArray(), note.ToString(), Cancellation);
        return note.ToBytes();
    }
}
