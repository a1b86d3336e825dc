using System.Net.Sockets;
using System.Text;
using NetTimeline.Synthetic;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The most memory that the server's process takes: while a registry is imported whose patients lie between each other
/// line by line, and while a hundred readers of the feed take a kilobyte a second each. Against what it may take.
/// </summary>
static class MemoryBenchmark
{
    const int Events = 1_000_000;
    const double MbMax = 400;
    const int SlowReaders = 100;
    const int BytesPerSecond = 1024;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        var imported = await DuringImportAsync(database, plan.EventsOr(Events));
        new Figure("memory-import", imported, "MB", MbMax).Print();
        var slow = await DuringSlowReadingAsync(database, plan.Each * 10);
        new Figure("memory-slow-feeds", slow, "MB", MbMax).Print();
    }

    static async Task<double> DuringImportAsync(string database, int events)
    {
        await using var served = await ServedProcess.StartAsync(database);
        var patients = PatientsFor(events);
        using var synth = ServedProcess.Command("synth", "--patients", $"{patients}", "--interleaved");
        using var import = ServedProcess.Command("import", "-", "--server", $"{served.Address}");
        var said = Task.WhenAll(
            import.StandardOutput.ReadToEndAsync(), import.StandardError.ReadToEndAsync(),
            synth.StandardError.ReadToEndAsync());
        await synth.StandardOutput.BaseStream.CopyToAsync(import.StandardInput.BaseStream);
        import.StandardInput.Close();
        await import.WaitForExitAsync();
        await Console.Error.WriteLineAsync($"{patients} patients: {(await said)[0].Trim()}");
        return import.ExitCode == 0
            ? served.PeakMb()
            : throw new InvalidOperationException("The import failed.");
    }

    /// <summary>As many as have about so many lines together.</summary>
    static int PatientsFor(int events)
    {
        const int sample = 200;
        var lines = SyntheticCohort.Patients(1, 1, sample).Sum(patient => patient.Lines.Count);
        return Math.Max(1, (int)((long)events * sample / lines));
    }

    static async Task<double> DuringSlowReadingAsync(string database, TimeSpan time)
    {
        await using var served = await ServedProcess.StartAsync(database);
        using var end = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, SlowReaders).Select(_ => ReadSlowlyAsync(served.Address, end.Token)));
        return served.PeakMb();
    }

    /// <summary>From the first event on, with as small a window as the system allows.</summary>
    static async Task ReadSlowlyAsync(Uri server, CancellationToken cancellation)
    {
        using var tcp = new TcpClient { ReceiveBufferSize = BytesPerSecond };
        await tcp.ConnectAsync(server.Host, server.Port, CancellationToken.None);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/patients/changes?since=0 HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"),
            CancellationToken.None);
        var buffer = new byte[BytesPerSecond];
        while (!cancellation.IsCancellationRequested)
        {
            // A server that has cut it off has done its part.
            if (await stream.ReadAsync(buffer, CancellationToken.None) == 0)
                return;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
