using NetTimeline.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.EventStore;

/// <summary>What is kept of folds is bounded by the events they have seen and the size of those.</summary>
public sealed class FoldCacheTests
{
    readonly FoldCache cache = new(eventsMax: 10, bytesMax: 1000);

    [Fact]
    public void What_was_put_back_longest_ago_gives_way()
    {
        var (a, b, c) = (Of(events: 5, bytes: 5), Of(events: 5, bytes: 5), Of(events: 1, bytes: 1));
        cache.Put(a);
        cache.Put(b);

        cache.Put(c);

        Assert.Equal([false, true, true], [IsKept(a), IsKept(b), IsKept(c)]);
    }

    [Fact]
    public void Few_events_that_are_large_give_way_as_many_do()
    {
        var (a, b, c) = (Of(events: 1, bytes: 600), Of(events: 1, bytes: 400), Of(events: 1, bytes: 1));
        cache.Put(a);
        cache.Put(b);

        cache.Put(c);

        Assert.Equal([false, true, true], [IsKept(a), IsKept(b), IsKept(c)]);
    }

    [Fact]
    public void What_is_taken_out_leaves_its_room()
    {
        var (a, b) = (Of(events: 9, bytes: 900), Of(events: 9, bytes: 900));
        cache.Put(a);
        Assert.True(IsKept(a));

        cache.Put(b);
        cache.Put(Of(events: 1, bytes: 100));

        Assert.True(IsKept(b));
    }

    [Fact]
    public void What_is_larger_than_there_is_room_for_displaces_nothing()
    {
        var a = Of(events: 1, bytes: 1);
        cache.Put(a);

        foreach (var large in new[] { Of(events: 11, bytes: 11), Of(events: 1, bytes: 1001) })
        {
            cache.Put(large);
            Assert.False(IsKept(large));
        }

        Assert.True(IsKept(a));
    }

    /// <summary>Takes it out as well.</summary>
    bool IsKept(FoldedStream fold) => cache.TryTake(fold.Stream, fold.Version, out var kept) && kept == fold;

    static FoldedStream Of(int events, int bytes)
    {
        var fold = new FoldedStream(Guid.CreateVersion7(), new Nothing());
        fold.Apply([.. Enumerable.Range(1, events).Select(version => new StoredEvent(
            version, fold.Stream, version, Guid.CreateVersion7(), "x", 1, Instant.FromUtc(2026, 1, 1, 0, 0),
            new byte[version == 1 ? bytes - events + 1 : 1], new Act("x", null, "creation", null, null, null, null)))]);
        return fold;
    }

    sealed class Nothing : IStreamFold
    {
        public void Apply(IReadOnlyList<StoredEvent> events)
        {
        }

        public IReadOnlyList<ReadRow> Rows(CancellationToken cancellation) => [];
    }
}
