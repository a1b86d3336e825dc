using NetTimeline.EventStore;

namespace NetTimeline.UnitTests.Posts;

/// <summary>A store that counts how often it is asked for what is recorded.</summary>
sealed class CountedReads(IEventStore store) : IEventStore
{
    public int Reads { get; private set; }

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        store.AppendAsync(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation) =>
        Counted().ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int max, CancellationToken cancellation) =>
        Counted().ReadAllAsync(afterPosition, max, cancellation);

    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterPosition, CancellationToken cancellation) =>
        Counted().FollowAsync(afterPosition, cancellation);

    public Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation) =>
        Counted().FindCommandAsync(command, cancellation);

    public Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation) =>
        Counted().FindStreamAsync(streamKey, cancellation);

    public Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation) =>
        Counted().FindStreamAsync(stream, cancellation);

    public Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation) =>
        Counted().FindStreamKeysAsync(wanted, cancellation);

    public Task<long> LastPositionAsync(CancellationToken cancellation) => Counted().LastPositionAsync(cancellation);

    public Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation) =>
        Counted().ListStreamsAsync(keyContains, afterKey, max, cancellation);

    IEventStore Counted()
    {
        Reads++;
        return store;
    }
}
