namespace NetTimeline.Domain.Dates;

/// <summary>One statement on the way from one point to another.</summary>
/// <param name="From">Where the step begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Length">
/// What it adds: <paramref name="To"/> − <paramref name="From"/> is at most (in the chain of a lower bound: at least)
/// this; negative where <paramref name="To"/> is earlier.
/// </param>
/// <param name="Included">The bound itself is possible.</param>
/// <param name="Sum">All steps up to this one, from the chain's beginning.</param>
/// <param name="SumIncluded">Every bound up to this one is included.</param>
/// <param name="Told">Who says so; several where the calendar joins their dates.</param>
public sealed record BoundStep(
    DatePoint From,
    DatePoint To,
    NominalLength Length,
    bool Included,
    NominalLength Sum,
    bool SumIncluded,
    Items<Teller> Told);

/// <summary>The statements that together are one bound of a difference, in the order in which they join.</summary>
/// <param name="IsUpper">A bound from above; else from below.</param>
/// <param name="Steps">Empty for the distance of a point from itself.</param>
public sealed record BoundChain(bool IsUpper, Items<BoundStep> Steps)
{
    /// <summary>The bound, in nominal days; as <see cref="DateNetwork.Difference"/> has it.</summary>
    public decimal Days => Steps.Count == 0 ? 0 : Steps[^1].Sum.NominalDays;

    public bool Included => Steps.Count == 0 || Steps[^1].SumIncluded;

    /// <summary>Years and months take part, whose days depend on where in the calendar they lie.</summary>
    public bool HasCalendarSlack => Steps.Any(step => step.Length.Months != 0);

    /// <summary>
    /// The bound in days of the calendar, moved outwards by what the months on the way can be longer or shorter. Months
    /// that follow each other are months in a row; a number of days between them begins a new row somewhere else.
    /// </summary>
    public decimal CalendarDays
    {
        get
        {
            var (days, ahead, back) = (0m, 0m, 0m);
            foreach (var length in Steps.Select(step => step.Length))
            {
                (ahead, back) = (ahead + Math.Max(length.Months, 0), back + Math.Max(-length.Months, 0));
                if (length.ExactDays != 0)
                {
                    days += Widened(ahead, back) + length.ExactDays;
                    (ahead, back) = (0, 0);
                }
            }

            return days + Widened(ahead, back);
        }
    }

    decimal Widened(decimal ahead, decimal back) => IsUpper
        ? Dates.CalendarDays.Longest(ahead) - Dates.CalendarDays.Shortest(back)
        : Dates.CalendarDays.Shortest(ahead) - Dates.CalendarDays.Longest(back);

    /// <summary>Everybody whose statement is used, each once, in the order of the steps.</summary>
    public IEnumerable<Teller> Told => Steps.SelectMany(step => step.Told).Distinct();
}

/// <summary>Why a difference has the bounds it has.</summary>
/// <param name="Low">Null where nothing bounds it from below.</param>
/// <param name="High">Null where nothing bounds it from above.</param>
public sealed record BoundsExplained(BoundChain? Low, BoundChain? High)
{
    /// <summary>The entries (and corrections) on both chains, each once.</summary>
    public IEnumerable<EntryKey> Entries => new[] { Low, High }.OfType<BoundChain>()
        .SelectMany(chain => chain.Told).OfType<Teller.OfEntry>().Select(teller => teller.Key).Distinct();
}
