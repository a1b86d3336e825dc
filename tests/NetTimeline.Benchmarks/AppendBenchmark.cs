using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How many single-event appends a second the store takes, over many streams, on the same tables, keys and triggers of
/// the same server: against one transaction per append, and against what the database allows. All sides append the
/// same events under command keys.
/// </summary>
static class AppendBenchmark
{
    const int Many = 128;

    /// <summary>With the others two minutes in all: what an open snapshot costs, it costs more with time.</summary>
    const double LongerUnderSnapshot = 2.5;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        await AgainstPeersAsync(server, plan);
        await AgainstTheDatabaseAsync(server, plan);
        await WithSnapshotHeldAsync(server, plan);
    }

    static async Task AgainstPeersAsync(BenchmarkServer server, Plan plan)
    {
        await using var store = await StoreAppender.StartAsync(await server.CreateDatabaseAsync());
        var peers = await server.CreateDatabaseAsync();
        var streams = await PeerAppender.PrepareAsync(peers);
        await using var locked = new PeerAppender(peers, streams, underLock: true);
        await using var unlocked = new PeerAppender(peers, streams, underLock: false);
        var many = await MediansAsync(Many, plan, plan.Each, store, locked, unlocked);
        new Figure("append-128-locked", many[0], "appends/s", many[1]).Print();
        new Figure("append-128-unlocked", many[0], "appends/s", many[2]).Print();
        var one = await MediansAsync(1, plan, plan.Each, store, unlocked);
        new Figure("append-1-unlocked", one[0], "appends/s", one[1]).Print();
    }

    static async Task AgainstTheDatabaseAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        await using var store = await StoreAppender.StartAsync(database);
        await ClosedLoop.RateAsync(store, Many, plan.Each);
        var group = await GroupAsync(database);
        await Console.Error.WriteLineAsync($"the store committed {group} appends at a time");
        await using var insert = await MultiRowInsert.StartAsync(await server.CreateDatabaseAsync());
        var both = await plan.MediansAsync(
            $"{Many} writers, multi-row insert",
            [() => ClosedLoop.RateAsync(store, Many, plan.Each), () => insert.RateAsync(group, plan.Each)]);
        new Figure("append-128-multirow", both[0], "appends/s", both[1]).Print();
    }

    /// <summary>How many appends the store commits together, in the middle.</summary>
    static async Task<int> GroupAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("""
            select percentile_disc(0.5) within group (order by size)::integer
            from (select position - lag(position) over (order by position) as size from timeline.heads) as commits
            """);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// Against itself: a dump or a research query that keeps a snapshot open must not slow appends down.
    /// </summary>
    static async Task WithSnapshotHeldAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        await using var free = await StoreAppender.StartAsync(await server.CreateDatabaseAsync());
        await using var watched = await StoreAppender.StartAsync(database);
        await using var snapshot = new NpgsqlConnection(database);
        await snapshot.OpenAsync();
        await using var hold = new NpgsqlCommand(
            "begin isolation level repeatable read; select count(*) from timeline.mt_streams", snapshot);
        await hold.ExecuteNonQueryAsync();
        var medians = await MediansAsync(Many, plan, plan.Each * LongerUnderSnapshot, watched, free);
        new Figure("append-128-snapshot-held", medians[0], "appends/s", medians[1]).Print();
    }

    static Task<double[]> MediansAsync(int writers, Plan plan, TimeSpan each, params IAppender[] sides) =>
        plan.MediansAsync(
            $"{writers} writers",
            [.. sides.Select(side => (Func<Task<double>>)(() => ClosedLoop.RateAsync(side, writers, each)))]);
}
