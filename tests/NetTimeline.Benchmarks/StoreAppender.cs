using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>Our side: the store as a server uses it.</summary>
sealed class StoreAppender(string database, BenchmarkStreams streams) : IAppender, IAsyncDisposable
{
    readonly PostgresEventStore store = Open(database);

#pragma warning disable RS0030 // A benchmark is its own host.
    public static PostgresEventStore Open(string database) => new(database, SystemClock.Instance, new());
#pragma warning restore RS0030

    /// <summary>With new streams, each of which has its first event.</summary>
    public static async Task<StoreAppender> StartAsync(string database)
    {
        var streams = new BenchmarkStreams();
        var appender = new StoreAppender(database, streams);
        await Task.WhenAll(Enumerable.Range(0, streams.Ids.Length).Select(appender.AppendAsync));
        return appender;
    }

    public Task AppendAsync(int writer, int writers) => AppendNextAsync(writer, writers);

    /// <summary>As above; the position that it got.</summary>
    public Task<long> AppendNextAsync(int writer, int writers) => AppendAsync(streams.Next(writer, writers));

    /// <summary>
    /// One event to one stream; nobody else appends to it meanwhile. The position that it got.
    /// </summary>
    public async Task<long> AppendAsync(int stream)
    {
        var answer = await store.AppendAsync(streams.Append(stream), CancellationToken.None);
        return answer is AppendResult.Appended done
            ? done.LastPosition
            : throw new InvalidOperationException($"An append was refused: {answer}.");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
