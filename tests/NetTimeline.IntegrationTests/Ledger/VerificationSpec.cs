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

/// <summary>
/// A database whose log is signed by a test, and verified. Nobody was shown anything, and that is signed too.
/// </summary>
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

    private protected LogKey AccessKey { get; private set; } = null!;

    /// <summary>What is found of who was shown what.</summary>
    protected EpochView NothingShown => new(AccessKey.Origin, 0, 0, 0);

    /// <summary>By the clock of whoever verifies.</summary>
    protected Instant Now { get; set; } = ManualClock.Start;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        Key = new(await SignedLog.OriginAsync(connection, "events", Cancellation));
        AccessKey = new(await SignedLog.OriginAsync(connection, "access", Cancellation));
        await SignedLog.StoreAsync(
            connection, "access", epoch: 0, size: 0, MerkleTree.EmptyRoot.Bytes.ToArray(), SignedNothing.ToString(),
            Cancellation);
    }

    /// <summary>Trusts these keys, and that of who was shown what.</summary>
    private protected LogPolicy Policy(params LogKey[] keys) => new(
        [.. keys.Append(AccessKey).Select(each => new PolicyLog(each.VerifierKey, null))], [], [], LogPolicy.NoQuorum);

    private protected Task<VerificationReport> VerifyAsync(params byte[][] outside) =>
        VerifyAsync(Policy(Key), outside);

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
        await SignedLog.StoreAsync(
            connection, "events", epoch, frontier.Size, frontier.Root().Bytes.ToArray(), note.ToString(),
            Cancellation);
        return cosigner is null
            ? note.ToBytes()
            : (await CosignAsync(connection, "events", frontier.Size, note, cosigner)).ToBytes();
    }

    private protected async Task CosignNothingAsync(EcdsaCosigner cosigner)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        await CosignAsync(connection, "access", size: 0, SignedNothing, cosigner);
    }

    SignedNote SignedNothing => AccessKey.Sign(0, MerkleTree.EmptyRoot);

    /// <summary>Beside the first tree's checkpoint, as a server keeps it.</summary>
    static async Task<SignedNote> CosignAsync(
        NpgsqlConnection connection, string log, long size, SignedNote note, EcdsaCosigner cosigner)
    {
        var signature = cosigner.Sign(note, unixSeconds: 0);
        await connection.DoAsync(
            "select timeline.add_cosignature($1, 0, $2, $2, $3, 0, $4)", Cancellation,
            log, size, cosigner.Key.ToString(), signature.ToString());
        return note with { Signatures = [.. note.Signatures, signature] };
    }
}
