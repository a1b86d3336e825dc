using NetTimeline.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>Of several servers one keeps a projection; whoever was passed can commit nothing.</summary>
public sealed class KeeperTests(PostgresFixture postgres) : ProjectionSpec(postgres)
{
    readonly CountingProjection projection = new();

    [Fact]
    public async Task Servers_that_keep_it_in_turns_apply_each_event_once()
    {
        var store = OpenStore();
        using var ending = new CancellationTokenSource();
        var writing = WriteOnAsync(store, ending.Token);
        Keep(projection, Quick with { Keeper = "server 0" });
        await UntilAsync(() => CurrentAsync(projection), now => now is not null);
        for (var other = 1; other < 4; other++)
            Keep(projection, Quick with { Keeper = $"server {other}" });

        for (var turn = 0; turn < 4; turn++)
        {
            await EndSessionsAsync();
            var shown = (await CurrentAsync(projection))!.Position;
            await UntilAsync(() => CurrentAsync(projection), now => now!.Position > shown);
        }

        await ending.CancelAsync();
        await writing;
        await AssertAppliedOnceAsync(projection);
        Assert.Equal(1, await AskAsync<long>(
            """
            select count(*) from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
            where l.locktype = 'advisory' and l.granted
            """));
    }

    [Fact]
    public async Task Whoever_waits_takes_the_place_of_a_server_that_ends()
    {
        var first = Keep(projection, Quick with { Keeper = "first" });
        await CaughtUpAsync(projection);
        Keep(projection, Quick with { Keeper = "second" });
        Assert.Equal("first", (await StatusAsync(projection)).Keeper);

        await first.DisposeAsync();

        await UntilAsync(() => StatusAsync(projection), status => status.Keeper == "second");
        await WriteAsync(OpenStore(), streams: 3, appends: 3);
        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_keeper_whose_session_has_ended_commits_nothing_any_more()
    {
        await WriteAsync(OpenStore(), streams: 3, appends: 3);
        await using var source = Connections.ForProjecting(Database);
        await using var keeper = await KeeperAsync(source);
        var generation = await new Generations(keeper, projection).BeginAsync(0, verify: false, Cancellation);
        var commit = new RowCommit(keeper, projection.Tables, generation.Number);

        await EndSessionsAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => commit.CommitAsync(new(0, 9, [], [], []), Cancellation));
        Assert.Equal(0, await AskAsync<long>("select position from read_models.generations"));
        await using var next = await KeeperAsync(source);
    }

    [Fact]
    public async Task A_keeper_that_was_passed_is_refused_by_its_checkpoint()
    {
        await using var source = Connections.ForProjecting(Database);
        await using var keeper = await KeeperAsync(source);
        var generation = await new Generations(keeper, projection).BeginAsync(0, verify: false, Cancellation);
        var commit = new RowCommit(keeper, projection.Tables, generation.Number);
        await commit.CommitAsync(new(0, 5, [], [], []), Cancellation);

        await Assert.ThrowsAsync<PlaceLostException>(
            () => commit.CommitAsync(new(0, 5, [new(Guid.NewGuid(), [])], [], []), Cancellation));

        Assert.Equal(5, await AskAsync<long>("select position from read_models.generations"));
    }

    [Fact]
    public async Task A_keeper_that_falls_silent_within_a_transaction_is_passed_and_its_commit_fails()
    {
        await WriteAsync(OpenStore(), streams: 3, appends: 3);
        await using var source = Connections.ForProjecting(Database);
        var connection = await source.OpenConnectionAsync(Cancellation);
        await using var silent = (await OwnerSession.TryOpenAsync(connection, projection, Quick, Cancellation))!;
        var passed = await Assert.ThrowsAnyAsync<Exception>(() => silent.UseAsync(
            async open =>
            {
                await using var transaction = await open.BeginTransactionAsync(Cancellation);
                await using var write = new NpgsqlCommand(
                    "insert into read_models.controls (projection) values ('silent')", open);
                await write.ExecuteNonQueryAsync(Cancellation);
                Keep(projection, Quick with { Keeper = "next" });
                await CaughtUpAsync(projection);
                await transaction.CommitAsync(Cancellation);
                return true;
            },
            Cancellation));

        Assert.IsAssignableFrom<NpgsqlException>(passed);
        Assert.Equal(0, await AskAsync<long>("select count(*) from read_models.controls"));
        await AssertAppliedOnceAsync(projection);
    }

