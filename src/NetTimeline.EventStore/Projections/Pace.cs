using System.Diagnostics;

namespace NetTimeline.EventStore;

/// <summary>How many events are applied in a second, of late.</summary>
sealed class Pace
{
    /// <summary>What the newest reading counts for against all before it.</summary>
    const double Weight = 0.3;

    long since = Stopwatch.GetTimestamp();
    long events;
    double perSecond;

    public void Add(int more) => events += more;

    /// <summary>Begins a new reading, unless the last was only just now.</summary>
    public double EventsPerSecond()
    {
        var elapsed = Stopwatch.GetElapsedTime(since).TotalSeconds;
        if (elapsed < 0.05)
            return perSecond;
        perSecond += Weight * (events / elapsed - perSecond);
        (since, events) = (Stopwatch.GetTimestamp(), 0);
        return perSecond < 0.05 ? perSecond = 0 : perSecond;
    }
}
