using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>Tables that nobody reads any more are dropped, and no others.</summary>
public sealed class RemainsTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    readonly CountingProjection projection = new();

    [Fact]
    public async Task A_format_that_nobody_keeps_any_more_is_dropped_once_another_is_in_use()
    {
        Keep(projection);
        var old = await CaughtUpAsync(projection);
        await StopAsync();
        await ExecuteAsync("update read_models.keepers set heartbeat = now() - interval '1 hour'");
        var newer = new CountingProjection(format: "2");

        Keep(newer, Quick with { DropUnkeptAfter = Duration.FromSeconds(1) });

        await CaughtUpAsync(newer);
        await UntilAsync(() => IsThereAsync(old), isThere => !isThere);
    }

    /// <summary>As after the database was away: no format was heard of, and each comes back when it can.</summary>
    [Fact]
    public async Task A_format_is_left_alone_until_another_was_kept_for_as_long_as_it_was_not()
    {
        Keep(projection);
        var old = await CaughtUpAsync(projection);
        await StopAsync();
        await ExecuteAsync("update read_models.keepers set heartbeat = now() - interval '1 hour'");
        var newer = new CountingProjection(format: "2");

        Keep(newer);

        // When its own replaced tables go, those of others were looked at as well.
        var first = await CaughtUpAsync(newer);
        await AskAsync(controls => controls.RebuildAsync(newer, verify: false, Cancellation));
        await SwitchedAsync(newer, first);
        await ExecuteAsync("update read_models.generations set state_since = now() - interval '1 hour'");
        await UntilAsync(() => IsThereAsync(first), isThere => !isThere);
        Assert.True(await IsThereAsync(old));
    }

    [Fact]
    public async Task Tables_on_which_something_hangs_are_named_and_the_others_are_dropped()
    {
        Keep(projection, Quick with { DropRetiredAfter = Duration.Zero });
        var seen = await CaughtUpAsync(projection);
        await ExecuteAsync($"create view public.seen as select * from {seen.Table("counting_counts")}");
        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
        var second = await SwitchedAsync(projection, seen);
        await AskAsync(controls => controls.RebuildAsync(projection, verify: false, Cancellation));
        await SwitchedAsync(projection, second);

        await UntilAsync(() => IsThereAsync(second), isThere => !isThere);

        Assert.True(await IsThereAsync(seen));
        Assert.Contains("2BP01", (await StatusAsync(projection)).LastError, StringComparison.Ordinal);
    }
}
