using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>A read model is made anew beside the one in use, which serves until the new one takes its place.</summary>
public sealed class RebuildTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    readonly CountingProjection projection = new();

    [Fact]
    public async Task A_new_generation_takes_the_place_of_the_old_one_and_has_the_same_rows()
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 30, appends: 4);
        Keep(projection);
        var before = await CaughtUpAsync(projection);

        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));

        var after = await SwitchedAsync(projection, before);
        await AssertAppliedOnceAsync(projection);
        Assert.Equal(await RowsAsync(projection, before), await RowsAsync(projection, after));
        Assert.Null((await StatusAsync(projection)).Rebuild);
    }

    [Fact]
    public async Task While_it_is_made_appends_go_on_and_readers_see_them_and_none_is_left_out()
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 30, appends: 4);
        Keep(projection);
        var before = await CaughtUpAsync(projection);
        using var holding = new ManualResetEventSlim();
        projection.OnRows = (_, _) => holding.Wait(TimeSpan.FromMilliseconds(5), CancellationToken.None);
        using var ending = new CancellationTokenSource();
        var writing = WriteOnAsync(store, ending.Token);

        for (var round = 0; round < 3; round++)
        {
            await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
            var shown = (await CurrentAsync(projection))!.Position;
            await UntilAsync(() => CurrentAsync(projection), now => now!.Position > shown);
            before = await SwitchedAsync(projection, before);
        }

        await ending.CancelAsync();
        await writing;
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task Streams_that_are_slow_while_it_is_filled_have_their_rows_when_it_takes_its_place()
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 20, appends: 2);
        Keep(projection, Quick with { FoldPatience = Duration.FromMilliseconds(20) });
        var before = await CaughtUpAsync(projection);
        projection.OnRows = (_, _) => Thread.Sleep(50);

        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));

        var after = await SwitchedAsync(projection, before);
        Assert.Equal(await RowsAsync(projection, before), await RowsAsync(projection, after));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_stream_that_cannot_be_folded_any_more_keeps_the_rows_that_it_had(bool sinceBefore, bool verify)
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 3, appends: 2);
        var bad = Guid.NewGuid();
        await AppendedAsync(store, Appends.Begin(bad, null, Appends.Event("""{"n":1}""")));
        Keep(projection);
        var before = await CaughtUpAsync(projection);
        projection.OnApply = item =>
        {
            if (item.Stream == bad && (!sinceBefore || item.Version == 2))
                throw new InvalidOperationException("canary");
        };
        if (sinceBefore)
            await AppendedAsync(store, Appends.Continue(bad, 1, Appends.Event("""{"n":1}""")));
        await CaughtUpAsync(projection);

        await AskAsync(controls => controls.RebuildAsync(projection, verify, Cancellation));

        var after = await SwitchedAsync(projection, before);
        Assert.Equal(await RowsAsync(projection, before), await RowsAsync(projection, after));
        var parked = Assert.Single((await StatusAsync(projection)).Parked);
        Assert.Equal((bad, 2L), (parked.Stream.Stream, parked.Stream.Version));

        projection.OnApply = static _ => { };
        await UnparkAsync(projection, bad);
        await UntilAsync(() => StatusAsync(projection), status => status.ParkedCount == 0);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_generation_that_was_replaced_stays_a_while_and_then_goes()
    {
        Keep(projection, Quick with { DropRetiredAfter = Duration.FromSeconds(1) });
        var before = await CaughtUpAsync(projection);
        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
        await SwitchedAsync(projection, before);

        Assert.True(await IsThereAsync(before));
        await UntilAsync(() => IsThereAsync(before), isThere => !isThere);
        Assert.Equal(1, await AskAsync<long>("select count(*) from read_models.generations"));
    }

    [Fact]
    public async Task A_reader_is_not_disturbed_by_the_switch_and_holds_nobody_up()
    {
        await WriteAsync(OpenStore(), streams: 3, appends: 2);
        Keep(projection, Quick with { DropRetiredAfter = Duration.Zero });
        var before = await CaughtUpAsync(projection);
        await using var reader = new Npgsql.NpgsqlConnection(Database);
        await reader.OpenAsync(Cancellation);
        await using (await reader.BeginTransactionAsync(Cancellation))
        {
            await using var read = new Npgsql.NpgsqlCommand(
                $"select count(*) from {before.Table("counting_counts")}", reader);
            Assert.Equal(3L, await read.ExecuteScalarAsync(Cancellation));

            await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
            await SwitchedAsync(projection, before);
            await WriteAsync(OpenStore(), streams: 3, appends: 2);
            await CaughtUpAsync(projection);

            Assert.Equal(3L, await read.ExecuteScalarAsync(Cancellation));
        }

        await UntilAsync(() => IsThereAsync(before), isThere => !isThere);
    }

    [Fact]
    public async Task Where_no_rows_differ_a_verified_generation_is_used()
    {
        await WriteAsync(OpenStore(), streams: 10, appends: 2);
        Keep(projection);
        var before = await CaughtUpAsync(projection);

        await AskAsync(controls => controls.RebuildAsync(projection, verify: true, Cancellation));

        await SwitchedAsync(projection, before);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_comparison_that_is_asked_for_while_one_is_made_without_is_made()
    {
        await WriteAsync(OpenStore(), streams: 10, appends: 2);
        Keep(projection);
        var before = await CaughtUpAsync(projection);
        await ExecuteAsync($"update {before.Table("counting_counts")} set applied = applied + 1");
        using var holding = new ManualResetEventSlim();
        projection.OnRows = (_, cancellation) => holding.Wait(cancellation);
        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
        await UntilAsync(() => StatusAsync(projection), status => status.Rebuild is { Verify: false });

        await AskAsync(controls => controls.RebuildAsync(projection, verify: true, Cancellation));

        await UntilAsync(() => StatusAsync(projection), status => status.Rebuild is { Verify: true });
        holding.Set();
        await UntilAsync(() => StatusAsync(projection), status => status.Rebuild is { Differing: 10 });
        Assert.Equal(before.Suffix, (await CurrentAsync(projection))!.Suffix);
    }

    [Theory]
    [InlineData("update TABLE set applied = applied + 1 where stream_id = 'STREAM'")]
    [InlineData("delete from TABLE where stream_id = 'STREAM'")]
    [InlineData("insert into TABLE select * from TABLE where stream_id = 'STREAM'")]
    public async Task A_row_that_was_changed_is_found_and_waits_for_somebody_to_decide(string change)
    {
        var store = OpenStore();
        await WriteAsync(store, streams: 10, appends: 2);
        var stream = Guid.NewGuid();
        await AppendedAsync(store, Appends.Begin(stream));
        Keep(projection);
        var before = await CaughtUpAsync(projection);
        await ExecuteAsync(change
            .Replace("TABLE", before.Table("counting_counts"), StringComparison.Ordinal)
            .Replace("STREAM", $"{stream}", StringComparison.Ordinal));

        await AskAsync(controls => controls.RebuildAsync(projection, verify: true, Cancellation));

        var waiting = await UntilAsync(() => StatusAsync(projection), status => status.Rebuild is { Waits: true });
        Assert.Equal(1, waiting.Rebuild!.Differing);
        Assert.Equal([stream], waiting.Rebuild.DifferingStreams);
        Assert.Equal(before.Suffix, (await CurrentAsync(projection))!.Suffix);
        await WriteAsync(store, streams: 3, appends: 2);

        Assert.True(await AskAsync(controls => controls.SwitchAsync(projection, Cancellation)));

        await SwitchedAsync(projection, before);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_generation_that_is_not_wanted_any_more_is_dropped_and_none_is_made_in_its_place()
    {
        Keep(projection);
        var stream = Guid.NewGuid();
        await AppendedAsync(OpenStore(), Appends.Begin(stream));
        var before = await CaughtUpAsync(projection);
        await ExecuteAsync($"update {before.Table("counting_counts")} set applied = 7");
        await AskAsync(controls => controls.RebuildAsync(projection, verify: true, Cancellation));
        await UntilAsync(() => StatusAsync(projection), status => status.Rebuild is { Waits: true });

        Assert.True(await AskAsync(controls => controls.AbandonAsync(projection, Cancellation)));

        await UntilAsync(
            () => AskAsync<long>("select count(*) from read_models.generations"), generations => generations == 1);
        Assert.Equal(before.Suffix, (await CurrentAsync(projection))!.Suffix);
        Assert.False(await AskAsync(controls => controls.AbandonAsync(projection, Cancellation)));
        Assert.False(await AskAsync(controls => controls.SwitchAsync(projection, Cancellation)));
    }

    [Fact]
    public async Task A_rebuild_that_was_cut_off_leaves_the_old_rows_in_use_and_is_begun_again()
    {
        await WriteAsync(OpenStore(), streams: 10, appends: 2);
        Keep(projection);
        var before = await CaughtUpAsync(projection);
        using var holding = new ManualResetEventSlim();
        projection.OnRows = (_, cancellation) => holding.Wait(cancellation);
        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
        await UntilAsync(() => StatusAsync(projection), status => status.Rebuild is not null);
        var remains = await AskAsync<int>("select max(generation) from read_models.generations");

        await StopAsync();
        Assert.Equal(before.Suffix, (await CurrentAsync(projection))!.Suffix);
        holding.Set();
        Keep(projection);

        var after = await SwitchedAsync(projection, before);
        Assert.NotEqual(ReadTableSql.Suffix(remains), after.Suffix);
        await UntilAsync(
            () => AskAsync<bool>(
                $"select to_regclass('read_models.counting_counts{ReadTableSql.Suffix(remains)}') is not null"),
            isThere => !isThere);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_paused_read_model_stands_still_until_it_is_resumed()
    {
        var store = OpenStore();
        Keep(projection);
        await CaughtUpAsync(projection);
        await HoldAsync(projection);

        await WriteAsync(store, streams: 3, appends: 2);
        await Task.Delay(Quick.LookEvery.ToTimeSpan() * 3, Cancellation);
        var paused = await StatusAsync(projection);
        await AskAsync(controls => controls.ResumeAsync(projection, Cancellation));

        Assert.Equal((0, 6), (paused.Position, paused.Head));
        await AssertAppliedOnceAsync(projection);
    }

    /// <summary>
    /// Never far ahead of what readers see: folds that are slow on purpose would not catch up in any time.
    /// </summary>
    async Task WriteOnAsync(PostgresEventStore store, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await WriteAsync(store, streams: 2, appends: 3);
            await UntilAsync(
                () => CurrentAsync(projection), async now => now!.Position > await HeadAsync() - 300);
        }
    }
}
