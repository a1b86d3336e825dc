using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>What a read model does while events come in.</summary>
public sealed class LiveTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    readonly CountingProjection projection = new();

    /// <summary>They go out as fast as somebody takes them, and are not cut in the middle.</summary>
    [Fact]
    public async Task Rows_that_are_read_as_they_come_have_as_long_as_it_takes_and_lists_do_not()
    {
        await using var reader = new ReadModelReader(Database);
        var asked = new ReadQuery("show statement_timeout", []);

        Assert.Equal(["20s"], await reader.ListAsync(asked, static row => row.GetString(0), Cancellation));
        await foreach (var time in reader.ReadAsync(asked, static row => row.GetString(0), Cancellation))
            Assert.Equal("0", time);
    }

    [Fact]
    public async Task What_operators_ask_is_on_the_disk_before_they_are_answered()
    {
        await using var asking = Connections.ForControls(Database);
        await using var show = asking.CreateCommand("show synchronous_commit");

        Assert.Equal("on", await show.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task A_batch_that_the_database_takes_too_long_for_is_halved_until_it_is_taken()
    {
        Keep(projection);
        var current = await CaughtUpAsync(projection);
        // As if the time for one statement ended after so many rows.
        await ExecuteAsync($$"""
            create function public.refuse() returns trigger language plpgsql
            as 'begin
                if (select count(*) from added) > 50 then raise exception using errcode = ''57014''; end if;
                return null;
            end';
            grant execute on function public.refuse() to public;
            create trigger refuse after insert on {{current.Table("counting_counts")}}
            referencing new table as added for each statement execute function public.refuse();
            """);
        await HoldAsync(projection);
        await WriteAsync(OpenStore(), streams: 300, appends: 1);
        await AskAsync(controls => controls.ResumeAsync(projection, Cancellation));

        await AssertAppliedOnceAsync(projection);
        Assert.Null((await StatusAsync(projection)).LastError);
    }

    [Fact]
    public async Task A_read_model_of_an_empty_log_is_there_and_empty()
    {
        Keep(projection);

        var current = await CaughtUpAsync(projection);

        Assert.Equal(0, current.Position);
        Assert.Empty(await RowsAsync(projection, current));
    }

    [Fact]
    public async Task What_was_there_before_and_what_comes_later_is_applied_once()
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 20, appends: 5);
        Keep(projection);
        await CaughtUpAsync(projection);
        await WriteAsync(store, streams: 20, appends: 5);

        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task An_event_shows_without_anybody_looking_for_it()
    {
        var store = OpenStore();
        Keep(projection, new() { LookEvery = NodaTime.Duration.FromHours(1) });
        await CaughtUpAsync(projection);
        while (await ListenersAsync() == 0)
            await Task.Delay(20, Cancellation);

        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));

        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task Streams_that_the_read_model_does_not_hold_leave_no_rows_and_hold_nobody_up()
    {
        var store = OpenStore();
        var (held, other) = (Guid.NewGuid(), Guid.NewGuid());
        projection.NotHeld[other] = true;
        Keep(projection);

        await AppendedAsync(store, Appends.Begin(other));
        await AppendedAsync(store, Appends.Begin(held));

        var current = await CaughtUpAsync(projection);
        Assert.All(
            await RowsAsync(projection, current),
            row => Assert.Contains(held.ToString(), row, StringComparison.Ordinal));
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task Batches_that_end_within_a_stream_go_on_where_they_ended()
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 7, appends: 11);

        // No fold is kept: each batch reads the streams' beginnings again.
        Keep(projection, Quick with { EventsPerBatchMax = 3, EventsKeptMax = 0 });

        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_fold_is_kept_from_one_batch_to_the_next()
    {
        var store = OpenStore();
        var stream = Guid.NewGuid();
        var applied = 0;
        projection.OnApply = _ => applied++;
        Keep(projection);
        await CaughtUpAsync(projection);
        await AppendedAsync(store, Appends.Begin(stream));
        for (var version = 1; version < 10; version++)
        {
            await CaughtUpAsync(projection);
            await AppendedAsync(store, Appends.Continue(stream, version));
        }

        await CaughtUpAsync(projection);
        Assert.Equal(10, applied);
    }

    [Fact]
    public async Task Several_projections_of_one_server_are_kept_beside_each_other()
    {
        var other = new CountingProjection("other");
        Keep([projection, other]);
        await WriteAsync(OpenStore(), streams: 5, appends: 5);

        await AssertAppliedOnceAsync(projection);
        await AssertAppliedOnceAsync(other);
    }

    [Fact]
    public async Task Two_formats_have_tables_of_their_own()
    {
        var newer = new CountingProjection(format: "2") { Kind = static (item, _) => $"{item.Type} anew" };
        Keep(projection);
        Keep(newer);
        await WriteAsync(OpenStore(), streams: 5, appends: 5);

        await AssertAppliedOnceAsync(projection);
        await AssertAppliedOnceAsync(newer);
    }

    [Fact]
    public async Task A_server_reads_the_rows_and_can_change_none()
    {
        Keep(projection);
        var current = await CaughtUpAsync(projection);
        await using var source = Connections.ForUpkeep(Database);
        await using var read = source.CreateCommand($"select count(*) from {current.Table("counting_counts")}");
        await using var change = source.CreateCommand($"delete from {current.Table("counting_counts")}");

        Assert.Equal(0L, await read.ExecuteScalarAsync(Cancellation));
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => change.ExecuteNonQueryAsync(Cancellation));
        Assert.Equal("42501", refused.SqlState);
    }

    Task<long> ListenersAsync() => AskAsync<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and query like 'listen%'");
}
