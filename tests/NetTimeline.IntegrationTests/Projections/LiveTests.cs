using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>What a read model does while events come in.</summary>
public sealed class LiveTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    readonly CountingProjection projection = new();

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
