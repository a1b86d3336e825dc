using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A verification misses each trigger that a new database has on the tables of the log.</summary>
public sealed class GuardNamesTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task All_triggers_of_the_log_are_known_by_name()
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);
        var tables = Guards.Names.Select(name => name.Split('.')[0]).Distinct().ToArray();

        var there = await connection.RowsAsync(
            """
            select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'timeline'::regnamespace and c.relname = any($1) and not t.tgisinternal
            """,
            row => row.GetString(0), Cancellation, [tables]);

        Assert.Equal(there.Order(StringComparer.Ordinal), Guards.Names.Order(StringComparer.Ordinal));
    }
}
