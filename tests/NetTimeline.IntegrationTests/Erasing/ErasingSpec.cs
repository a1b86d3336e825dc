using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.Ledger.Entries;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>A store, and an eraser on its database.</summary>
public abstract class ErasingSpec(PostgresFixture postgres) : PostgresSpec(postgres)
{
    protected PostgresEraser Eraser { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Eraser = new PostgresEraser(Database, new ManualClock(), new());
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Eraser.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Of a stream at this version, all of it or these versions.</summary>
    protected static Erasure Of(Guid stream, long version, params IReadOnlyList<long> versions) => new(
        stream, version,
        Appends.Event("""{"authority":"court","legalBasis":"GDPR 17","reason":"asked"}""") with
        {
            Type = "things_erased",
            Kind = LedgerEntryKind.Erasure,
        },
        versions.Count == 0 ? null : versions, [], null);

    protected async Task<AppendResult.Appended> ErasedAsync(Erasure erasure) =>
        Assert.IsType<AppendResult.Appended>(await Eraser.EraseAsync(erasure, () => { }, Cancellation));
}
