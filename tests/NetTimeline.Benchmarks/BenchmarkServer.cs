using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
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
    const long BytesPerMb = 1024 * 1024;

    static readonly string[] Settings =
    [
        "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "shared_buffers",
        "min_wal_size", "max_wal_size", "work_mem",
    ];

    readonly string connectionString;
    readonly LocalPostgresServer? own;
    readonly DirectoryInfo? folder;
    readonly List<string> databases = [];
    int created;
    Task? ending;

    BenchmarkServer(string connectionString, LocalPostgresServer? own, DirectoryInfo? folder) =>
        (this.connectionString, this.own, this.folder) = (connectionString, own, folder);

    public static async Task<BenchmarkServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("NETTIMELINE_POSTGRES") is { } given)
            return new(given, null, null);
        var folder = Directory.CreateTempSubdirectory("nettimeline-bench-");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, folder.UnixFileMode | UnixFileMode.OtherExecute);
        // As PostgreSQL's manual advises for a server that is there for its database: a quarter of the memory; and room
        // for the write-ahead log, whose files are used again from then on.
        var quarterMb = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / BytesPerMb;
        var options = new LocalPostgresOptions(Path.Combine(folder.FullName, "data"))
        {
            Settings = new Dictionary<string, string>
            {
                ["max_connections"] = "300",
                ["shared_buffers"] = string.Create(CultureInfo.InvariantCulture, $"{quarterMb}MB"),
                ["min_wal_size"] = "2GB",
                ["max_wal_size"] = "4GB",
            },
        };
        var own = await LocalPostgresServer.StartAsync(options, CancellationToken.None);
        return new(own.ConnectionString, own, folder);
    }

    /// <summary>A fresh database with the schema; dropped at the end.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"bench_{Environment.ProcessId}_{created++}";
        await ExecuteAsync($"create database {name} template template0 encoding 'UTF8'");
        databases.Add(name);
        var database = new NpgsqlConnectionStringBuilder(connectionString) { Database = name }
            .ConnectionString;
        await SchemaMigration.ApplyAsync(database, CancellationToken.None);
        return database;
    }

    /// <summary>
    /// What a ratio depends on, as the first line, for whoever compares figures from two machines.
    /// </summary>
    public async Task DescribeAsync()
    {
        var version = await AskAsync("show server_version");
        var settings = new Dictionary<string, string>();
        foreach (var name in Settings)
            settings[name] = await AskAsync($"show {name}");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            environment = new
            {
                date = await AskAsync("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD')"),
                commit = Environment.GetEnvironmentVariable("NETTIMELINE_COMMIT") ?? "unknown",
                runtime = RuntimeInformation.FrameworkDescription,
                processors = Environment.ProcessorCount,
                memoryMiB = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
                postgresql = version.Split(' ')[0],
                settings,
                flushUs = Math.Round((await FlushLatencyAsync()).TotalMicroseconds),
                load = Load(),
            },
        }));
        if (Load() > Environment.ProcessorCount / 2.0)
        {
            await Console.Error.WriteLineAsync(
                $"Others are at work here (load {Load()}): only the ratios say anything, and they are uncertain.");
        }
    }

    /// <summary>Of the last minute; null where the system does not say.</summary>
    static double? Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : null;

    /// <summary>Once, whoever asks for it; all wait for its end.</summary>
    public ValueTask DisposeAsync()
    {
        lock (databases)
            return new(ending ??= Task.Run(EndAsync));
    }

    async Task EndAsync()
    {
        NpgsqlConnection.ClearAllPools();
        while (databases is [.., var last])
            await DropAsync(last);

        if (own is not null)
            await own.DisposeAsync();
        folder?.Delete(recursive: true);
    }

    /// <summary>One that is not needed any more, of those created here.</summary>
    public Task DropDatabaseAsync(string database) =>
        DropAsync(new NpgsqlConnectionStringBuilder(database).Database!);

    async Task DropAsync(string name)
    {
        await ExecuteAsync($"drop database {name} with (force)");
        string[] roles = ["app", "owner", "projector", "migrator", "eraser", "auditor", "research", "verifier"];
        await ExecuteAsync($"drop role {string.Join(", ", roles.Select(role => $"{name}_{role}"))}");
        databases.Remove(name);
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
