using NetTimeline.EventStore;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>A store that goes wrong so many times, as nobody foresaw, when somebody follows it.</summary>
sealed class StumblingStore(IEventStore store, int times) : IEventStore
{
    int stumbled;

    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterPosition, CancellationToken cancellation) =>
        Interlocked.Increment(ref stumbled) <= times
            ? throw new InvalidOperationException("canary4711")
            : store.FollowAsync(afterPosition, cancellation);

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        store.AppendAsync(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation) =>
        store.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int max, CancellationToken cancellation) =>
        store.ReadAllAsync(afterPosition, max, cancellation);

    public Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation) =>
        store.FindCommandAsync(command, cancellation);

    public Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation) =>
        store.FindStreamAsync(streamKey, cancellation);

    public Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation) =>
        store.FindStreamAsync(stream, cancellation);

    public Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation) =>
        store.FindStreamKeysAsync(wanted, cancellation);

    public Task<long> LastPositionAsync(CancellationToken cancellation) => store.LastPositionAsync(cancellation);

    public Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation) =>
        store.ListStreamsAsync(keyContains, afterKey, max, cancellation);
}
