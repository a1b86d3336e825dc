using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How long it takes to read one patient's 200 events and fold them, against reading the same rows raw.
/// Nothing is kept between two reads. The events are those of tests/stored-events in turn, every kind with
/// all its members.
/// </summary>
static partial class ReadBenchmark
{
    const int Events = 200;
    const int ReadsEach = 400;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        await using var store = StoreAppender.Open(database);
        var stream = Guid.CreateVersion7();
        await AppendAsync(store, stream);
        await using var source = NpgsqlDataSource.Create(AsTheStoreReads(database));
        var both = await plan.MediansAsync(
            "reading 200 events, in us",
            [() => TimeAsync(() => FoldAsync(store, stream)), () => TimeAsync(() => ReadRawAsync(source, stream))]);
        new Figure("read-200-raw", both[0], "us", both[1]).Print();
    }

    /// <summary>Statements prepared by themselves and no reset between two uses, as the store has it.</summary>
    static string AsTheStoreReads(string database) =>
        new NpgsqlConnectionStringBuilder(database)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        }.ConnectionString;

    static async Task FoldAsync(PostgresEventStore store, Guid stream)
    {
        _ = RegistryKey.TryParse("bench", out var key);
        var history = PatientHistory.From(stream, key, await store.ReadStreamAsync(stream, 0, CancellationToken.None));
        if (history.State.Entries.Count == 0)
            throw new InvalidOperationException("Nothing was folded.");
    }

    static async Task ReadRawAsync(NpgsqlDataSource source, Guid stream)
    {
        await using var command = source.CreateCommand(
            "select seq_id, stream_id, version, id, data, headers from timeline.mt_events "
            + "where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = stream });
        await using var rows = await command.ExecuteReaderAsync();
        var bytes = 0L;
        while (await rows.ReadAsync())
        {
            _ = (rows.GetInt64(0), rows.GetGuid(1), rows.GetInt64(2), rows.GetGuid(3));
            bytes += rows.GetFieldValue<byte[]>(4).Length + rows.GetFieldValue<byte[]>(5).Length;
        }

        if (bytes == 0)
            throw new InvalidOperationException("Nothing was read.");
    }

    static async Task<double> TimeAsync(Func<Task> read)
    {
        var times = new double[ReadsEach];
        for (var at = 0; at < ReadsEach; at++)
        {
            var start = Stopwatch.GetTimestamp();
            await read();
            times[at] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return Plan.Quantile(times, 0.5);
    }

    static async Task AppendAsync(PostgresEventStore store, Guid stream)
    {
        var act = new Act("bench", null, "creation", null, null, null, null);
        var events = Samples()
            .Select(sample => new NewEvent(Guid.CreateVersion7(), sample.Name, 1, sample.Payload, act));
        await store.AppendAsync(
            new Append(Guid.CreateVersion7(), stream, "bench", 0, [.. events], null), CancellationToken.None);
    }

    static IEnumerable<(string Name, byte[] Payload)> Samples()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "stored-events");
        var files = Directory.GetFiles(folder, "*_recorded.v1.json").Order(StringComparer.Ordinal).ToList();
        for (var at = 0; at < Events; at++)
        {
            var file = files[at % files.Count];
            var payload = KeyOf().Replace(File.ReadAllText(file).TrimEnd(), $"\"key\":\"$1-{at}\"", 1);
            yield return (Path.GetFileName(file).Split('.')[0], Encoding.UTF8.GetBytes(payload));
        }
    }

    [GeneratedRegex("\"key\":\"([a-z]+)\"")]
    private static partial Regex KeyOf();
}
