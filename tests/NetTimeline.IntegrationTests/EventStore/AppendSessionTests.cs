using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>The connection on which a store appends is open wholly or not at all.</summary>
public sealed class AppendSessionTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task A_database_that_cannot_append_now_is_appended_to_as_soon_as_it_can()
    {
        var store = OpenStore();
        await ExecuteAsync("alter function timeline.append rename to append_elsewhere");

        var failure = await Assert.ThrowsAsync<EventStoreException>(
            () => store.AppendAsync(Appends.Begin(Guid.NewGuid()), Cancellation));
        await ExecuteAsync("alter function timeline.append_elsewhere rename to append");
        var good = Appends.Begin(Guid.NewGuid());
        await AppendedAsync(store, good);

        Assert.Equal("42883", failure.SqlState);
        await AssertHoldsExactlyAsync(store, [good.Events[0].Id]);
    }
}
