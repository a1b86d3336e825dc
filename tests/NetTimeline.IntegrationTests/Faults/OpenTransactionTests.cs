using NetTimeline.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Somebody leaves a transaction open that has written, in this database and in another of the same cluster. Appends
/// and followers go on as if it were not there.
/// </summary>
public sealed class OpenTransactionTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    static readonly TimeSpan Open = Volume.Of(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(60));
    readonly PostgresFixture postgres = postgres;

    [Fact]
    public async Task Open_transactions_hold_up_neither_appends_nor_followers()
    {
        await using var here = await WriteAndLeaveOpenAsync(Database);
        await using var elsewhere = await WriteAndLeaveOpenAsync(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        PostgresEventStore[] servers = [OpenStore(), OpenStore()];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        ending.CancelAfter(Open);

        await using var follower = new Follower(OpenStore());
        await Writers.RunAsync(servers, writers: 4, TimeSpan.FromMilliseconds(10), ending.Token);

        // Everything is seen before either of them ends.
        var log = await AssertNoFaultAsync(servers[0]);
        await follower.UntilAsync(log.Count, Cancellation);
        Assert.Equal(log.Select(item => item.Position), follower.Seen);
        await CommitAsync(here);
        await CommitAsync(elsewhere);
    }

    /// <summary>
    /// The control: a reader that waits until no older transaction is open waits for one in another database, and sees
    /// nothing at all.
    /// </summary>
    [Fact]
    public async Task A_reader_behind_the_oldest_transaction_makes_no_progress()
    {
        await using var elsewhere = await WriteAndLeaveOpenAsync(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        await ExecuteAsync(
            "create table plain (position bigint primary key, written xid8 not null default pg_current_xact_id())");
        for (var position = 1; position <= 100; position++)
            await ExecuteAsync($"insert into plain values ({position})");
        const string visible = "select count(*) from plain where written < pg_snapshot_xmin(pg_current_snapshot())";

        var meanwhile = await AskAsync<long>(visible);
        await CommitAsync(elsewhere);
        for (var wait = 0; wait < 1200 && await AskAsync<long>(visible) < 100; wait++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);

        Assert.Equal((0, 100), (meanwhile, await AskAsync<long>(visible)));
    }

    static async Task<NpgsqlConnection> WriteAndLeaveOpenAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "begin; create table left_open (n integer); insert into left_open values (1)", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }

    static async Task CommitAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("commit", connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
