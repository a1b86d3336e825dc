using NetTimeline.Domain.Patients;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>A history as it would be had an entry never been recorded, to see what the entry does.</summary>
public static class HistoryWithout
{
    /// <summary>
    /// Without the entry, what was done to it, and what could not be said without it: a report of a study that is not
    /// there, an attribution to a tumour that is not there. What merely names it says the rest.
    /// </summary>
    public static Items<Recorded> Of(IReadOnlyList<Recorded> history, EntryKey entry)
    {
        var gone = new HashSet<EntryKey> { entry };
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
