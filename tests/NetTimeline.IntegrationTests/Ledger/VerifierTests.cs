using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Ledger.Tampering;
using NetTimeline.Ledger.Verification;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>Who verifies a database needs a role that reads everything, and needs no other.</summary>
public sealed class VerifierTests(SignedLog log) : IClassFixture<SignedLog>
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_verifier_verifies_all_of_a_database()
    {
        var report = await VerifyAsync(await LoginAsync("verifier"));

        Assert.Equal(Verdict.Verified, report.Verdict);
        Assert.Equal(log.Size + log.Access.Size, report.Records);
    }

    [Fact]
    public async Task An_auditor_who_is_to_read_nothing_that_was_said_does_not()
    {
        var login = await LoginAsync("auditor");

        var refused = await Assert.ThrowsAsync<EventStoreException>(() => VerifyAsync(login));

        Assert.Equal("42501", refused.SqlState);
    }

    [Theory]
    [InlineData("update timeline.mt_events set data = '{}'")]
    [InlineData("delete from timeline.identities")]
    [InlineData("insert into timeline.stream_keys (stream_id, key) values (gen_random_uuid(), 'key-1')")]
    [InlineData("select * from deliveries.subscriptions")]
    [InlineData("select * from timeline.lock_head()")]
    public async Task A_verifier_does_nothing_else(string sql)
    {
        await using var connection = new NpgsqlConnection(await LoginAsync("verifier"));
        await connection.OpenAsync(Cancellation);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.DoAsync(sql, Cancellation));

        Assert.Equal("42501", refused.SqlState);
    }

    /// <summary>Somebody who is a member of one of the database's roles, and of no other.</summary>
    async Task<string> LoginAsync(string role)
    {
        var settings = new NpgsqlConnectionStringBuilder(log.Database);
        await using var connection = new NpgsqlConnection(log.Database);
        await connection.OpenAsync(Cancellation);
        settings.Username = $"{settings.Database}_admin";
        settings.Password = "test";
        await connection.DoAsync(
            $"""
            drop role if exists {settings.Username};
            create role {settings.Username} login password 'test' in role {settings.Database}_{role}
            """, Cancellation);
        return settings.ConnectionString;
    }

    Task<VerificationReport> VerifyAsync(string connectionString) => LedgerVerification.RunAsync(
        connectionString,
        new(LogKey.PolicyOf(log.PolicyText), [log.Outside, log.Access.Outside], Jobs: 2, ManualClock.Start),
        Cancellation);
}
