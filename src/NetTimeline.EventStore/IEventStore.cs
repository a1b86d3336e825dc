namespace NetTimeline.EventStore;

/// <summary>
/// Streams of opaque JSON events, one order over all of them. Every implementation keeps one contract:
/// positions are dense from 1, the order of positions is the order in which events become visible, and
/// what was read once is never read differently again, unless it was erased (<see cref="StoredEvent.IsErased"/>).
/// </summary>
/// <remarks>Safe to use from many threads at once.</remarks>
public interface IEventStore
{
    /// <summary>
    /// Appends all events of <paramref name="append"/> or none. A "no" is a value; an exception means broken
    /// machinery, and then nothing was stored or the outcome could not be learned
    /// (<see cref="AppendOutcomeUnknownException"/>).
    /// </summary>
    Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation);

    /// <summary>
    /// The events of one stream in the order of their versions; empty when there is no such stream.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation);

    /// <summary>
    /// Up to <paramref name="max"/> events whose position is greater than <paramref name="afterPosition"/>,
    /// in the order of positions. Fewer than <paramref name="max"/> means that the end was reached.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int max, CancellationToken cancellation);

    /// <summary>
    /// Every event after <paramref name="afterPosition"/>, then every new one as it becomes visible: each
    /// once, in order. Ends only by cancellation.
    /// </summary>
    IAsyncEnumerable<StoredEvent> FollowAsync(long afterPosition, CancellationToken cancellation);

    /// <summary>
    /// What became of a command: the answer of its first time (replayed),
    /// <see cref="AppendResult.CommandKeyReused"/> where its body differs, null where it was never made.
    /// Never waits for appends under way: an append with the same key decides again, under the log's lock.
    /// </summary>
    Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation);

    /// <summary>The stream that was begun with this key, or null.</summary>
    Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation);

    /// <summary>The head of a stream, or null when there is no such stream.</summary>
    Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation);

    /// <summary>The keys of those of these streams that there are.</summary>
    Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation);

    /// <summary>The position of the newest event; 0 where there is none.</summary>
    Task<long> LastPositionAsync(CancellationToken cancellation);

    /// <summary>
    /// Streams whose key contains <paramref name="keyContains"/> (ordinal, case-insensitive; empty matches
    /// all) and sorts after <paramref name="afterKey"/> (exclusive, ordinal), in ordinal order of their keys.
    /// </summary>
    Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation);
}
