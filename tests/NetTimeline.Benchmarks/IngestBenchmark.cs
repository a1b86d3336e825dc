using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using NetTimeline.Server;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// What the way in costs over the store's own: single posts over HTTP against appends of the same events in process,
/// and an import against binary COPY of the rows it comes to. Client, server and database share the processors.
/// </summary>
static class IngestBenchmark
{
    const int Connections = 128;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var courses = new IngestCourses();
        await PostsAsync(server, plan, courses);
        await ImportAsync(server, plan, courses);
    }

    static async Task PostsAsync(BenchmarkServer server, Plan plan, IngestCourses courses)
    {
        await using var app = await StartAsync(await server.CreateDatabaseAsync());
        using var http = await HttpSide.OpenAsync(new Uri(app.Urls.Single()), courses, Connections);
        await using var store = new StoreSide(await server.CreateDatabaseAsync(), courses, Connections);
        var both = await plan.MediansAsync(
            $"{Connections} connections, posts over HTTP, appends in process",
            [
                () => ClosedLoop.RateAsync(http, Connections, plan.Each),
                () => ClosedLoop.RateAsync(store, Connections, plan.Each),
            ]);
        new Figure("post-128-in-process", both[0], "events/s", both[1]).Print();
    }

    static async Task ImportAsync(BenchmarkServer server, Plan plan, IngestCourses courses)
    {
        var database = await server.CreateDatabaseAsync();
        await using var app = await StartAsync(database);
        await using var source = NpgsqlDataSource.Create(database);
        await ExecuteAsync(source, """
            create table timeline.copied (like timeline.mt_events including all);
            alter table timeline.copied add foreign key (stream_id) references timeline.mt_streams (id);
            """);
        var (round, events, past) = (0, plan.EventsOr(60_000), 0L);
        var both = await plan.MediansAsync(
            "import, binary COPY of its rows",
            [
                async () =>
                {
                    past = await PositionAsync(source);
                    return await ImportedAsync(new Uri(app.Urls.Single()), courses.File($"r{round++}-", events));
                },
                () => CopiedAsync(source, past),
            ]);
        new Figure("import-copy", both[0], "events/s", both[1]).Print();
    }

    static async Task<double> ImportedAsync(Uri server, byte[] file)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port);
        await using var stream = connection.GetStream();
        var start = Stopwatch.GetTimestamp();
        var sending = SendAsync(stream, server, file);
        var recorded = await RecordedAsync(stream);
        await sending;
        return recorded / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    static async Task SendAsync(NetworkStream stream, Uri server, byte[] file)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"""
            POST /api/import HTTP/1.1
            Host: {server.Authority}
            Connection: close
            Content-Type: application/x-ndjson
            Content-Length: {file.Length}


            """);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ReplaceLineEndings("\r\n")));
        await stream.WriteAsync(file);
    }

    /// <summary>As the last line of the answer says.</summary>
    static async Task<long> RecordedAsync(NetworkStream stream)
    {
        var buffer = new byte[256 * 1024];
        var end = "";
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
        {
            var tail = Encoding.UTF8.GetString(buffer, Math.Max(0, read - 1024), Math.Min(read, 1024));
            end = end[Math.Max(0, end.Length - 1024)..] + tail;
        }

        var at = end.LastIndexOf("\"recorded\":", StringComparison.Ordinal);
        var digits = string.Concat(end[(at + "\"recorded\":".Length)..].TakeWhile(char.IsAsciiDigit));
        return end.Contains("\"refused\":0,\"skipped\":0}}", StringComparison.Ordinal)
            ? long.Parse(digits, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"The import did not go through: {end}");
    }

    /// <summary>The rows of the last import, into a table with the same keys, indexes and constraints.</summary>
    static async Task<double> CopiedAsync(NpgsqlDataSource source, long past)
    {
        await ExecuteAsync(source, "truncate timeline.copied");
        var rows = new MemoryStream();
        await using var connection = await source.OpenConnectionAsync();
        await using (var from = await connection.BeginRawBinaryCopyAsync("""
            copy (select * from timeline.mt_events where seq_id > PAST order by seq_id) to stdout (format binary)
            """.Replace("PAST", $"{past}", StringComparison.Ordinal)))
        {
            await from.CopyToAsync(rows);
        }

        var start = Stopwatch.GetTimestamp();
        await using (var to = await connection.BeginRawBinaryCopyAsync(
            "copy timeline.copied from stdin (format binary)"))
        {
            await to.WriteAsync(rows.GetBuffer().AsMemory(0, (int)rows.Length));
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await using var count = source.CreateCommand("select count(*) from timeline.copied");
        return (long)(await count.ExecuteScalarAsync())! / seconds;
    }

    static async Task<long> PositionAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select max(position) from timeline.heads");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>As it is served, but without a log and read models: neither is the way in.</summary>
    static Task<WebApplication> StartAsync(string database) => TimelineServer.StartAsync(
        new TimelineServerOptions
        {
            Postgres = database,
            Urls = ["http://127.0.0.1:0"],
            LogTo = logging => logging.ClearProviders(),
            KeepsReadModels = false,
        },
        CancellationToken.None);
}
