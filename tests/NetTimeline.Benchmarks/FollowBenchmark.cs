using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.ReadModels;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How long after an append was answered the patient index shows it: when nothing else happens, against the time that
/// the database takes to pass a notification on; and at half the rate at which events are both appended and shown,
/// against the time that the appends themselves take.
/// </summary>
/// <remarks>
/// Each event is of another patient, whose index is made anew from all that is known of him: that takes longer than to
/// append the event. So half of what is merely appended would not be a load but a backlog that grows.
/// </remarks>
static class FollowBenchmark
{
    const int Many = 128;
    const int Patients = 8 * 1024;
    const int IdleAppends = 200;

    public static async Task RunAsync(BenchmarkServer server, Plan plan)
    {
        var database = await server.CreateDatabaseAsync();
        using var log = await FilledLog.FillAsync(database, Patients);
        var streams = new BenchmarkStreams(await log.StreamsAsync(Patients), BenchmarkStreams.LaboratoryValue);
        await using var store = new StoreAppender(database, streams);
        var index = new PatientIndexProjection(StoredForms.OfThisProgram);
        await using var engine = new ProjectionEngine(database, [index], new());
        await using var checkpoint = await Checkpoint.OpenAsync(database, index);
        await checkpoint.ReachAsync(log.Head);
        await IdleAsync(database, store, checkpoint, plan);
        await HalfLoadAsync(store, checkpoint, plan);
    }

    static async Task IdleAsync(string database, StoreAppender store, Checkpoint checkpoint, Plan plan)
    {
        await using var notification = await Notification.OpenAsync(database);
        var free = new FreeStreams(Patients);
        var both = await plan.MediansAsync(
            "idle: lag, notification, ms",
            [() => MiddleAsync(LagAsync), () => MiddleAsync(notification.RoundTripAsync)]);
        new Figure("follow-idle-p50", both[0], "ms", both[1]).Print();

        async Task<double> LagAsync()
        {
            var position = await free.UseAsync(store.AppendAsync);
            var answered = Stopwatch.GetTimestamp();
            await checkpoint.ReachAsync(position);
            return Stopwatch.GetElapsedTime(answered).TotalMilliseconds;
        }
    }

    /// <summary>Apart from each other, so that nothing is still under way.</summary>
    static async Task<double> MiddleAsync(Func<Task<double>> measure)
    {
        var milliseconds = new List<double>();
        while (milliseconds.Count < IdleAppends)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
            milliseconds.Add(await measure());
        }

        return Plan.Quantile(milliseconds, 0.5);
    }

    static async Task HalfLoadAsync(StoreAppender store, Checkpoint checkpoint, Plan plan)
    {
        var free = new FreeStreams(Patients);
        var medians = await plan.MediansAsync(async () =>
        {
            var (appended, shown) = await PeakAsync(store, checkpoint, free, plan.Each);
            var watch = checkpoint.Watch();
            var taken = await OpenLoop.RunAsync(shown / 2, plan.Each, async () =>
                watch.Answered(await free.UseAsync(store.AppendAsync)));
            var behind = await watch.EndAsync();
            await Console.Error.WriteLineAsync(
                $"half of {Figure.Text(shown)} events/s, in ms: lag p50 {Figure.Text(Plan.Quantile(behind, 0.5))}, "
                + $"p99 {Figure.Text(Plan.Quantile(behind, 0.99))}; append p50 "
                + $"{Figure.Text(Plan.Quantile(taken, 0.5))}, p99 {Figure.Text(Plan.Quantile(taken, 0.99))}");
            return [shown, appended, Plan.Quantile(behind, 0.99), Plan.Quantile(taken, 0.99)];
        });
        new Figure("follow-shown", medians[0], "events/s", medians[1]).Print();
        new Figure("follow-half-load-p99", medians[2], "ms", medians[3]).Print();
    }

    /// <summary>How many events a second are appended, and how many are shown when all of them have to be.</summary>
    static async Task<(double Appended, double Shown)> PeakAsync(
        StoreAppender store, Checkpoint checkpoint, FreeStreams free, TimeSpan each)
    {
        var first = await free.UseAsync(store.AppendAsync);
        await checkpoint.ReachAsync(first);
        var start = Stopwatch.GetTimestamp();
        var appended = await ClosedLoop.RateAsync(store, Many, each);
        var last = await free.UseAsync(store.AppendAsync);
        await checkpoint.ReachAsync(last);
        return (appended, (last - first) / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
