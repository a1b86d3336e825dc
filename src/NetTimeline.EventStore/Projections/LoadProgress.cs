namespace NetTimeline.EventStore;

/// <summary>How far the filling of a generation has come. Added to by several threads.</summary>
sealed class LoadProgress(long streamsTotal, long eventsTotal)
{
    long streams;
    long events;

    public long StreamsTotal => streamsTotal;

    public long EventsTotal => eventsTotal;

    public long Streams => Volatile.Read(ref streams);

    public long Events => Volatile.Read(ref events);

    public void Add(int moreStreams, int moreEvents)
    {
        Interlocked.Add(ref streams, moreStreams);
        Interlocked.Add(ref events, moreEvents);
    }
}
