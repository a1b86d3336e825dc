using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>New rules of a read model, as events bring them, make a generation of their own.</summary>
public sealed class NewRulesTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    const int RulesKind = 1_000;

    readonly Guid rules = Guid.NewGuid();

    [Fact]
    public async Task New_rules_make_a_new_generation_and_the_old_rows_follow_the_old_rules_until_then()
    {
        var ruled = Ruled();
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(rules, "rules"));
        await WriteAsync(store, streams: 10, appends: 2);
        Keep(ruled);
        var before = await CaughtUpAsync(ruled);
        Assert.Equal(1, before.Rules);

        await AppendedAsync(store, Appends.Continue(rules, 1));
        await WriteAsync(store, streams: 10, appends: 2);

        await UntilAsync(() => CurrentAsync(ruled), now => now!.Rules == 2);
        await AssertAppliedOnceAsync(ruled);
    }

    [Fact]
    public async Task A_keeper_that_finds_newer_rules_follows_the_old_ones_until_the_new_rows_are_there()
    {
        var ruled = Ruled();
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(rules, "rules"));
        Keep(ruled);
        await CaughtUpAsync(ruled);
        await StopAsync();
        await AppendedAsync(store, Appends.Continue(rules, 1));
        await WriteAsync(store, streams: 10, appends: 2);

        Keep(ruled);

        await UntilAsync(() => CurrentAsync(ruled), now => now!.Rules == 2);
        await AssertAppliedOnceAsync(ruled);
    }

    [Fact]
    public async Task Rules_that_are_made_just_after_they_were_read_are_not_missed()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(rules, "rules"));
        var read = 0;
        var ruled = new CountingProjection("ruled")
        {
            RulesStream = rules,
            NewestRules = async () =>
            {
                var version = (await store.FindStreamAsync(rules, CancellationToken.None))?.Version ?? 0;
                if (read++ == 0)
                    await AppendedAsync(store, Appends.Continue(rules, version));
                return version;
            },
        };

        Keep(ruled);

        await UntilAsync(() => CurrentAsync(ruled), now => now?.Rules == 2);
    }

    [Fact]
    public async Task A_generation_of_new_rules_that_is_not_wanted_is_not_made_again_at_once()
    {
        var ruled = Ruled();
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(rules, "rules"));
        await WriteAsync(store, streams: 10, appends: 2);
        Keep(ruled);
        await CaughtUpAsync(ruled);
        using var holding = new ManualResetEventSlim();
        ruled.OnRows = (_, cancellation) => holding.Wait(cancellation);
        await AppendedAsync(store, Appends.Continue(rules, 1));
        await UntilAsync(() => StatusAsync(ruled), status => status.Rebuild is not null);

        Assert.True(await AskAsync(controls => controls.AbandonAsync(ruled, Cancellation)));

        await UntilAsync(
            () => AskAsync<long>("select count(*) from read_models.generations"), generations => generations == 1);
        holding.Set();
        await WriteAsync(store, streams: 3, appends: 2);
        await AssertAppliedOnceAsync(ruled);
        Assert.Equal(1, (await CurrentAsync(ruled))!.Rules);
    }

    [Fact]
    public async Task The_event_of_rules_whose_generation_is_not_wanted_may_come_by_after_it_was_abandoned()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(rules, "rules"));
        await WriteAsync(store, streams: 10, appends: 2);
        using var going = new ManualResetEventSlim(initialState: true);
        var asked = 0;
        var ruled = new CountingProjection("ruled")
        {
            RulesStream = rules,
            OnRows = (_, cancellation) => going.Wait(cancellation),
        };
        // However often it is asked while the first is filled: other rules are there once that one is in use.
        ruled.NewestRules = async () =>
        {
            if (await CurrentAsync(ruled) is null)
                return 1;
            if (asked++ == 0)
                going.Reset();
            return 2;
        };
        Keep(ruled);
        await UntilAsync(
            () => StatusAsync(ruled), status => status is { Generation: not null, Rebuild: not null });
        Assert.True(await AskAsync(controls => controls.AbandonAsync(ruled, Cancellation)));
        await UntilAsync(
            () => AskAsync<long>("select count(*) from read_models.generations"), generations => generations == 1);
        going.Set();

        await AppendedAsync(store, Appends.Continue(rules, 1));

        await UntilAsync(() => Task.FromResult(asked), times => times > 1);
        await WriteAsync(store, streams: 3, appends: 2);
        await AssertAppliedOnceAsync(ruled);
        Assert.Equal(1, await AskAsync<long>("select count(*) from read_models.generations"));
        Assert.Equal(1, (await CurrentAsync(ruled))!.Rules);
    }
    CountingProjection Ruled() => new("ruled")
    {
        RulesStream = rules,
        Kind = static (item, version) => $"{item.Type} {version * RulesKind}",
        NewestRules = async () => (await OpenStore().FindStreamAsync(rules, Cancellation))?.Version ?? 0,
    };
}
