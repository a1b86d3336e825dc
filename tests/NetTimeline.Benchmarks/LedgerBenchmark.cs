namespace NetTimeline.Benchmarks;

/// <summary>What it costs that every event has its leaf, and what it costs to prove one.</summary>
static class LedgerBenchmark
{
    const int Writers = 128;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        await AppendAsync(server, plan);
        await SigningBenchmark.RunAsync(server);
        await ProofBenchmark.RunAsync(server, plan);
    }

    static async Task AppendAsync(BenchmarkServer server, Plan plan)
    {
        await using var store = await StoreAppender.StartAsync(await server.CreateDatabaseAsync());
        await using var leafless = await LeaflessAppender.StartAsync(await server.CreateDatabaseAsync());
        var both = await plan.MediansAsync(
            $"{Writers} writers, with and without leaves",
            [
                () => ClosedLoop.RateAsync(store, Writers, plan.Each),
                () => ClosedLoop.RateAsync(leafless, Writers, plan.Each),
            ]);
        new Figure("ledger-append-128", both[0], "appends/s", both[1]).Print();
    }
}
