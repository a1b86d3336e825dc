using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>Our side: the store as a server uses it.</summary>
sealed class StoreAppender : IAppender, IAsyncDisposable
{
    readonly BenchmarkStreams streams = new();
    readonly PostgresEventStore store;

    StoreAppender(string database) => store = Open(database);

#pragma warning disable RS0030 // A benchmark is its own host.
    public static PostgresEventStore Open(string database) => new(database, SystemClock.Instance, new());
#pragma warning restore RS0030

    public static async Task<StoreAppender> StartAsync(string database)
    {
        var appender = new StoreAppender(database);
        await Task.WhenAll(
            Enumerable.Range(0, BenchmarkStreams.Count).Select(stream => appender.AppendAsync(stream)));
        return appender;
    }

    public Task AppendAsync(int writer, int writers) => AppendAsync(streams.Next(writer, writers));

    public ValueTask DisposeAsync() => store.DisposeAsync();

    async Task AppendAsync(int stream)
    {
        var answer = await store.AppendAsync(streams.Append(stream), CancellationToken.None);
        if (answer is not AppendResult.Appended)
            throw new InvalidOperationException($"An append was refused: {answer}.");
    }
}
