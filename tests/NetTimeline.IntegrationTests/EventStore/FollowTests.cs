using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

public sealed class FollowTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task A_follower_is_woken_by_what_another_server_appends()
    {
        // So rarely that only the wake-up can be in time for the test.
        var follower = OpenStore(new PostgresEventStoreOptions { PollEvery = Duration.FromHours(1) });
        await using var followed = follower.FollowAsync(0, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = followed.MoveNextAsync();
        while (await ListenersAsync() == 0)
            await Task.Delay(20, Cancellation);

        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));

        Assert.True(await next);
    }

    [Fact]
    public async Task A_follower_goes_on_after_all_its_connections_were_ended()
    {
        var (follower, server) = (OpenStore(), OpenStore());
        await using var followed = follower.FollowAsync(0, Cancellation).GetAsyncEnumerator(Cancellation);
        for (var position = 1; position <= 5; position++)
        {
            var next = followed.MoveNextAsync();
            await ExecuteAsync(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()
                """);
            await AppendedAsync(server, Appends.Begin(Guid.NewGuid()));

            Assert.True(await next);
            Assert.Equal(position, followed.Current.Position);
        }
    }

    Task<long> ListenersAsync() => AskAsync<long>(
        "select count(*) from pg_stat_activity where datname = current_database() and query like 'listen%'");
}
