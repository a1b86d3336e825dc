namespace NetTimeline.Domain.Dates;

/// <summary>
/// Statements of time that cannot all be true. Those who make them are an irreducible set: without any one of them the
/// others could be right.
/// </summary>
/// <remarks>
/// Of a network that <see cref="StatementsOfTime"/> told. Of one that was put together by hand it is a closed chain of
/// statements, which need not be irreducible.
/// </remarks>
/// <param name="Told">Entries and corrections by key, then assumptions, then the enrolment.</param>
/// <param name="Statements">Each in words: keys and numbers, nothing of the entries' texts.</param>
public sealed record DateContradiction(Items<Teller> Told, Items<string> Statements)
{
    /// <summary>In the order of their keys.</summary>
    public Items<EntryKey> Entries => [.. Told.OfType<Teller.OfEntry>().Select(teller => teller.Key)];

    /// <summary>For a person who has to put it right.</summary>
    public string Sentence => $"These dates cannot all be true: {string.Join("; ", Statements)}. "
        + "Correct one of them, or mark it as disputed.";

    internal static DateContradiction Of(DateNetwork network)
    {
        var told = Tellers(network, network.Cycle());
        if (network.Testimony is { } all)
        {
            told = Needed(told, all);
            network = StatementsOfTime.Network(all.Only(told.ToHashSet()));
        }

        return new DateContradiction(
            [.. told],
            [.. StatementWords.Of(network.Cycle(), network).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Everybody on a chain is left out in turn, and stays out where the others contradict each other without them. The
    /// enrolment, which nobody can mark as disputed, is left out last: an entry that it alone denies is named alone.
    /// </summary>
    static List<Teller> Needed(List<Teller> chain, Testimony all)
    {
        var enrolment = new Teller.Enrolment();
        var heard = chain.Append(enrolment).ToHashSet();
        foreach (var teller in chain.Where(teller => teller != enrolment).Append(enrolment))
        {
            heard.Remove(teller);
            if (!StatementsOfTime.Network(all.Only(heard)).IsContradictory)
            {
                heard.Add(teller);
            }
        }

        return [.. chain.Append(enrolment).Distinct().Where(heard.Contains)];
    }

    /// <summary>Everybody a chain may rest on: who states it, and who fixed its ends to days.</summary>
    static List<Teller> Tellers(DateNetwork network, IReadOnlyList<DateEdge> cycle) => [.. cycle
        .SelectMany(edge =>
            TellersOfDay(network, edge.Begin).Concat(TellersOfDay(network, edge.End)).Prepend(edge.Said.By))
        .OfType<Teller>().Distinct()
        .OrderBy(teller => teller switch { Teller.OfEntry => 0, Teller.Assumed => 1, _ => 2 })
        .ThenBy(teller => teller.ToString(), StringComparer.Ordinal)];

    static IEnumerable<Teller?> TellersOfDay(DateNetwork network, DatePoint point)
    {
        var through = network.FixedThrough(point).ToList();
        return through.Select(said => said.By).Append(network.FixedBy(through.Count > 0 ? through[^1].From : point));
    }
}
