using System.Diagnostics;
using System.Globalization;
using System.Text;
using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>
/// What the network of dates adds to reading and folding a patient whose dates are all days; what all measures of a
/// patient with imprecise dates cost, where the time goes, and how it grows with entries and imprecise dates.
/// </summary>
static class MeasuresBenchmark
{
    const int Rounds = 7;

    /// <summary>Code that runs often is compiled anew with what was seen of it; before that nothing is timed.</summary>
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchmarkServer server)
    {
        await NetworkAsync(server);
        Items<Measure> measures = [.. MeasureCatalogue.BuiltIn.Measures];
        Warm(measures);
        var (all, timeline) = (Time(Course(200, 20), course => Everything(course, measures)), Time(200, 20));
        Print("measures-200-20", all + timeline, "us", 5000);
        var exact = Time(Course(200, 0), course => Everything(course, measures)) + Time(200, 0);
        Print("measures-200-0", exact, "us", 5000);
        Profile(measures, timeline);
        Growth(measures);
    }

    /// <summary>Reading and folding with and without the network, in turn.</summary>
    static async Task NetworkAsync(BenchmarkServer server)
    {
        const int readsEach = 200;
        await using var store = StoreAppender.Open(await server.CreateDatabaseAsync());
        var stream = Guid.CreateVersion7();
        var act = new Act("bench", null, "creation", null, null, null, null);
        await store.AppendAsync(
            new Append(Guid.CreateVersion7(), stream, "bench", 0, [.. SyntheticCourse.Payloads(200, 0)
                .Select(form => new NewEvent(Guid.CreateVersion7(), form.Type, 1, Canonical(form), act))], null),
            CancellationToken.None);
        _ = RegistryKey.TryParse("bench", out var key);
        var (without, with) = (new List<double>(), new List<double>());
        for (var read = 0; read < Rounds * readsEach * 2; read++)
        {
            var start = Stopwatch.GetTimestamp();
            var history = PatientHistory.From(
                stream, key, await store.ReadStreamAsync(stream, 0, CancellationToken.None));
            if (read % 2 == 1 && history.State.Dates().Contradiction.Count > 0)
            {
                throw new InvalidOperationException("The course contradicts itself.");
            }

            (read % 2 == 1 ? with : without).Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        Print("network-exact-200", Median(with), "us", Median(without));
    }

    static byte[] Canonical((string Type, string Payload) form) =>
        EventJson.Encode(EventJson.Decode(form.Type, 1, Encoding.UTF8.GetBytes(form.Payload))).Payload;

    static void Warm(Items<Measure> measures)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < WarmUp)
        {
            Everything(Course(200, 20)(), measures);
        }
    }

    static void Profile(Items<Measure> measures, double timeline)
    {
        Note($"timeline {timeline:F0} us; of each group and measure as if it alone were asked for:");
        foreach (var group in measures.GroupBy(measure => measure.Definition.Group))
        {
            Note($"{group.Key} {Time(Course(200, 20), course => Everything(course, [.. group])):F0} us");
        }

        foreach (var (measure, cost) in measures
                     .Select(measure => (measure, Time(Course(200, 20), course => measure.Of(course).Count)))
                     .OrderByDescending(each => each.Item2).Take(10))
        {
            Note($"  {measure.Definition.Name} {cost:F0} us");
        }
    }

    /// <summary>By how much it grows when entries, and when imprecise dates, are twice as many.</summary>
    static void Growth(Items<Measure> measures)
    {
        double Cost(int entries, int imprecise) =>
            Time(Course(entries, imprecise), course => Everything(course, measures)) + Time(entries, imprecise);
        Print("measures-entries-twice", Cost(800, 20), "us", Cost(400, 20));
        Print("measures-imprecise-twice", Cost(400, 80), "us", Cost(400, 40));
    }

    static int Everything(Course course, Items<Measure> measures) =>
        measures.Sum(measure => measure.Of(course).Count);

    static Func<Course> Course(int entries, int imprecise)
    {
        var timeline = Timeline.From(SyntheticCourse.Events(entries, imprecise), AsOf.Now, DateTimeZone.Utc);
        return () => new Course(timeline, []);
    }

    static double Time(int entries, int imprecise)
    {
        var events = SyntheticCourse.Events(entries, imprecise);
        return Time(() => events, each => Timeline.From(each, AsOf.Now, DateTimeZone.Utc).Entries.Count);
    }

    /// <summary>Microseconds, the median of many; what is measured starts from nothing each time.</summary>
    static double Time<T>(Func<T> from, Func<T, int> work)
    {
        var times = new List<double>();
        var since = Stopwatch.GetTimestamp();
        while (times.Count < Rounds * 3 || Stopwatch.GetElapsedTime(since).TotalMilliseconds < 400)
        {
            var given = from();
            var start = Stopwatch.GetTimestamp();
            work(given);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return Median(times);
    }

    static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    static void Print(string figure, double value, string unit, double against) =>
        new Figure(figure, value, unit, against).Print();

    static void Note(FormattableString text) =>
        Console.Error.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
