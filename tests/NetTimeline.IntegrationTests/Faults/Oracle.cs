namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// Holds a log against what its clients were told, and names whatever does not agree. It knows nothing of how the
/// store works.
/// </summary>
static class Oracle
{
    /// <param name="log">The whole log, in the order it was read.</param>
    /// <param name="told">What the clients were told, in any order.</param>
    /// <returns>A sentence for each fault; empty where all is well.</returns>
    public static IReadOnlyList<string> Faults(IReadOnlyList<Kept> log, IReadOnlyList<Told> told)
    {
        var stored = log.ToLookup(item => item.Key);
        var asked = told.ToLookup(item => item.Key);
        return
        [
            .. told.Where(item => item.Answer is Answer.Stored && !IsWhereTold(item, stored[item.Key]))
                .Select(item => $"{item.Key} was said to be stored, and is not there as it was said."),
            .. asked.Where(each => stored.Contains(each.Key) && each.All(IsNo))
                .Select(each => $"{each.Key} was refused, and is there."),
            .. stored.Where(each => !asked.Contains(each.Key))
                .Select(each => $"{each.Key} is there, and nobody asked for it."),
            .. stored.Where(each => asked.Contains(each.Key) && !IsWholeOnce(each, asked[each.Key].First().Events))
                .Select(each => $"{each.Key} is there in part, in pieces or more than once."),
            .. FaultsOfOrder(log),
        ];
    }

    /// <summary>What must hold of a log whatever was asked of it.</summary>
    public static IEnumerable<string> FaultsOfOrder(IReadOnlyList<Kept> log)
    {
        for (var place = 0; place < log.Count; place++)
        {
            if (log[place].Position != place + 1)
                yield return $"At place {place + 1} is position {log[place].Position}.";
            if (place > 0 && log[place].RecordedTicks < log[place - 1].RecordedTicks)
                yield return $"Position {log[place].Position} was recorded before the one before it.";
        }

        var versions = new Dictionary<Guid, long>();
        foreach (var item in log)
        {
            var expected = versions.GetValueOrDefault(item.Stream) + 1;
            if (item.Version != expected)
                yield return $"Stream {item.Stream} has version {item.Version} where {expected} comes next.";
            versions[item.Stream] = item.Version;
        }
    }

    static bool IsNo(Told told) => told.Answer is Answer.Refused or Answer.Failed;

    static bool IsWhereTold(Told told, IEnumerable<Kept> stored) =>
        stored.Take(1).Select(first => (first.Version, first.Position)).SequenceEqual(
            [(told.FirstVersion, told.FirstPosition)]);

    /// <summary>All of its events, in one stream, one after the other.</summary>
    static bool IsWholeOnce(IEnumerable<Kept> stored, int events)
    {
        var all = stored.ToList();
        return all.Count == events && all.Index().All(item =>
            item.Item.Stream == all[0].Stream
            && item.Item.Version == all[0].Version + item.Index
            && item.Item.Position == all[0].Position + item.Index);
    }
}
