using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;

namespace NetTimeline.IntegrationTests.EventStore;

public sealed class PostgresEventStoreTests(PostgresFixture postgres) : EventStoreContract
{
    protected override async Task<IEventStore> OpenAsync(IClock clock) =>
        new PostgresEventStore(await postgres.CreateDatabaseAsync(Cancellation), clock, new());
}
