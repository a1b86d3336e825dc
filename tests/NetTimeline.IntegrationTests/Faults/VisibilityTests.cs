using NetTimeline.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Writers of several servers append several events at once, at odd moments, and some are refused or rolled back.
/// Whoever follows the log sees each event once, in the order of the log, although transactions end in another order
/// than they began.
/// </summary>
public sealed class VisibilityTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 16;
    const int Attempts = 10;
    static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(8);

    [Fact]
    public async Task Whoever_follows_sees_every_event_once_and_in_order()
    {
        PostgresEventStore[] servers = [OpenStore(), OpenStore(), OpenStore()];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var near = new Follower(servers[0]);
        await using var far = new Follower(OpenStore());
        var writing = Writers.RunAsync(servers, Writing, PauseMax, ending.Token);

        await UntilStoredAsync(Volume.Of(2000, 100_000), writing);
        await ending.CancelAsync();
        await writing;

        var log = await AssertNoFaultAsync(servers[0]);
        foreach (var follower in (Follower[])[near, far])
        {
            await follower.UntilAsync(log.Count, Cancellation);
            Assert.Equal(log.Select(item => item.Position), follower.Seen);
        }
    }

    /// <summary>
    /// The controls: over a plain sequence both readers that are known from elsewhere lose events – the one that asks
    /// for what is greater than the last, and the one that also waits until no older transaction is open, because a
    /// number is drawn before its transaction gets its own.
    /// </summary>
    [Theory]
    [InlineData("true")]
    [InlineData("written < pg_snapshot_xmin(pg_current_snapshot())")]
    public async Task A_reader_of_a_plain_sequence_loses_events(string condition)
    {
        var (written, seen) = (0L, 0L);
        // A transaction elsewhere in the cluster that stays open holds the careful reader back until all is written.
        for (var attempt = 0; attempt < Attempts && (seen == 0 || seen == written); attempt++)
        {
            (written, seen) = await ReadPlainAsync(condition);
            Chance.Say($"The control lost {written - seen} of {written}.");
        }

        Assert.InRange(seen, 1, written - 1);
    }

    async Task<(long Written, long Seen)> ReadPlainAsync(string condition)
    {
        await ExecuteAsync(
            """
            drop table if exists plain;
            drop sequence if exists numbers;
            create sequence numbers;
            create table plain (position bigint primary key, written xid8 not null default pg_current_xact_id())
            """);
        await using var source = NpgsqlDataSource.Create(Database);
        var writing = Task.WhenAll(Enumerable.Range(0, Writing).Select(
            number => WritePlainAsync(source, Chance.Dice(number))));

        var (seen, last) = (0, 0L);
        var done = false;
        while (!done)
        {
            done = writing.IsCompleted;
            var page = await PollAsync(source, condition, last);
            (seen, last) = (seen + page.Count, page.Count == 0 ? last : page[^1]);
        }

        await writing;
        return (await AskAsync<long>("select count(*) from plain"), seen);
    }

    static async Task WritePlainAsync(NpgsqlDataSource source, Random dice)
    {
        for (var count = 0; count < 40; count++)
        {
            await using var connection = await source.OpenConnectionAsync(Cancellation);
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            var number = await AskAsync("select nextval('numbers')");
            await Task.Delay(dice.Next(20), Cancellation);
            await AskAsync($"insert into plain values ({number})");
            await Task.Delay(dice.Next(20), Cancellation);
            await transaction.CommitAsync(Cancellation);

            async Task<object?> AskAsync(string sql)
            {
                await using var command = new NpgsqlCommand(sql, connection);
                return await command.ExecuteScalarAsync(Cancellation);
            }
        }
    }

    static async Task<List<long>> PollAsync(NpgsqlDataSource source, string condition, long after)
    {
        await using var command = source.CreateCommand(
            $"select position from plain where position > {after} and {condition} order by position");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var page = new List<long>();
        while (await reader.ReadAsync(Cancellation))
            page.Add(reader.GetInt64(0));
        return page;
    }
}
