namespace NetTimeline.Benchmarks;

/// <summary>
/// How long a single append takes when they come at half the rate that the store was just seen to sustain: the slowest
/// of a hundred against the one in the middle.
/// </summary>
static class LatencyBenchmark
{
    const int Many = 128;
    const int Streams = 16 * 1024;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var streams = new BenchmarkStreams(Streams);
        await using var store = new StoreAppender(await server.CreateDatabaseAsync(), streams);
        var free = new FreeStreams(Streams);
        var medians = await plan.MediansAsync(async () =>
        {
            var peak = await ClosedLoop.RateAsync(store, Many, plan.Each);
            var taken = await OpenLoop.RunAsync(peak / 2, plan.Each, () => free.UseAsync(store.AppendAsync));
            await Console.Error.WriteLineAsync(
                $"{taken.Count} arrivals at half of {Figure.Text(peak)} appends/s, in ms: p50 {At(taken, 0.5)}, "
                + $"p90 {At(taken, 0.9)}, p99 {At(taken, 0.99)}, p99.9 {At(taken, 0.999)}, most {At(taken, 1)}");
            return [Plan.Quantile(taken, 0.99), Plan.Quantile(taken, 0.5)];
        });
        new Figure("append-p99", medians[0], "ms", medians[1]).Print();
    }

    static string At(IReadOnlyCollection<double> taken, double part) => Figure.Text(Plan.Quantile(taken, part));
}
