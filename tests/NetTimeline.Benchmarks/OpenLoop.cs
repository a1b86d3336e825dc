using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NetTimeline.Benchmarks;

/// <summary>
/// Arrivals that do not wait for each other, as of many who know nothing of one another: the gaps between them are
/// random around the rate. Whoever came late is measured from the moment at which he was due, so that what holds
/// everything up is counted for all whom it held up.
/// </summary>
static partial class OpenLoop
{
    const int Seed = 7;
    const uint PauseUs = 50;

    /// <summary>The milliseconds from when each was due until it was done.</summary>
    /// <param name="perSecond">Arrivals.</param>
    /// <param name="each">For so long they come; the last are waited for.</param>
    public static async Task<IReadOnlyCollection<double>> RunAsync(
        double perSecond, TimeSpan each, Func<Task> arrive)
    {
        var milliseconds = new ConcurrentBag<double>();
        var under = new List<Task>();
        // A thread of its own: that the pool is busy must not keep arrivals back.
        await Task.Factory.StartNew(
            () => Send(perSecond, each, due => under.Add(Task.Run(() => MeasureAsync(due)))),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(under);
        return milliseconds;

        async Task MeasureAsync(long due)
        {
            await arrive();
            milliseconds.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
        }
    }

    static void Send(double perSecond, TimeSpan each, Action<long> send)
    {
        var chance = new Random(Seed);
        var ticksEach = Stopwatch.Frequency / perSecond;
        var start = Stopwatch.GetTimestamp();
        var end = start + (each.TotalSeconds * Stopwatch.Frequency);
        for (var due = (double)start; due < end; due += -Math.Log(1 - chance.NextDouble()) * ticksEach)
        {
            while (Stopwatch.GetTimestamp() < due)
                _ = Sleep(PauseUs);
            send((long)due);
        }
    }

    /// <summary>
    /// .NET sleeps for whole milliseconds or not at all, and whoever waits without sleeping takes a processor from
    /// those who are measured.
    /// </summary>
    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int Sleep(uint microseconds);
}
