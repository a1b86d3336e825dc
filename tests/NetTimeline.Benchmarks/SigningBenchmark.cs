using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How long it takes at most until what was answered is under a signed checkpoint, while 64 write for a minute beside
/// a server that signs, against the 15 s that are promised.
/// </summary>
static class SigningBenchmark
{
    const int Writers = 64;
    const double PromisedSeconds = 15;

    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(10);

    public static async Task RunAsync(BenchmarkServer server)
    {
        var database = await server.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory("nettimeline-bench-ledger-");
        try
        {
            await using var serving = await ServedProcess.StartAsync(database, "--ledger-folder", folder.FullName);
            await using var store = await StoreAppender.StartAsync(database);
            var answered = new ConcurrentQueue<(long Position, long At)>();
            var start = Stopwatch.GetTimestamp();
            var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                while (Stopwatch.GetElapsedTime(start) < Lasts)
                {
                    var position = await store.AppendNextAsync(writer, Writers);
                    answered.Enqueue((position, Stopwatch.GetTimestamp()));
                }
            })));
            var (appends, longest) = await LongestAsync(database, writing, answered);
            await Console.Error.WriteLineAsync($"{appends} appends, the longest unsigned for {longest:F2} s");
            new Figure("ledger-signed", longest, "s", PromisedSeconds).Print();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>How many were seen to be signed, and the longest time since the answer of one.</summary>
    static async Task<(int Appends, double Seconds)> LongestAsync(
        string database, Task writing, ConcurrentQueue<(long Position, long At)> answered)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var ask = source.CreateCommand(
            "select coalesce(max(size), 0) from timeline.checkpoints where log = 'events'");
        var (signed, longest, waiting) = (0, 0.0, new List<(long Position, long At)>());
        while (!writing.IsCompleted || !answered.IsEmpty || waiting.Count > 0)
        {
            var size = (long)(await ask.ExecuteScalarAsync())!;
            var now = Stopwatch.GetTimestamp();
            while (answered.TryDequeue(out var append))
                waiting.Add(append);
            foreach (var (_, at) in waiting.Where(append => append.Position <= size))
                longest = Math.Max(longest, Stopwatch.GetElapsedTime(at, now).TotalSeconds);
            signed += waiting.RemoveAll(append => append.Position <= size);
            await Task.Delay(LookEvery);
        }

        await writing;
        return (signed, longest);
    }
}
