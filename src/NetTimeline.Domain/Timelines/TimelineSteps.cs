using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NodaTime;

namespace NetTimeline.Domain.Timelines;

/// <summary>A moment at which a patient's view changes.</summary>
/// <param name="At">The view to ask for.</param>
/// <param name="With">
/// Entries and corrections whose moment it is; several where they are certainly the same. Empty for the last step of
/// knowledge, at which everything recorded is known.
/// </param>
/// <param name="OrderNotTold">
/// The dates do not say how it stands to every step that is not marked so; it stands where it was recorded. A view
/// asked for here may know less than the step before it, so whoever only goes forward leaves it out.
/// </param>
/// <param name="Change">
/// From the view at the last step before it whose order is told; at the first, from nothing.
/// </param>
public sealed record TimelineStep(AsOf At, Items<EntryKey> With, bool OrderNotTold, TimelineDifference Change);

/// <summary>A step with what it shows.</summary>
/// <param name="Step">Of which nothing is said of the view itself.</param>
/// <param name="View">As of the step.</param>
public sealed record SteppedView(TimelineStep Step, Timeline View);

/// <summary>All moments at which a patient's view changes, on either axis, in an order that no date denies.</summary>
public static class TimelineSteps
{
    /// <summary>
    /// The steps of knowledge: when entries and reinterpretations were known, and the days of the calendar on which
    /// something ended. Those whose order is told are of as many entries as can be, and what is known only grows along
    /// them.
    /// </summary>
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="recorded">As the log held it then; null for everything.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    /// <param name="cancellation">Gives up, between two steps.</param>
    public static Items<TimelineStep> OfKnowledge(
        IReadOnlyList<Recorded> history, Instant? recorded, DateTimeZone clinic, CancellationToken cancellation) =>
        [.. ViewsOfKnowledge(history, recorded, clinic, cancellation).Select(each => each.Step)];

    /// <summary>As above, with each view; one after the other, so that nobody has to hold them all.</summary>
    public static IEnumerable<SteppedView> ViewsOfKnowledge(
        IReadOnlyList<Recorded> history, Instant? recorded, DateTimeZone clinic, CancellationToken cancellation) =>
        ViewsOfKnowledgeUpTo(history, AsOf.Now with { Recorded = recorded }, clinic, cancellation);

    /// <summary>
    /// As above, of those steps that came no later than a view, and the view itself as the last one. A step of which
    /// the dates do not tell that it came no later is left out.
    /// </summary>
    public static IEnumerable<SteppedView> ViewsOfKnowledgeUpTo(
        IReadOnlyList<Recorded> history, AsOf upTo, DateTimeZone clinic, CancellationToken cancellation)
    {
        var then = RecordedThen.Of(history, upTo.Recorded);
        var network = then.LatestDates;
        var judge = new KnowledgeJudge(network, upTo.Known, clinic);
        var steps = Ordered(Together(Moments(then, network), network), network)
            .Where(step => judge.IsTold(step.Moments[0].Point))
            .Select(step => (upTo with { Known = step.Moments[0].Ask },
                step.Moments.Select(moment => moment.With).Distinct().ToItems(), step.OrderNotTold));
        return Stepped(
            history, then.Version == 0 ? [] : steps.Append((upTo, [], false)),
            at => Timeline.Of(then, at, clinic), clinic, cancellation);
    }

    /// <summary>The steps of recording: every instant at which the log got something.</summary>
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="known">As the clinic knew it then; null for everything.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    /// <param name="cancellation">Gives up, between two steps.</param>
    public static Items<TimelineStep> OfRecording(
        IReadOnlyList<Recorded> history, KnownAt? known, DateTimeZone clinic, CancellationToken cancellation) =>
        [.. ViewsOfRecording(history, known, clinic, cancellation).Select(each => each.Step)];

    /// <summary>As above, with each view; one after the other.</summary>
    public static IEnumerable<SteppedView> ViewsOfRecording(
        IReadOnlyList<Recorded> history, KnownAt? known, DateTimeZone clinic, CancellationToken cancellation) =>
        Stepped(
            history,
            history.GroupBy(each => each.At).Select(together => (
                AsOf.Now with { Known = known, Recorded = together.Key },
                together.Select(each => each.Event.OwnKey).OfType<EntryKey>().ToItems(), false)),
            at => Timeline.From(history, at, clinic), clinic, cancellation);