    /// <summary>The database waits for the rest of a copy as long as it takes: no time-out ends that.</summary>
    [Fact]
    public async Task A_keeper_that_falls_silent_within_a_copy_is_ended_by_whoever_waits_for_its_place()
    {
        await WriteAsync(OpenStore(), streams: 3, appends: 3);
        await using var source = Connections.ForProjecting(Database);
        var connection = await source.OpenConnectionAsync(Cancellation);
        await using var silent = (await OwnerSession.TryOpenAsync(connection, projection, Quick, Cancellation))!;
        await silent.UseAsync(
            async open =>
            {
                var copy = await open.BeginBinaryImportAsync(
                    "copy read_models.controls (projection) from stdin (format binary)", Cancellation);
                Keep(projection, Quick with { Keeper = "next" });
                await CaughtUpAsync(projection);
                await Assert.ThrowsAnyAsync<Exception>(async () => await copy.CompleteAsync(Cancellation));
                return true;
            },
            Cancellation);

        await AssertAppliedOnceAsync(projection);
    }

    [Fact]
    public async Task A_keeper_whose_batch_takes_long_is_left_to_finish_it()
    {
        var store = OpenStore();
        Keep(projection, Quick with { Keeper = "slow" });
        var current = await CaughtUpAsync(projection);
        await ExecuteAsync($$"""
            create function public.dawdle() returns trigger language plpgsql
            as 'begin perform pg_sleep(0.2); return new; end';
            grant execute on function public.dawdle() to public;
            create trigger dawdle before insert on {{current.Table("counting_counts")}}
            for each row execute function public.dawdle();
            """);
        Keep(projection, Quick with { Keeper = "waiting" });
        await HoldAsync(projection);
        await WriteAsync(store, streams: 45, appends: 1);
        await AskAsync(controls => controls.ResumeAsync(projection, Cancellation));

        await CaughtUpAsync(projection);

        Assert.Equal("slow", await AskAsync<string>("select keeper from read_models.keepers"));
        await AssertAppliedOnceAsync(projection);
    }

    /// <summary>The control: two that trust the lock they once had, each with a checkpoint that asks nothing.</summary>
    [Fact]
    public async Task Without_a_fence_two_of_them_apply_events_twice_and_are_caught()
    {
        await WriteAsync(OpenStore(), streams: 3, appends: 3);
        await using var naive = await NaiveCounter.CreateAsync(Database, Cancellation);

        await using (var one = await naive.BeginAsync())
        await using (var other = await naive.BeginAsync())
        {
            await naive.CommitAsync(one);
            await naive.CommitAsync(other);
        }

        Assert.NotEqual(await naive.EventsPerStreamAsync(), await naive.CountsAsync());
    }

    /// <summary>The control: whoever writes down afterwards how far he came is killed in between.</summary>
    [Fact]
    public async Task With_a_checkpoint_in_a_transaction_of_its_own_a_kill_applies_events_twice_and_is_caught()
    {
        await WriteAsync(OpenStore(), streams: 3, appends: 3);
        await using var naive = await NaiveCounter.CreateAsync(Database, Cancellation);

        await using (var killed = await naive.BeginAsync())
            await naive.CommitWithoutCheckpointAsync(killed);
        await using (var next = await naive.BeginAsync())
            await naive.CommitAsync(next);

        Assert.NotEqual(await naive.EventsPerStreamAsync(), await naive.CountsAsync());
    }

    async Task<OwnerSession> KeeperAsync(NpgsqlDataSource source)
    {
        var connection = await source.OpenConnectionAsync(Cancellation);
        return (await UntilAsync(
            () => OwnerSession.TryOpenAsync(connection, projection, Quick, Cancellation),
            session => session is not null))!;
    }

    Task EndSessionsAsync() => ExecuteAsync(
        """
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'nettimeline projection'
        """);

    static async Task WriteOnAsync(PostgresEventStore store, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
            await WriteAsync(store, streams: 2, appends: 3);
    }
}
