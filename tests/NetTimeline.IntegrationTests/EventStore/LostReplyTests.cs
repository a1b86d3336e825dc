using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>The database commits, and the connection is cut before it can say so.</summary>
public sealed class LostReplyTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task An_append_whose_reply_is_lost_is_stored_once_and_answered_as_appended()
    {
        await using var proxy = new SwallowingProxy(Database);
        var clock = new ManualClock();
        var store = OpenStore(new(), proxy.ConnectionString, clock);
        var stream = Guid.NewGuid();
        var first = Appends.Begin(stream);
        var second = Appends.Continue(stream, 1, Appends.Event("\"lost\""));
        await AppendedAsync(store, first);

        proxy.SwallowReplyTo("lost");
        var answer = await AppendedAsync(store, second);

        Assert.Equal(1, proxy.Swallowed);
        Assert.Equal(2, clock.Readings); // It was not sent again.
        Assert.Equal(new(stream, 2, 2, 2, 2, ManualClock.Start, Replayed: false), answer);
        await AssertHoldsExactlyAsync(store, [first.Events[0].Id, second.Events[0].Id]);
    }

    [Fact]
    public async Task So_it_is_where_the_reply_to_the_commit_itself_is_lost()
    {
        await using var proxy = new SwallowingProxy(Database);
        var clock = new ManualClock();
        var (store, other) = (OpenStore(new(), proxy.ConnectionString, clock), OpenStore());
        Append[] appends = [.. Enumerable.Range(0, 3).Select(_ => Appends.Begin(Guid.NewGuid()))];
        await AppendedAsync(store, appends[0]);
        await AppendedAsync(other, appends[1]);

        // The other server has appended, so this one goes on in a transaction of its own.
        proxy.SwallowReplyTo("commit");
        var answer = await AppendedAsync(store, appends[2]);

        Assert.Equal((1, 3), (proxy.Swallowed, answer.FirstPosition));
        Assert.Equal(3, clock.Readings); // Once in vain, once under the lock, and not again.
        await AssertHoldsExactlyAsync(store, appends.Select(append => append.Events[0].Id));
    }

    [Fact]
    public async Task An_append_that_was_lost_on_its_way_is_sent_again()
    {
        await using var proxy = new SwallowingProxy(Database);
        var (store, other) = (OpenStore(proxy.ConnectionString), OpenStore());
        Append[] appends = [.. Enumerable.Range(0, 3).Select(_ => Appends.Begin(Guid.NewGuid()))];
        await AppendedAsync(store, appends[0]);
        await AppendedAsync(other, appends[1]);

        // Cut while it waits for the lock: nothing was stored.
        proxy.SwallowReplyTo("lock_head");
        await AppendedAsync(store, appends[2]);

        Assert.Equal(1, proxy.Swallowed);
        await AssertHoldsExactlyAsync(store, appends.Select(append => append.Events[0].Id));
    }

    [Fact]
    public async Task An_append_that_arrives_late_never_comes_between_the_look_up_and_sending_again()
    {
        await using var proxy = new SwallowingProxy(Database);
        var store = OpenStore(proxy.ConnectionString);
        Append[] appends = [Appends.Begin(Guid.NewGuid()), Lost()];
        await AppendedAsync(store, appends[0]);

        proxy.KeepBack("lost");
        var answer = await AppendedAsync(store, appends[1]);

        Assert.Equal((1, 2), (proxy.Swallowed, answer.FirstPosition));
        await AssertHoldsExactlyAsync(store, appends.Select(append => append.Events[0].Id));
    }

    [Theory]
    [InlineData("Password")]
    [InlineData("Database")]
    public async Task A_login_or_a_database_that_is_not_known_fails_at_once(string setting)
    {
        var unknown = new NpgsqlConnectionStringBuilder(Database) { [setting] = "unknown" };
        if (setting == "Password")
            unknown.Username = "unknown";
        var store = OpenStore(unknown.ConnectionString);
        var start = TimeProvider.System.GetTimestamp();

        var failure = await Assert.ThrowsAsync<EventStoreException>(
            () => store.AppendAsync(Appends.Begin(Guid.NewGuid()), Cancellation));

        Assert.Matches("^(28...|3D000)$", failure.SqlState);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Many_appends_in_one_lost_commit_are_all_answered()
    {
        await using var proxy = new SwallowingProxy(Database);
        var store = OpenStore(proxy.ConnectionString);
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        Append[] appends = [.. Enumerable.Range(0, 200).Select(_ => Lost())];

        proxy.SwallowReplyTo("lost");
        var answers = await Task.WhenAll(appends.Select(append => AppendedAsync(store, append)));

        Assert.Equal(1, proxy.Swallowed);
        Assert.Equal(FromOne(201).Skip(1), answers.Select(answer => answer.FirstPosition).Order());
    }

    /// <summary>
    /// The control: whoever sends again without asking writes twice, or is told "no" for his own "yes".
    /// </summary>
    [Fact]
    public async Task Sending_again_blindly_would_have_stored_it_twice_or_been_refused()
    {
        await using var proxy = new SwallowingProxy(Database);
        await ExecuteAsync("create table plain (note text)");
        await using var source = NpgsqlDataSource.Create(proxy.ConnectionString);
        const string insert = "insert into plain values ('lost')";

        proxy.SwallowReplyTo("lost");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(insert));
        await RunAsync(insert);

        Assert.Equal(2, await AskAsync<long>("select count(*) from plain"));
        var store = OpenStore();
        var stream = Guid.NewGuid();
        await AppendedAsync(store, Appends.Begin(stream));
        Assert.Equal(
            new AppendResult.VersionConflict(1),
            await store.AppendAsync(Appends.Begin(stream), Cancellation));

        async Task RunAsync(string sql)
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Where_the_outcome_cannot_be_learned_that_is_what_is_said()
    {
        var proxy = new SwallowingProxy(Database);
        var store = OpenStore(new PostgresEventStoreOptions { AttemptsMax = 3 }, proxy.ConnectionString);
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));

        proxy.SwallowReplyTo("lost");
        proxy.RefuseAfterwards = true;

        await Assert.ThrowsAsync<AppendOutcomeUnknownException>(
            () => store.AppendAsync(Lost(), Cancellation));
        await proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_database_that_is_not_there_stores_nothing_and_the_answer_says_so()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(Database) { Port = 1 }.ConnectionString;
        var store = OpenStore(new PostgresEventStoreOptions { AttemptsMax = 2 }, nowhere);

        await Assert.ThrowsAsync<EventStoreException>(
            () => store.AppendAsync(Appends.Begin(Guid.NewGuid()), Cancellation));
    }

    static Append Lost() => Appends.Begin(Guid.NewGuid(), null, Appends.Event("\"lost\""));
}
