using System.Diagnostics;

namespace NetTimeline.Benchmarks;

/// <summary>One side of a comparison.</summary>
interface IAppender
{
    /// <summary>Appends one event to the next of this writer's streams, durably.</summary>
    Task AppendAsync(int writer, int writers);
}

/// <summary>So many writers, each of which goes on when it was answered.</summary>
static class ClosedLoop
{
    /// <summary>Appends a second.</summary>
    public static async Task<double> RateAsync(IAppender side, int writers, TimeSpan each)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(
            Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task<int> WriteAsync(int writer)
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(start) < each; count++)
                await side.AppendAsync(writer, writers);
            return count;
        }
    }
}
