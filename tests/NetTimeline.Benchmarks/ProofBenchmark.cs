using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.Ledger.Tree;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>The proof of any event of a large log, against finding its row by the primary key.</summary>
sealed class ProofBenchmark(LedgerReader reader, TreeHead head, NpgsqlDataSource source)
{
    const int Leaves = 1_000_000;
    const int Asked = 400;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        using var log = await FilledLog.FillAsync(database, Leaves / FilledLog.EventsPerStream);
        await using var reader = new LedgerReader(database, LedgerLog.Events);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database)
        {
            MaxAutoPrepare = 5,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        });
        var head = await reader.HeadAsync(CancellationToken.None);
        var benchmark = new ProofBenchmark(reader, head, source);
        var both = await plan.MediansAsync(
            $"a proof in a tree of {head.Size} leaves, a row by its key, us",
            [() => benchmark.MiddleAsync(benchmark.ProofAsync), () => benchmark.MiddleAsync(benchmark.RowAsync)]);
        new Figure("ledger-proof", both[0], "us", both[1]).Print();
    }

    async Task<double> MiddleAsync(Func<long, Task<double>> ask)
    {
        var times = new List<double>();
        for (var turn = 0; turn < Asked; turn++)
            times.Add(await ask(Random.Shared.NextInt64(head.Size)));
        return Plan.Quantile(times, 0.5);
    }

    /// <summary>Each is checked, so that it is known to prove something; that is the asker's time.</summary>
    async Task<double> ProofAsync(long index)
    {
        var start = Stopwatch.GetTimestamp();
        var proof = await reader.InclusionAsync(head.Epoch, index, head.Size, CancellationToken.None);
        var time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        var entry = await reader.EntriesAsync(head.Epoch, index, 1, CancellationToken.None);
        return InclusionProof.Check(index, head.Size, MerkleTree.Leaf(entry), proof, head.Root)
            ? time
            : throw new InvalidOperationException("A proof proves nothing.");
    }

    async Task<double> RowAsync(long index)
    {
        var start = Stopwatch.GetTimestamp();
        await using var command = source.CreateCommand("select data from timeline.mt_events where seq_id = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = head.Epoch.FirstPosition + index });
        return await command.ExecuteScalarAsync() is not null
            ? Stopwatch.GetElapsedTime(start).TotalMicroseconds
            : throw new InvalidOperationException("A row is missing.");
    }
}
