using NetTimeline.Benchmarks;

// One JSON line for each figure on standard output; the surroundings of the measurement on standard error.
var verbs = new Dictionary<string, Func<BenchmarkServer, Task>>(StringComparer.Ordinal)
{
    ["append"] = async postgres =>
    {
        await ReadBenchmark.RunAsync(postgres);
        await AppendBenchmark.RunAsync(postgres);
    },
    ["read"] = ReadBenchmark.RunAsync,
    ["measures"] = MeasuresBenchmark.RunAsync,
};

if (args is not [var verb] || !verbs.TryGetValue(verb, out var run))
{
    await Console.Error.WriteLineAsync($"Usage: build/bench.sh {string.Join('|', verbs.Keys)}");
    return 2;
}

await using var server = await BenchmarkServer.StartAsync();
await server.DescribeAsync();
await run(server);
return 0;
