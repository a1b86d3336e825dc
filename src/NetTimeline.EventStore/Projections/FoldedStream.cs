namespace NetTimeline.EventStore;

/// <summary>A fold and how far it has read. Used by one thread at a time.</summary>
sealed class FoldedStream(Guid stream, IStreamFold fold)
{
    /// <summary>Null where the stream is none of the read model's.</summary>
    public static FoldedStream? Begin(IProjectionRules rules, Guid stream) =>
        rules.Begin(stream) is { } begun ? new(stream, begun) : null;

    public Guid Stream { get; } = stream;

    /// <summary>Of the last event that it has seen; 0 before the first.</summary>
    public long Version { get; private set; }

    /// <summary>Of all that it has seen.</summary>
    public long Bytes { get; private set; }

    /// <exception cref="InvalidOperationException">These are not the next events: a bug of whoever reads.</exception>
    public void Apply(IReadOnlyList<StoredEvent> events)
    {
        foreach (var item in events)
        {
            if (item.Stream != Stream || item.Version != ++Version)
                throw new InvalidOperationException("A fold takes the next events of its stream and no others.");
            Bytes += item.Payload.Length;
        }

        fold.Apply(events);
    }

    public IReadOnlyList<ReadRow> Rows(CancellationToken cancellation) => fold.Rows(cancellation);
}
