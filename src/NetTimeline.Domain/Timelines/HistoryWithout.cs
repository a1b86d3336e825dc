using NetTimeline.Domain.Patients;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// A history as it would be had an entry never been recorded, to see what the entry does, and as it is where entries
/// were erased.
/// </summary>
public static class HistoryWithout
{
    /// <summary>
    /// What views are made of: where something was erased, without what could not be said without it. The same list
    /// where nothing was.
    /// </summary>
    public static IReadOnlyList<Recorded> Erased(IReadOnlyList<Recorded> history)
    {
        if (!history.Any(each => each.Event is Erased))
        {
            return history;
        }

        var recorded = history.Select(each => each.Event.OwnKey).OfType<EntryKey>().ToHashSet();
        return Of(history, history.SelectMany(each => Named(each.Event)).Where(key => !recorded.Contains(key))
            .ToHashSet());
    }

    /// <summary>
    /// Without the entry, what was done to it, and what could not be said without it: a report of a study that is not
    /// there, an attribution to a tumour that is not there. What merely names it says the rest.
    /// </summary>
    public static Items<Recorded> Of(IReadOnlyList<Recorded> history, EntryKey entry) =>
        Of(history, new HashSet<EntryKey> { entry });

    static Items<Recorded> Of(IReadOnlyList<Recorded> history, HashSet<EntryKey> gone)
    {
        var left = history;
        while (true)
        {
            var told = left.Select(each => (each.Event.OwnKey, Retold: Retold(each, gone))).ToList();
            var more = told.Where(each => each is { OwnKey: not null, Retold: null })
                .Select(each => each.OwnKey!.Value).Where(gone.Add).ToList();
            left = [.. told.Select(each => each.Retold).OfType<Recorded>()];
            if (more.Count == 0)
            {
                return [.. left];
            }
        }
    }

    static IEnumerable<EntryKey> Named(PatientEvent happened) => happened switch
    {
        EntryRecorded said => said.Entry.References().Select(reference => reference.Key),
        LesionReattributed said => said.Attribution.References().Select(reference => reference.Key),
        EntryAmended said =>
            said.Replacement.References().Select(reference => reference.Key).Append(said.Replacement.Key),
        EntryRedated said => [said.Entry],
        EntryRetracted said => [said.Entry],
        LesionGroupSplit said => said.Into.Prepend(said.Group),
        LesionsMerged said => said.Merged.Prepend(said.Kept),
        _ => [],
    };

    /// <summary>What it says without those; null where it says nothing any more.</summary>
    static Recorded? Retold(Recorded recorded, HashSet<EntryKey> gone)
    {
        var retold = recorded.Event switch
        {
            EntryRecorded said => Retold(said.Entry, gone) is { } entry ? said with { Entry = entry } : null,
            LesionReattributed said =>
                Retold(said.Attribution, gone) is { } entry ? said with { Attribution = entry } : null,
            EntryAmended said => Retold(said.Replacement, gone) is { } entry ? said with { Replacement = entry } : null,
            EntryRedated said => gone.Contains(said.Entry) ? null : said,
            EntryRetracted said => gone.Contains(said.Entry) ? null : said,
            LesionGroupSplit said => said.Into.Prepend(said.Group).Any(gone.Contains) ? null : said,
            LesionsMerged said => said.Merged.Prepend(said.Kept).Any(gone.Contains) ? null : said,
            var other => other,
        };
        return retold is null ? null : recorded with { Event = retold };
    }

    /// <summary>Null where it is one of those, or must name one of them.</summary>
    static Entries.Entry? Retold(Entries.Entry entry, HashSet<EntryKey> gone)
    {
        if (gone.Contains(entry.Key))
        {
            return null;
        }

        if (!entry.References().Any(reference => gone.Contains(reference.Key)))
        {
            return entry;
        }

        var rest = Discretion.Of(entry, key => !gone.Contains(key));
        return rest.References().Any(reference => gone.Contains(reference.Key)) ? null : rest;
    }
}
