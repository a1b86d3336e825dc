using System.Diagnostics;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How many single-event appends a second the store takes, over many streams, against one transaction per
/// append on the same tables, keys and triggers of the same server. Both sides append the same events under
/// command keys.
/// </summary>
static class AppendBenchmark
{
    const int Rounds = 5;
    const int Many = 128;

    static readonly TimeSpan Each = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("NETTIMELINE_BENCH_SECONDS") ?? "4", null));

    /// <summary>Two minutes in all: what an open snapshot costs, it costs more with time.</summary>
    static readonly TimeSpan EachUnderSnapshot = Each * 2.5;

    public static async Task RunAsync(BenchmarkServer server)
    {
        await AgainstPeersAsync(server);
        await WithSnapshotHeldAsync(server);
    }

    static async Task AgainstPeersAsync(BenchmarkServer server)
    {
        await using var store = await StoreAppender.StartAsync(await server.CreateDatabaseAsync());
        var peers = await server.CreateDatabaseAsync();
        var streams = await PeerAppender.PrepareAsync(peers);
        await using var locked = new PeerAppender(peers, streams, underLock: true);
        await using var unlocked = new PeerAppender(peers, streams, underLock: false);
        var many = await MediansAsync(Many, Each, store, locked, unlocked);
        new Figure("append-128-locked", many[0], "appends/s", many[1]).Print();
        new Figure("append-128-unlocked", many[0], "appends/s", many[2]).Print();
        var one = await MediansAsync(1, Each, store, unlocked);
        new Figure("append-1-unlocked", one[0], "appends/s", one[1]).Print();
    }

    /// <summary>
    /// Against itself: a dump or a research query that keeps a snapshot open must not slow appends down.
    /// </summary>
    static async Task WithSnapshotHeldAsync(BenchmarkServer server)
    {
        var database = await server.CreateDatabaseAsync();
        await using var free = await StoreAppender.StartAsync(await server.CreateDatabaseAsync());
        await using var watched = await StoreAppender.StartAsync(database);
        await using var snapshot = new NpgsqlConnection(database);
        await snapshot.OpenAsync();
        await using var hold = new NpgsqlCommand(
            "begin isolation level repeatable read; select count(*) from timeline.mt_streams", snapshot);
        await hold.ExecuteNonQueryAsync();
        var medians = await MediansAsync(Many, EachUnderSnapshot, watched, free);
        new Figure("append-128-snapshot-held", medians[0], "appends/s", medians[1]).Print();
    }

    /// <summary>
    /// One round to warm up, then five, the sides taking turns so that the machine's moods hit all.
    /// </summary>
    static async Task<double[]> MediansAsync(
        int writers, TimeSpan each, params IAppender[] sides)
    {
        var rates = sides.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var rate = await RateAsync(sides[side], writers, each);
                if (round > 0)
                    rates[side].Add(rate);
            }
        }

        var rounds = rates.Select(all => string.Join(' ', all.Select(rate => $"{rate:F0}")));
        await Console.Error.WriteLineAsync($"{writers} writers: {string.Join(" | ", rounds)}");
        return [.. rates.Select(all => all.Order().ElementAt(Rounds / 2))];
    }

    static async Task<double> RateAsync(IAppender side, int writers, TimeSpan each)
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

/// <summary>One side of the comparison.</summary>
interface IAppender
{
    /// <summary>Appends one event to the next of this writer's streams, durably.</summary>
    Task AppendAsync(int writer, int writers);
}
