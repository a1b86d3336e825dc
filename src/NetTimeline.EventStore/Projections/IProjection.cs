namespace NetTimeline.EventStore;

/// <summary>
/// A read model: tables whose rows follow from the events of one stream each. It is told what to keep and how rows come
/// of events; when, where and how often is not its business.
/// </summary>
public interface IProjection
{
    /// <summary>For operators, and in the names of tables: <c>patient_index</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Changes whenever the program would make other rows of the same events. Servers of two formats keep a
    /// generation of tables each and do not disturb one another.
    /// </summary>
    string Format { get; }

    IReadOnlyList<ReadTable> Tables { get; }

    /// <summary>
    /// A stream that says how all others are folded; null where nothing but the program does. Its events make a new
    /// generation.
    /// </summary>
    Guid? RulesStream { get; }

    /// <summary>
    /// The rules as they were at a version of <see cref="RulesStream"/>; as they are now where it is null. Rows that
    /// were begun by older rules are followed by them until those of the newer ones are ready.
    /// </summary>
    Task<IProjectionRules> RulesAsync(long? version, CancellationToken cancellation);
}

/// <summary>How rows come of a stream's events. Immutable; asked from several threads.</summary>
public interface IProjectionRules
{
    /// <summary>The version of <see cref="IProjection.RulesStream"/> that these are; 0 where there is none.</summary>
    long Version { get; }

    /// <summary>The fold of nothing yet; null where the stream is none that the read model holds.</summary>
    IStreamFold? Begin(Guid stream);
}

/// <summary>One stream as far as it was read. Used by one thread at a time.</summary>
/// <remarks>
/// What it throws is the stream's fault: after a few attempts the stream is set aside, and others go on. A fold that
/// threw is not used again.
/// </remarks>
public interface IStreamFold
{
    /// <summary>The next events of the stream, in the order of versions, without gap or repetition.</summary>
    void Apply(IReadOnlyList<StoredEvent> events);

    /// <summary>All rows of the stream as it is now; they replace those of before.</summary>
    IReadOnlyList<ReadRow> Rows(CancellationToken cancellation);
}
