using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.UnitTests.Patients;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Posts;

/// <summary>What is kept is bounded by the events in it and their size, and found under either name.</summary>
public sealed class HistoryCacheTests
{
    readonly HistoryCache cache = new(eventsMax: 10, bytesMax: 1000);

    [Fact]
    public void What_was_used_longest_ago_gives_way()
    {
        var (a, b, c) = (Of("a", 5), Of("b", 4), Of("c", 3));
        cache.Keep(a);
        cache.Keep(b);
        _ = cache.Find(a.Patient);

        cache.Keep(c);

        Assert.Equal((a, null, c), (cache.Find(a.RegistryKey), cache.Find(b.RegistryKey), cache.Find(c.Patient)));
    }

    [Fact]
    public void Few_events_that_are_large_give_way_as_many_do()
    {
        var (a, b, c) = (Of("a", 1, bytes: 600), Of("b", 1, bytes: 400), Of("c", 1, bytes: 1));
        cache.Keep(a);
        cache.Keep(b);
        Assert.Equal((a, b), (cache.Find(a.Patient), cache.Find(b.Patient)));

        cache.Keep(c);

        Assert.Equal((null, b, c), (cache.Find(a.Patient), cache.Find(b.Patient), cache.Find(c.Patient)));
    }

    [Fact]
    public void What_gave_way_leaves_its_room()
    {
        for (var at = 0; at < 5; at++)
        {
            cache.Keep(Of($"a{at}", 1, bytes: 900));
        }

        var (b, c) = (Of("b", 1, bytes: 500), Of("c", 1, bytes: 500));
        cache.Keep(b);
        cache.Keep(c);

        Assert.Equal((b, c), (cache.Find(b.Patient), cache.Find(c.Patient)));
    }

    [Fact]
    public void A_history_that_grew_counts_once()
    {
        var a = Of("a", 4);
        var longer = a with { Log = Of("a", 6).Log };
        var b = Of("b", 4);
        cache.Keep(a);
        cache.Keep(longer);

        cache.Keep(b);

        Assert.Equal((longer, b), (cache.Find(a.Patient), cache.Find(b.Patient)));
    }

    [Fact]
    public void A_shorter_history_does_not_displace_a_longer_one()
    {
        var longer = Of("a", 4);
        cache.Keep(longer);

        cache.Keep(longer with { Log = [.. longer.Log.Take(2)] });

        Assert.Same(longer, cache.Find(longer.Patient));
    }

    [Fact]
    public void A_history_longer_than_there_is_room_for_is_kept_alone()
    {
        var (small, long_) = (Of("a", 1), Of("b", 50));
        cache.Keep(small);
        cache.Keep(long_);

        Assert.Equal((null, long_), (cache.Find(small.Patient), cache.Find(long_.Patient)));
    }

    [Fact]
    public void A_history_without_events_is_not_kept()
    {
        var nobody = Of("a", 0);
        cache.Keep(nobody);

        Assert.Null(cache.Find(nobody.RegistryKey));
    }

    static PatientHistory Of(string key, int events, int bytes = 1)
    {
        var registryKey = History.Key(key);
        var enrolled = new PatientEvent.PatientEnrolled(registryKey, null, null, null);
        var act = new Act("x", null, "creation", null, null, null, null);
        return new PatientHistory(
            Guid.CreateVersion7(), registryKey,
            [.. Enumerable.Range(1, events).Select(version => new LogLine(
                new Recorded(version, Instant.FromUtc(2026, 1, 1, 0, 0), "x", enrolled), version,
                Guid.CreateVersion7(), "patient_enrolled", act, bytes))],
            PatientState.Initial);
    }
}
