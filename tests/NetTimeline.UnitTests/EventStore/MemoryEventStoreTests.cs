using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;

namespace NetTimeline.UnitTests.EventStore;

public sealed class MemoryEventStoreTests : EventStoreContract
{
    protected override Task<IEventStore> OpenAsync(IClock clock) =>
        Task.FromResult<IEventStore>(new MemoryEventStore(clock));
}
