using NetTimeline.EventStore;

namespace NetTimeline.Benchmarks;

/// <summary>The events of the courses, as the store gets them from a server.</summary>
sealed class StoreSide(string database, IngestCourses courses, int writersMax)
    : IAppender, IAsyncDisposable
{
    readonly PostgresEventStore store = StoreAppender.Open(database);
    readonly IngestTurns turns = new(courses, writersMax);
    readonly Guid[] streams = new Guid[writersMax];

    public async Task AppendAsync(int writer, int writers)
    {
        var (patient, step, what) = turns.Next(writer);
        streams[writer] = step == 0 ? Guid.CreateVersion7() : streams[writer];
        var act = new Act("bench", "bench/1", "creation", null, null, null, Guid.CreateVersion7().ToString("N"));
        var item = new NewEvent(Guid.CreateVersion7(), what.Stored.Type, what.Stored.Schema, what.Stored.Payload, act);
        var answer = await store.AppendAsync(
            new Append(
                Guid.CreateVersion7(), streams[writer], step == 0 ? $"b{patient}" : null, step, [item],
                new CommandKey($"POST {what.Route} bench", $"{patient}-{step}", new byte[32])),
            CancellationToken.None);
        if (answer is not AppendResult.Appended)
            throw new InvalidOperationException($"An append was refused: {answer}.");
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
