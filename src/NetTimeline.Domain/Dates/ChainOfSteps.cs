namespace NetTimeline.Domain.Dates;

/// <summary>
/// Turns edges between nodes into steps between points. Points that are fixed to a day share one node: from one of them
/// to another it is a step of its own, told by those who fixed them.
/// </summary>
sealed class ChainOfSteps(DateNetwork network, bool isUpper)
{
    readonly List<BoundStep> steps = [];

    /// <param name="from">Where the chain begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="edges">
    /// In the order of the walk. A chain of a lower bound walks every edge against its direction.
    /// </param>
    public BoundChain Of(DatePoint from, DatePoint to, IReadOnlyList<DateEdge> edges)
    {
        var at = from;
        foreach (var edge in edges)
        {
            var (begin, end) = isUpper ? (edge.Begin, edge.End) : (edge.End, edge.Begin);
            ByTheCalendar(at, begin);
            Add(begin, end, isUpper ? edge.Most : -edge.Most, !edge.Length.Strict, [edge.Said.By]);
            at = end;
        }

        ByTheCalendar(at, to);
        return new BoundChain(isUpper, [.. steps]);
    }

    /// <summary>
    /// From a point back to the one whose day was stated, over to another such day, and on to the other point; or no
    /// further back than to where both ways meet.
    /// </summary>
    void ByTheCalendar(DatePoint from, DatePoint to)
    {
        var (back, ahead) = (network.FixedThrough(from).ToList(), network.FixedThrough(to).ToList());
        while (back.Count > 0 && ahead.Count > 0 && back[^1] == ahead[^1])
        {
            back.RemoveAt(back.Count - 1);
            ahead.RemoveAt(ahead.Count - 1);
        }

        foreach (var said in back)
        {
            Add(said.To, said.From, -said.Low!.Value, true, [said.By]);
        }

        var (left, reached) = (back.Count > 0 ? back[^1].From : from, ahead.Count > 0 ? ahead[^1].From : to);
        if (left != reached)
        {
            var (a, b) = (network.PlaceOf(left), network.PlaceOf(reached));
            Add(left, reached, b.Days - a.Days, true, [.. new[] { a.FixedBy, b.FixedBy }.OfType<Teller>().Distinct()]);
        }

        foreach (var said in ahead.AsEnumerable().Reverse())
        {
            Add(said.From, said.To, said.Low!.Value, true, [said.By]);
        }
    }

    void Add(DatePoint from, DatePoint to, NominalLength length, bool included, Items<Teller> told)
    {
        // Nobody thinks of the calendar's origin: what leads there and what leads on are one step.
        if (from == DatePoint.Origin && steps.Count > 0)
        {
            var before = steps[^1];
            steps.RemoveAt(steps.Count - 1);
            (from, length, included) = (before.From, before.Length + length, before.Included && included);
            told = [.. before.Told.Union(told)];
        }

        var (sum, sumIncluded) = steps.Count == 0 ? (default, true) : (steps[^1].Sum, steps[^1].SumIncluded);
        steps.Add(new BoundStep(from, to, length, included, sum + length, sumIncluded && included, told));
    }
}
