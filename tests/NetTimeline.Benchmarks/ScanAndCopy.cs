using System.Collections.Concurrent;
using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The least that any rebuild from these events does: on as many threads as there are processors it reads all of them
/// in the order in which they lie, makes objects of them, and copies one row for each stream. The fold is empty.
/// </summary>
sealed class ScanAndCopy(string database, FilledLog log)
{
    const int PageEvents = 5000;

    /// <summary>Events a second.</summary>
    public async Task<double> RateAsync()
    {
        await using var store = StoreAppender.Open(database);
        await using var source = NpgsqlDataSource.Create(database);
        await ExecuteAsync(source, "create table bench_rows (stream_id uuid not null, version bigint not null)");
        var start = Stopwatch.GetTimestamp();
        var pages = new ConcurrentQueue<long>(
            Enumerable.Range(0, (int)(log.Head / PageEvents) + 1).Select(page => (long)page * PageEvents));
        var versions = new ConcurrentDictionary<Guid, long>();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Run(() => ScanAsync(store, pages, versions))));
        await Task.WhenAll(versions.Chunk((versions.Count / Environment.ProcessorCount) + 1)
            .Select(rows => Task.Run(() => CopyAsync(source, rows))));
        await ExecuteAsync(source, "create index on bench_rows (stream_id); analyze bench_rows");
        var rate = log.Head / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await ExecuteAsync(source, "drop table bench_rows; checkpoint");
        return rate;
    }

    static async Task ScanAsync(
        PostgresEventStore store, ConcurrentQueue<long> pages, ConcurrentDictionary<Guid, long> versions)
    {
        while (pages.TryDequeue(out var after))
        {
            foreach (var stored in await store.ReadAllAsync(after, PageEvents, CancellationToken.None))
            {
                var recorded = LogLine.From(stored, StoredForms.OfThisProgram).Recorded;
                versions.AddOrUpdate(stored.Stream, recorded.Version, (_, known) => Math.Max(known, recorded.Version));
            }
        }
    }

    static async Task CopyAsync(NpgsqlDataSource source, KeyValuePair<Guid, long>[] rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy bench_rows (stream_id, version) from stdin (format binary)");
        foreach (var (stream, version) in rows)
        {
            copy.StartRow();
            copy.Write(stream, NpgsqlDbType.Uuid);
            copy.Write(version, NpgsqlDbType.Bigint);
        }

        await copy.CompleteAsync();
    }

    static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
