using NetTimeline.Synthetic;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The most memory that the server's process takes: while a registry is imported whose patients lie between each other
/// line by line, and while many who want all of it again take it slowly. Against what it may take.
/// </summary>
static class MemoryBenchmark
{
    const int Events = 1_000_000;
    const double MbMax = 400;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        var imported = await DuringImportAsync(database, plan.EventsOr(Events));
        new Figure("memory-import", imported, "MB", MbMax).Print();
        var slow = await AmongSlowConsumersAsync(database, plan.Each * 10);
        new Figure("memory-slow-consumers", slow, "MB", MbMax).Print();
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

    static async Task<double> AmongSlowConsumersAsync(string database, TimeSpan time)
    {
        await using var served = await ServedProcess.StartAsync(database);
        await SlowConsumers.RunAsync(served.Address, time);
        return served.PeakMb();
    }
}
