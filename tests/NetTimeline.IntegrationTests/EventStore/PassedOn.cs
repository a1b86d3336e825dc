using NetTimeline.EventStore;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>A store that passes everything on to another, but for what a test changes.</summary>
abstract class PassedOn(IEventStore store) : IEventStore
{
    public virtual Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        store.AppendAsync(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation) =>
        store.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int max, CancellationToken cancellation) =>
        store.ReadAllAsync(afterPosition, max, cancellation);

    public virtual IAsyncEnumerable<StoredEvent> FollowAsync(long afterPosition, CancellationToken cancellation) =>
        store.FollowAsync(afterPosition, cancellation);

    public Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation) =>
        store.FindCommandAsync(command, cancellation);

    public Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation) =>
        store.FindStreamAsync(streamKey, cancellation);

    public Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation) =>
        store.FindStreamAsync(stream, cancellation);

    public Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation) =>
        store.FindStreamKeysAsync(wanted, cancellation);

    public Task<long> LastPositionAsync(CancellationToken cancellation) =>
        store.LastPositionAsync(cancellation);

    public Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation) =>
        store.ListStreamsAsync(keyContains, afterKey, max, cancellation);
}
