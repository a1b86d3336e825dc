using System.Collections.Concurrent;

namespace NetTimeline.Benchmarks;

/// <summary>Streams to which nobody appends at the moment, so that no two who arrive get in each other's way.</summary>
sealed class FreeStreams(int count)
{
    readonly ConcurrentQueue<int> free = new(Enumerable.Range(0, count));

    /// <exception cref="InvalidOperationException">More wait than there are streams.</exception>
    public async Task<T> UseAsync<T>(Func<int, Task<T>> use)
    {
        if (!free.TryDequeue(out var stream))
            throw new InvalidOperationException("So many wait that no stream is free: nothing is measured like this.");
        var used = await use(stream);
        free.Enqueue(stream);
        return used;
    }
}
