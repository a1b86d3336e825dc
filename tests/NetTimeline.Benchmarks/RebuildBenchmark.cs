using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.ReadModels;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How fast read models are made again from a log in which the events of all patients lie between each other: the
/// patient index against what any rebuild must do at least, measure values against computing them in memory.
/// </summary>
static class RebuildBenchmark
{
    const int Events = 500_000;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        using var log = await FilledLog.FillAsync(database, plan.EventsOr(Events) / FilledLog.EventsPerStream);
        await Console.Error.WriteLineAsync($"{log.Head} events");
        await IndexAsync(database, log, plan);
        await ValuesAsync(database, log, plan);
    }

    static async Task IndexAsync(string database, FilledLog log, Plan plan)
    {
        var filling = new ReadModelFilling(database, new PatientIndexProjection(StoredForms.OfThisProgram), log);
        var least = new ScanAndCopy(database, log);
        var both = await plan.MediansAsync("patient index, events/s", [filling.RateAsync, least.RateAsync]);
        new Figure("rebuild-patient-index", both[0], "events/s", both[1]).Print();
    }

    static async Task ValuesAsync(string database, FilledLog log, Plan plan)
    {
        await using var store = StoreAppender.Open(database);
        var definitions = new MeasureJournal(store, Guid.CreateVersion7, StoredForms.OfThisProgram);
        var filling = new ReadModelFilling(
            database, new MeasureValuesProjection(definitions, StoredForms.OfThisProgram), log);
        var memory = await InMemory.ReadAsync(database);
        var both = await plan.MediansAsync("measure values, events/s", [filling.RateAsync, memory.RateAsync]);
        new Figure("rebuild-measure-values", both[0], "events/s", both[1]).Print();
    }
}
