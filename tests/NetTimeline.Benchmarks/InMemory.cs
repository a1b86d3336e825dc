using System.Collections.Concurrent;
using System.Diagnostics;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>
/// All measures of all patients, computed from stored events that lie in memory already: on as many threads as there
/// are processors each stream is decoded, folded and measured, and nothing is written.
/// </summary>
sealed class InMemory
{
    readonly List<List<StoredEvent>> streams;
    readonly int events;

    InMemory(List<List<StoredEvent>> streams) =>
        (this.streams, events) = (streams, streams.Sum(stream => stream.Count));

    public static async Task<InMemory> ReadAsync(string database)
    {
        await using var store = StoreAppender.Open(database);
        var all = await store.ReadAllAsync(0, int.MaxValue, CancellationToken.None);
        return new([.. all.GroupBy(stored => stored.Stream).Select(stream => stream.ToList())]);
    }

    /// <summary>Events a second.</summary>
    public async Task<double> RateAsync()
    {
        var start = Stopwatch.GetTimestamp();
        var waiting = new ConcurrentQueue<List<StoredEvent>>(streams);
        var values = await Task.WhenAll(
            Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(() => Measure(waiting))));
        return values.Sum() > 0
            ? events / Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException("Nothing was measured.");
    }

    static long Measure(ConcurrentQueue<List<StoredEvent>> waiting)
    {
        var values = 0L;
        while (waiting.TryDequeue(out var stream))
        {
            List<Recorded> recorded =
                [.. stream.Select(stored => LogLine.From(stored, StoredForms.OfThisProgram).Recorded)];
            var course = Course.From(recorded, AsOf.Now, DateTimeZone.Utc);
            foreach (var measure in MeasureCatalogue.BuiltIn.Measures)
                values += measure.Of(course).Count;
        }

        return values;
    }
}
