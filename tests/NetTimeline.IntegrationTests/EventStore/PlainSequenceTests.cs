using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>
/// The control of the contract's polling reader: over a plain identity column the same reader loses events,
/// because a writer that drew its number early may commit it late. If this test fails, the contract's could
/// not fail either.
/// </summary>
public sealed class PlainSequenceTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    const int Writers = 16;
    const int Each = 40;

    [Fact]
    public async Task A_polling_reader_over_a_plain_sequence_loses_events()
    {
        await ExecuteAsync("create table plain (position bigint generated always as identity primary key)");
        await using var source = NpgsqlDataSource.Create(Database);
        var writing = Task.WhenAll(
            Enumerable.Range(0, Writers).Select(seed => WriteAsync(source, new(seed))));

        var seen = new List<long>();
        while (!writing.IsCompleted)
            seen.AddRange(await PollAsync(source, seen.Count == 0 ? 0 : seen[^1]));
        await writing;
        seen.AddRange(await PollAsync(source, seen[^1]));

        Assert.Equal(Writers * Each, await AskAsync<long>("select count(*) from plain"));
        Assert.InRange(seen.Count, 1, (Writers * Each) - 1);
    }

    static async Task WriteAsync(NpgsqlDataSource source, Random pauses)
    {
        for (var count = 0; count < Each; count++)
        {
            await using var connection = await source.OpenConnectionAsync(Cancellation);
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await using var insert = new NpgsqlCommand("insert into plain default values", connection);
            await insert.ExecuteNonQueryAsync(Cancellation);
            await Task.Delay(pauses.Next(20), Cancellation);
            await transaction.CommitAsync(Cancellation);
        }
    }

    static async Task<List<long>> PollAsync(NpgsqlDataSource source, long after)
    {
        await using var command = source.CreateCommand(
            "select position from plain where position > $1 order by position limit 50");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var page = new List<long>();
        while (await reader.ReadAsync(Cancellation))
            page.Add(reader.GetInt64(0));
        return page;
    }
}
