using NetTimeline.EventStore;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A store in which something may come between an append and the log.</summary>
/// <param name="store">The log.</param>
/// <param name="instead">Told of each append; null where the log shall answer.</param>
sealed class AppendsInTheWay(IEventStore store, Func<Append, AppendResult?> instead) : IEventStore
{
    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation) =>
        instead(append) is { } answer ? Task.FromResult(answer) : store.AppendAsync(append, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation) =>
        store.ReadStreamAsync(stream, afterVersion, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(long afterPosition, int max, CancellationToken cancellation) =>
        store.ReadAllAsync(afterPosition, max, cancellation);

    public IAsyncEnumerable<StoredEvent> FollowAsync(long afterPosition, CancellationToken cancellation) =>
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

    public Task<long> LastPositionAsync(CancellationToken cancellation) => store.LastPositionAsync(cancellation);

    public Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation) =>
        store.ListStreamsAsync(keyContains, afterKey, max, cancellation);
}
