using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>The events of one stream as they are read one by one, up to the limits of what is folded.</summary>
sealed class StreamEvents(ProjectionOptions options)
{
    long bytes;

    public List<StoredEvent> Events { get; } = [];

    /// <summary>All that the stream has, also those that are not kept.</summary>
    public int Count { get; private set; }

    /// <summary>Why it is not folded.</summary>
    public FoldFault? Fault =>
        Count > options.StreamEventsMax ? FoldFault.TooMany(Count, options.StreamEventsMax)
        : bytes > options.StreamBytesMax ? FoldFault.TooLarge(options.StreamBytesMax)
        : null;

    public bool IsOf(Guid stream) => Events[0].Stream == stream;

    public void Add(NpgsqlDataReader row, Func<NpgsqlDataReader, StoredEvent> from)
    {
        Count++;
        // The first is kept to say where the stream was left.
        if (Events.Count > 0 && Fault is not null)
        {
            if (Events.Count > 1)
                Events.RemoveRange(1, Events.Count - 1);
            return;
        }

        var item = from(row);
        bytes += item.Payload.Length;
        Events.Add(item);
    }
}
