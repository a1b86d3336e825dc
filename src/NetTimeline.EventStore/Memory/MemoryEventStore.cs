using System.Runtime.CompilerServices;
using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// The contract without a database: for tests, and for trying things out. Everything is gone with the object.
/// </summary>
public sealed class MemoryEventStore(IClock clock) : IEventStore, IAsyncDisposable
{
    readonly Lock gate = new();
    readonly List<StoredEvent> log = [];
    readonly Dictionary<Guid, Stream> streams = [];
    readonly SortedDictionary<string, Guid> keys = new(StringComparer.Ordinal);
    readonly Dictionary<(string Scope, string Key), (byte[] Body, AppendResult.Appended First)> commands = [];
    readonly HashSet<Guid> eventIds = [];
    readonly HashSet<Guid> appendIds = [];
    TaskCompletionSource grown = NewSignal();
    bool disposed;

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellation)
    {
        WellFormed.Check(append);
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return Task.FromResult(Objection(append) ?? Store(append));
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StoredEvent>>(
                streams.TryGetValue(stream, out var found)
                    ? [.. found.Events.Skip((int)Math.Clamp(afterVersion, 0, int.MaxValue))]
                    : []);
        }
    }

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            var first = (int)Math.Clamp(afterPosition, 0, log.Count);
            return Task.FromResult<IReadOnlyList<StoredEvent>>(
                log.GetRange(first, Math.Min(max, log.Count - first)));
        }
    }

    public async IAsyncEnumerable<StoredEvent> FollowAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        const int pageMax = 500;
        while (true)
        {
            Task more;
            lock (gate)
                more = grown.Task;
            var page = await ReadAllAsync(afterPosition, pageMax, cancellation);
            foreach (var item in page)
            {
                cancellation.ThrowIfCancellationRequested();
                afterPosition = item.Position;
                yield return item;
            }

            if (page.Count == 0)
                await more.WaitAsync(cancellation);
        }
    }

    public Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult(Repeated(command));
    }

    public Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult(keys.TryGetValue(streamKey, out var stream) ? streams[stream].Head : null);
    }

    public Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult(streams.GetValueOrDefault(stream)?.Head);
    }

    public Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyDictionary<Guid, string>>(
                wanted.Where(streams.ContainsKey).Distinct().ToDictionary(id => id, id => streams[id].Head.Key!));
        }
    }

    public Task<long> LastPositionAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult<long>(log.Count);
    }

    public Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<StreamHead>>(
            [
                .. keys
                    .Where(pair => afterKey is null || string.CompareOrdinal(pair.Key, afterKey) > 0)
                    .Where(pair => pair.Key.Contains(keyContains, StringComparison.OrdinalIgnoreCase))
                    .Take(max)
                    .Select(pair => streams[pair.Value].Head),
            ]);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (gate)
            disposed = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>In the same order as the database asks: a repetition is an answer and comes first.</summary>
    AppendResult? Objection(Append append)
    {
        if (append.Command is { } command && Repeated(command) is { } repeated)
            return repeated;

        var version = streams.GetValueOrDefault(append.Stream)?.Events.Count ?? 0;
        if (version != append.ExpectedVersion)
            return new AppendResult.VersionConflict(version);
        if (append.StreamKey is not null && keys.TryGetValue(append.StreamKey, out var owner))
            return new AppendResult.StreamKeyTaken(owner);
        if (appendIds.Contains(append.Id))
            throw WellFormed.AppendIdUsedBefore();
        return append.Events.Any(item => eventIds.Contains(item.Id)) ? new AppendResult.EventIdTaken() : null;
    }

    AppendResult? Repeated(CommandKey command) =>
        commands.TryGetValue((command.Scope, command.Key), out var known)
            ? AnswerTo(command, known.Body, known.First)
            : null;

    static AppendResult AnswerTo(CommandKey command, ReadOnlySpan<byte> body, AppendResult.Appended answer) =>
        body.SequenceEqual(command.BodySha256.Span)
            ? answer with { Replayed = true }
            : new AppendResult.CommandKeyReused();

    AppendResult.Appended Store(Append append)
    {
        var now = Microseconds.ToInstant(Microseconds.From(clock.GetCurrentInstant()));
        var recordedAt = log.Count == 0 ? now : Instant.Max(now, log[^1].RecordedAt);
        if (!streams.TryGetValue(append.Stream, out var stream))
        {
            stream = new(append.Stream, append.StreamKey!, recordedAt);
            streams.Add(append.Stream, stream);
            keys.Add(append.StreamKey!, append.Stream);
        }

        var firstPosition = log.Count + 1L;
        foreach (var item in append.Events)
        {
            var stored = new StoredEvent(
                log.Count + 1, append.Stream, stream.Events.Count + 1, item.Id, item.Type, item.Schema,
                recordedAt, item.Payload.ToArray(), item.Act);
            log.Add(stored);
            stream.Events.Add(stored);
            eventIds.Add(item.Id);
        }

        appendIds.Add(append.Id);
        var answer = new AppendResult.Appended(
            append.Stream, append.ExpectedVersion + 1, stream.Events.Count, firstPosition, log.Count,
            recordedAt, Replayed: false);
        if (append.Command is { } command)
            commands.Add((command.Scope, command.Key), (command.BodySha256.ToArray(), answer));
        var signal = grown;
        grown = NewSignal();
        signal.SetResult();
        return answer;
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed class Stream(Guid id, string key, Instant created)
    {
        public List<StoredEvent> Events { get; } = [];

        public StreamHead Head => new(id, key, Events.Count, created, Events[^1].RecordedAt);
    }
}
