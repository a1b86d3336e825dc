using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A verification knows what guards the tables of a new database, and misses each of it.</summary>
public sealed class GuardNamesTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    /// <summary>Marten's progress, which is not used, and which files of the schema ran.</summary>
    static readonly string[] Unguarded = ["mt_event_progression", "schema_versions"];

    [Fact]
    public async Task All_triggers_of_all_tables_are_known()
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);

        var there = await connection.RowsAsync(
            """
            select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'timeline'::regnamespace and not t.tgisinternal
            """,
            row => row.GetString(0), Cancellation);
        var tables = await connection.RowsAsync(
            """
            select relname::text from pg_class
            where relnamespace = 'timeline'::regnamespace and relkind in ('r', 'p')
            """,
            row => row.GetString(0), Cancellation);

        Assert.Equal(there.Order(StringComparer.Ordinal), Guards.Names.Order(StringComparer.Ordinal));
        Assert.Equal(
            tables.Except(Unguarded).Order(StringComparer.Ordinal),
            Guards.Names.Select(name => name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_missed_in_a_new_database()
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync(Cancellation);

        Assert.Empty(await Guards.MissingAsync(connection, Cancellation));
        Assert.Empty(await Guards.ChangedAsync(connection, Cancellation));
    }
}
