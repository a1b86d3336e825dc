using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using NetTimeline.EventStore;
using NetTimeline.LocalPostgres;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The PostgreSQL that both sides of a comparison run on: the one that NETTIMELINE_POSTGRES names (a
/// connection string of a superuser), else a private one. Durability is on in either case, or nothing is
/// measured.
/// </summary>
sealed class BenchmarkServer : IAsyncDisposable
{
    static readonly string[] Durability =
        ["fsync", "synchronous_commit", "full_page_writes", "wal_sync_method"];

    readonly string connectionString;
    readonly LocalPostgresServer? own;
    readonly DirectoryInfo? folder;
    readonly List<string> databases = [];

    BenchmarkServer(string connectionString, LocalPostgresServer? own, DirectoryInfo? folder) =>
        (this.connectionString, this.own, this.folder) = (connectionString, own, folder);

    public static async Task<BenchmarkServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("NETTIMELINE_POSTGRES") is { } given)
            return new(given, null, null);
        var folder = Directory.CreateTempSubdirectory("nettimeline-bench-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, folder.UnixFileMode | UnixFileMode.OtherExecute);
        var options = new LocalPostgresOptions(Path.Combine(folder.FullName, "data"))
        {
            Settings = new Dictionary<string, string>
            {
                ["max_connections"] = "300",
                ["shared_buffers"] = "256MB",
                ["max_wal_size"] = "4GB",
            },
        };
        var own = await LocalPostgresServer.StartAsync(options, CancellationToken.None);
        return new(own.ConnectionString, own, folder);
    }

    /// <summary>A fresh database with the schema; dropped at the end.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"bench_{Environment.ProcessId}_{databases.Count}";
        await ExecuteAsync($"create database {name} template template0 encoding 'UTF8'");
        databases.Add(name);
        var database = new NpgsqlConnectionStringBuilder(connectionString) { Database = name }
            .ConnectionString;
        await SchemaMigration.ApplyAsync(database, CancellationToken.None);
        return database;
    }

    /// <summary>What a ratio depends on, for whoever compares figures from two machines.</summary>
    public async Task DescribeAsync()
    {
        var version = await AskAsync("show server_version");
        var durability = string.Join(' ', await Task.WhenAll(
            Durability.Select(async name => $"{name}={await AskAsync($"show {name}")}")));
        var flush = await FlushLatencyAsync();
        await Console.Error.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} processors, "
            + $"PostgreSQL {version}, {durability}, "
            + $"flush {flush.TotalMicroseconds:F0} µs (median of single commits)"));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        foreach (var name in databases)
        {
            await ExecuteAsync($"drop database {name} with (force)");
            await ExecuteAsync($"drop role {name}_app, {name}_owner");
        }

        if (own is not null)
            await own.DisposeAsync();
        folder?.Delete(recursive: true);
    }

    /// <summary>A commit that wrote something, less a round trip that did not.</summary>
    async Task<TimeSpan> FlushLatencyAsync()
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var commit = await MedianAsync("select pg_logical_emit_message(true, 'probe', 'probe')");
        var roundTrip = await MedianAsync("select 1");
        return commit - roundTrip;

        async Task<TimeSpan> MedianAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.PrepareAsync();
            var times = new List<TimeSpan>();
            for (var count = 0; count < 500; count++)
            {
                var start = Stopwatch.GetTimestamp();
                await command.ExecuteNonQueryAsync();
                times.Add(Stopwatch.GetElapsedTime(start));
            }

            return times.Order().ElementAt(times.Count / 2);
        }
    }

    async Task<string> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
