using System.Text;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>What a Marten application that reads this database finds.</summary>
public sealed class MartenTablesTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task The_columns_are_those_of_Marten_in_its_order()
    {
        Assert.Equal(
            "seq_id,id,stream_id,version,data,bdata,type,timestamp,tenant_id,mt_dotnet_type,correlation_id,"
            + "causation_id,headers,user_name,is_archived",
            await ColumnsAsync("mt_events"));
        Assert.Equal(
            "id,type,version,timestamp,created,tenant_id,is_archived", await ColumnsAsync("mt_streams"));
        Assert.Equal("name,last_seq_id,last_updated", await ColumnsAsync("mt_event_progression"));
    }

    [Fact]
    public async Task Versions_of_streams_and_the_sequence_follow_the_log()
    {
        var stream = Guid.NewGuid();
        await using (var store = OpenStore())
        {
            await AppendedAsync(store, Appends.Begin(stream));
            await AppendedAsync(store, Appends.Continue(stream, 1, Appends.Event(), Appends.Event()));
        }

        Assert.Equal(3, await AskAsync<long>("select version from timeline.mt_streams"));
        Assert.Equal(4, await AskAsync<long>("select nextval('timeline.mt_events_sequence')"));
    }

    [Fact]
    public async Task An_event_carries_who_asked_and_when()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));

        Assert.Equal(
            "entry_recorded dr-m request-1 2026-03-01 09:00:00",
            await AskAsync<string>(
                """
                select concat_ws(' ', type, user_name, correlation_id, timestamp at time zone 'utc')
                from timeline.mt_events
                """));
    }

    [Fact]
    public async Task Numbers_keep_their_digits()
    {
        var store = OpenStore();
        const string numbers = "[0, 1.10, 100, 0.0000000000000000000000000001, 9999999999999999999999999999]";
        var stream = Guid.NewGuid();

        await AppendedAsync(store, Appends.Begin(stream, null, Appends.Event(numbers)));

        var stored = Assert.Single(await store.ReadStreamAsync(stream, 0, Cancellation));
        Assert.Equal(numbers, Encoding.UTF8.GetString(stored.Payload.Span));
    }

    /// <summary>
    /// On tables that were just filled the planner believes in few rows and likes to read them all.
    /// </summary>
    [Fact]
    public async Task Appending_to_freshly_filled_tables_uses_the_indexes()
    {
        var streams = Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()).ToList();
        await using (var store = OpenStore())
        {
            await Task.WhenAll(streams.Select(stream => AppendedAsync(store, Appends.Begin(stream))));
        }

        var before = await SequentialScansAsync();
        await using (var store = OpenStore())
        {
            await Task.WhenAll(streams.Select((stream, number) => AppendedAsync(
                store, Appends.Continue(stream, 1) with { Command = Appends.Command($"{number}") })));
        }

        Assert.Equal(before, await SequentialScansAsync());
    }

    async Task<string> ColumnsAsync(string table) => await AskAsync<string>(
        $"""
        select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns
        where table_schema = 'timeline' and table_name = '{table}'
        """);

    /// <summary>
    /// Sessions report when they end, and the report takes a moment: asked until all have gone.
    /// </summary>
    async Task<long> SequentialScansAsync()
    {
        while (await AskAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database()") > 1)
        {
            await Task.Delay(20, Cancellation);
        }

        return await AskAsync<long>(
            """
            select sum(seq_scan)::bigint from pg_stat_user_tables
            where schemaname = 'timeline'
                and relname in ('mt_events', 'mt_streams', 'appends', 'stream_keys', 'heads')
            """);
    }
}
