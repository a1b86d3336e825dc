using System.Diagnostics;

namespace NetTimeline.Benchmarks;

/// <summary>
/// What a server answers when clients mostly read: of a hundred requests 79 timelines of single patients, 20 posts of a
/// single entry, and a page of the patients of one sex; against posts alone. Over HTTP, 128 connections, read models
/// kept beside.
/// </summary>
static class MixedBenchmark
{
    const int Connections = 128;
    const int Patients = 4096;
    const int Seed = 7;

    static int entries;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        using var log = await FilledLog.FillAsync(database, Patients);
        await using var served = await ServedProcess.StartAsync(database);
        var connections = await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(_ => HttpConnection.OpenAsync(served.Address)));
        while (await connections[0].GetAsync("/api/patients?limit=1") != 200)
            await Task.Delay(TimeSpan.FromSeconds(1));
        var both = await plan.MediansAsync(
            "mixed, writes alone, requests/s",
            [() => RateAsync(connections, plan.Each, Mixed), () => RateAsync(connections, plan.Each, PostAsync)]);
        new Figure("mixed-http", both[0], "requests/s", both[1]).Print();
        foreach (var connection in connections)
            connection.Dispose();
    }

    static async Task<double> RateAsync(
        HttpConnection[] connections, TimeSpan each, Func<HttpConnection, Random, Task<int>> ask)
    {
        var start = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(
            connections.Select((connection, at) => Task.Run(() => AskAsync(connection, at))));
        return counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds;

        async Task<int> AskAsync(HttpConnection connection, int at)
        {
            var chance = new Random(Seed + at);
            var count = 0;
            for (; Stopwatch.GetElapsedTime(start) < each; count++)
            {
                if (await ask(connection, chance) is var status and not (200 or 201))
                    throw new InvalidOperationException($"The server answered {status}.");
            }

            return count;
        }
    }

    static Task<int> Mixed(HttpConnection connection, Random chance) => chance.Next(100) switch
    {
        0 => connection.GetAsync("/api/patients?limit=50&sex=female"),
        <= 20 => PostAsync(connection, chance),
        _ => connection.GetAsync($"/api/patients/{Patient(chance)}/timeline"),
    };

    static Task<int> PostAsync(HttpConnection connection, Random chance) => connection.PostAsync(
        $"/api/patients/{Patient(chance)}/entries",
        $$$"""
        {"key":"bench-{{{Interlocked.Increment(ref entries)}}}","kind":"laboratory-value","occurred":"2019-05-20",
        "test":"chromogranin A","value":{"value":90,"unit":"ng/mL"}}
        """);

    static string Patient(Random chance) => $"synthetic-bench-{chance.Next(Patients)}";
}
