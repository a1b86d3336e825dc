using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using NetTimeline.EventStore;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Verification;
using NodaTime;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How fast a whole database is verified, against the least that anybody does who looks at all of it: the same rows of
/// the same tables are read by COPY on as many connections, and every byte is hashed once. Once nobody signed it, and
/// once somebody did so as often as servers do in hours.
/// </summary>
static class VerifyBenchmark
{
    const int Events = 100_000;
    const int PositionsAtOnce = 4096;
    const int Checkpoints = 10_000;

    /// <summary>Whoever waits for the database leaves a processor to another.</summary>
    static readonly int Jobs = 2 * Environment.ProcessorCount;

    static readonly LogPolicy NoKeys = new([], [], [], LogPolicy.NoQuorum);

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        using var log = await FilledLog.FillAsync(database, plan.EventsOr(Events) / FilledLog.EventsPerStream);
        var both = await plan.MediansAsync(
            "verifying a database, events/s",
            [() => VerifyAsync(database, NoKeys), () => HashAsync(database, log.Head)]);
        new Figure("ledger-verify", both[0], "events/s", both[1]).Print();
        var policy = await SignedLog.SignAsync(database, Checkpoints);
        both = await plan.MediansAsync(
            "verifying a database with its checkpoints, events/s",
            [() => VerifyAsync(database, policy), () => HashAsync(database, log.Head)]);
        new Figure("ledger-verify-signed", both[0], "events/s", both[1]).Print();
    }

    static async Task<double> VerifyAsync(string database, LogPolicy policy)
    {
        var start = Stopwatch.GetTimestamp();
#pragma warning disable RS0030 // A benchmark is its own host.
        var now = SystemClock.Instance.GetCurrentInstant();
#pragma warning restore RS0030
        var report = await LedgerVerification.RunAsync(
            database, new(policy, [], Jobs, now), CancellationToken.None);
        var elapsed = Stopwatch.GetElapsedTime(start);

        // Where nobody signed it that is said, and otherwise it is as it should be. Nobody signs that nobody was shown
        // anything.
        var logs = report.Findings
            .Where(finding => finding is { Class: RecordClass.Unverifiable, Part: LogPart.Checkpoint })
            .Select(finding => finding.Log).ToList();
        return logs.SequenceEqual(policy == NoKeys ? [null, "access"] : ["access"])
            && report.FindingsTotal == logs.Count
            ? report.Records / elapsed.TotalSeconds
            : throw new InvalidOperationException(string.Join(' ', report.Findings.Take(3)));
    }

    static async Task<double> HashAsync(string database, long head)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var start = Stopwatch.GetTimestamp();
        var ranges = new ConcurrentQueue<long>(
            Enumerable.Range(0, (int)(head / PositionsAtOnce) + 1)
                .Select(range => 1 + ((long)range * PositionsAtOnce)));
        await Task.WhenAll(Enumerable.Range(0, Jobs)
            .Select(_ => Task.Run(() => HashAsync(source, ranges))));
        return head / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static async Task HashAsync(NpgsqlDataSource source, ConcurrentQueue<long> ranges)
    {
        await using var connection = await source.OpenConnectionAsync();
        while (ranges.TryDequeue(out var first))
        {
            var (last, end) = (first + PositionsAtOnce - 1, first + PositionsAtOnce);
            foreach (var select in new[]
            {
                "select seq_id, id, stream_id, version, timestamp, type, correlation_id, user_name, data, headers "
                    + $"from timeline.mt_events where seq_id >= {first} and seq_id < {end} order by seq_id",
                $"select * from timeline.leaves where last_position between {first} and {last}",
                $"select * from timeline.openings where last_position between {first} and {last}",
                $"select * from timeline.heads where position between {first} and {last}",
                $"select * from timeline.tiles where level = 0 and (number + 1) * 256 between {first} and {last}",
            })
            {
                await HashAsync(connection, select);
            }
        }
    }

    /// <summary>Piece by piece as it comes, in which rows do not matter.</summary>
    static async Task HashAsync(NpgsqlConnection connection, string select)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        await using var rows = await connection.BeginRawBinaryCopyAsync($"copy ({select}) to stdout (format binary)");
        while (await rows.ReadAsync(buffer, CancellationToken.None) is > 0 and var length)
            hash.AppendData(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
