using System.Diagnostics;
using System.Globalization;
using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>
/// What a log of many events makes slower: appends to streams all over it, and reading the timeline of a single patient
/// of whom nothing is kept. At each power of ten it takes turns with a log of ten thousand events, so that the ratio is
/// that of two logs and not of two moments.
/// </summary>
static class GrowthBenchmark
{
    const int Writers = 128;
    const int Smallest = 10_000;

    const int Streams = 4096;

    /// <summary>Enough that they take a while, and few enough that the small log stays small.</summary>
    const int Appends = 4 * Streams;

    const int Reads = 400;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        using var large = await FilledLog.FillAsync(database, Smallest / FilledLog.EventsPerStream);
        for (var events = Smallest * 10; events <= plan.GrowTo; events *= 10)
        {
            var start = Stopwatch.GetTimestamp();
            await large.GrowAsync(events / FilledLog.EventsPerStream);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            await Console.Error.WriteLineAsync($"{large.Head} events, filled in {Figure.Text(seconds)} s");
            var size = string.Create(CultureInfo.InvariantCulture, $"1e{Math.Log10(events):F0}");
            // Reads first: of patients to whom nobody has appended since.
            await MeasureAsync($"growth-read-{size}", "us", ReadAsync);
            await MeasureAsync($"growth-append-{size}", "appends/s", AppendAsync);
        }

        async Task MeasureAsync(string figure, string unit, Func<string, FilledLog, Task<double>> measure)
        {
            var both = await plan.MediansAsync(
                $"{figure}, {unit}", [() => measure(database, large), () => OnSmallAsync(server, measure)]);
            new Figure(figure, both[0], unit, both[1]).Print();
        }
    }

    /// <summary>Each round has a small log of its own, since it would not stay small.</summary>
    static async Task<double> OnSmallAsync(BenchmarkServer server, Func<string, FilledLog, Task<double>> measure)
    {
        var database = await server.CreateDatabaseAsync();
        using var log = await FilledLog.FillAsync(database, Smallest / FilledLog.EventsPerStream);
        var measured = await measure(database, log);
        await server.DropDatabaseAsync(database);
        return measured;
    }

    /// <summary>Appends a second.</summary>
    static async Task<double> AppendAsync(string database, FilledLog log)
    {
        var streams = new BenchmarkStreams(await log.StreamsAsync(Streams), BenchmarkStreams.LaboratoryValue);
        await using var store = new StoreAppender(database, streams);
        await ManyAsync(Writers);
        var start = Stopwatch.GetTimestamp();
        await ManyAsync(Appends);
        return Appends / Stopwatch.GetElapsedTime(start).TotalSeconds;

        Task ManyAsync(int count) => Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var turn = 0; turn < count / Writers; turn++)
                await store.AppendAsync(writer, Writers);
        }));
    }

    /// <summary>Microseconds for one, in the middle.</summary>
    static async Task<double> ReadAsync(string database, FilledLog log)
    {
        await using var store = StoreAppender.Open(database);
        _ = RegistryKey.TryParse("bench", out var key);
        var times = new List<double>();
        foreach (var (stream, _) in await log.StreamsAsync(Reads))
        {
            var start = Stopwatch.GetTimestamp();
            var events = await store.ReadStreamAsync(stream, 0, CancellationToken.None);
            var timeline = PatientHistory.From(stream, key, events).Timeline(AsOf.Now, DateTimeZone.Utc);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            if (timeline.Entries.Count == 0)
                throw new InvalidOperationException("Nothing was read.");
        }

        return Plan.Quantile(times, 0.5);
    }
}
