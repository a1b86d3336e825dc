using System.Runtime.InteropServices;
using NetTimeline.Benchmarks;

// One JSON line for the surroundings of the measurement and one for each figure on standard output; whatever else
// there is to say on standard error.
var verbs = new Dictionary<string, Func<BenchmarkServer, Plan, Task>>(StringComparer.Ordinal)
{
    ["append"] = AppendBenchmark.RunAsync,
    ["ingest"] = IngestBenchmark.RunAsync,
    ["latency"] = LatencyBenchmark.RunAsync,
    ["read"] = ReadBenchmark.RunAsync,
    ["rebuild"] = RebuildBenchmark.RunAsync,
    ["follow"] = FollowBenchmark.RunAsync,
    ["growth"] = GrowthBenchmark.RunAsync,
    ["mixed"] = MixedBenchmark.RunAsync,
    ["memory"] = MemoryBenchmark.RunAsync,
    ["ledger"] = LedgerBenchmark.RunAsync,
    ["ledger-verify"] = VerifyBenchmark.RunAsync,
    ["measures"] = (postgres, _) => MeasuresBenchmark.RunAsync(postgres),
};

if (args is ["table"])
{
    FigureTable.Write(Console.In, Console.Out);
    return 0;
}

var plan = args.Length == 0 ? null : Plan.Of(args.AsSpan(1));
if (plan is null || (args[0] != "all" && !verbs.ContainsKey(args[0])))
{
    await Console.Error.WriteLineAsync(
        $"Usage: build/bench.sh {string.Join('|', verbs.Keys)}|all {Plan.Usage}, or table < lines");
    return 2;
}

await using var server = await BenchmarkServer.StartAsync();
// Whoever has waited long enough leaves no PostgreSQL behind.
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
await server.DescribeAsync();
foreach (var (verb, run) in verbs)
{
    if (args[0] == "all" || args[0] == verb)
        await run(server, plan);
}

return 0;

void Leave(PosixSignalContext signal)
{
    server.DisposeAsync().AsTask().Wait();
    Environment.Exit(1);
}