    static IEnumerable<SteppedView> Stepped(
        IReadOnlyList<Recorded> history,
        IEnumerable<(AsOf At, Items<EntryKey> With, bool OrderNotTold)> steps,
        Func<AsOf, Timeline> viewAt,
        DateTimeZone clinic,
        CancellationToken cancellation)
    {
        var before = Timeline.From([], AsOf.Now, clinic);
        foreach (var (at, with, orderNotTold) in steps)
        {
            cancellation.ThrowIfCancellationRequested();
            var view = viewAt(at);
            yield return new SteppedView(
                new TimelineStep(at, with, orderNotTold, TimelineDifference.Between(before, view, history)), view);
            before = orderNotTold ? before : view;
        }
    }

    /// <summary>A moment of knowledge and how to ask for it.</summary>
    readonly record struct Moment(DatePoint Point, EntryKey With, KnownAt Ask);

    static List<Moment> Moments(RecordedThen then, DateNetwork network)
    {
        var understood = then.Standing.SelectMany(entry => entry.Changes)
            .Where(change => change.Known is not null).Select(change => change.Key)
            .Concat(then.Corrections.Select(each => RecordedThen.UnderstoodAt(each.Event))
                .Where(each => each.Known is not null).Select(each => each.Key));
        var known = then.Standing.Select(entry => entry.Key).Concat(understood)
            .Select(key => new Moment(DatePoint.KnownOf(key), key, new KnownAt.WithEntry(key)));
        var ended = then.Standing.Select(entry => DatePoint.EndOf(entry.Key))
            .Select(point => (point, Day: network.CertainDay(point))).Where(end => end.Day is not null)
            .Select(end => new Moment(end.point, end.point.Entry!.Value, new KnownAt.OnDay(end.Day!.Value)));
        return [.. known, .. ended];
    }

    /// <summary>Moments that are certainly the same are one step.</summary>
    static List<List<Moment>> Together(List<Moment> moments, DateNetwork network)
    {
        var steps = new List<List<Moment>>();
        foreach (var moment in moments)
        {
            var same = steps.Find(step => network.Compare(step[0].Point, moment.Point) is DateOrder.Same);
            if (same is null)
            {
                steps.Add([moment]);
            }
            else
            {
                same.Add(moment);
            }
        }

        return steps;
    }

    static IEnumerable<(List<Moment> Moments, bool OrderNotTold)> Ordered(
        List<List<Moment>> steps, DateNetwork network)
    {
        bool NotAfter(int a, int b) => network.Difference(steps[a][0].Point, steps[b][0].Point).Low >= 0;
        var order = CourseOrder.Numbers(steps.Count, NotAfter);
        var told = HeaviestChain(order, step => steps[step].Count, NotAfter);
        return order.Select(step => (steps[step], !told.Contains(step)));
    }

    /// <summary>Steps of which each is told to be not after the next, of as many moments together as can be.</summary>
    /// <param name="order">In an order that the relation does not deny.</param>
    static HashSet<int> HeaviestChain(
        IReadOnlyList<int> order, Func<int, int> weigh, Func<int, int, bool> isNotAfter)
    {
        var (weight, before) = (new int[order.Count], new int[order.Count]);
        for (var at = 0; at < order.Count; at++)
        {
            before[at] = Enumerable.Range(0, at).Where(earlier => isNotAfter(order[earlier], order[at]))
                .DefaultIfEmpty(-1).MaxBy(earlier => earlier < 0 ? 0 : weight[earlier]);
            weight[at] = weigh(order[at]) + (before[at] < 0 ? 0 : weight[before[at]]);
        }

        var chain = new HashSet<int>();
        for (var at = Array.IndexOf(weight, weight.DefaultIfEmpty().Max()); at >= 0; at = before[at])
        {
            chain.Add(order[at]);
        }

        return chain;
    }
}
