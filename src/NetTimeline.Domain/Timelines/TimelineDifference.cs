using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// What changed from one view of a patient to another, and what changed it. Either view may be the later one: from the
/// later to the earlier, things are forgotten.
/// </summary>
/// <param name="From">What was asked.</param>
/// <param name="To">Likewise.</param>
/// <param name="Entries">In the order of the second view's course; what it does not show comes last.</param>
/// <param name="Beliefs">Diagnoses that are held, given up, or stand again.</param>
/// <param name="Attributions">Lesions and groups that are believed to belong elsewhere.</param>
/// <param name="Groups">Groups whose counts or members are others.</param>
/// <param name="Tallies">Organs in which another number of foci is identified, or believed otherwise of.</param>
public sealed record TimelineDifference(
    AsOf From,
    AsOf To,
    Items<EntryDifference> Entries,
    Items<BeliefDifference> Beliefs,
    Items<AttributionDifference> Attributions,
    Items<GroupDifference> Groups,
    Items<TallyDifference> Tallies)
{
    /// <param name="from">A view.</param>
    /// <param name="to">Another view of the same patient.</param>
    /// <param name="history">All events: who retracted what is found here.</param>
    public static TimelineDifference Between(Timeline from, Timeline to, IReadOnlyList<Recorded> history)
    {
        var changes = new Changes(from, to, history);
        var beliefs = new BeliefDifferences(from, to, changes);
        return new TimelineDifference(
            from.AsOf, to.AsOf, new EntryDifferences(from, to, changes).All, beliefs.Diagnoses, beliefs.Attributions,
            beliefs.Groups, beliefs.Tallies);
    }

    /// <summary>Nothing at all.</summary>
    public bool IsEmpty => Entries.Count + Beliefs.Count + Attributions.Count + Groups.Count + Tallies.Count == 0;
}

/// <summary>Which statements are not the same in both views.</summary>
sealed class Changes
{
    readonly ILookup<EntryKey, EntryKey> retractions;

    public Changes(Timeline from, Timeline to, IReadOnlyList<Recorded> history)
    {
        (Before, After) = (Shown(from, to), Shown(to, from));
        retractions = history.Select(each => each.Event).OfType<EntryRetracted>()
            .ToLookup(retracted => retracted.Entry, retracted => retracted.Key);
        Entries = Before.Keys.Union(After.Keys).Where(IsOther).ToHashSet();
        Corrections = [.. from.Corrections.Except(to.Corrections), .. to.Corrections.Except(from.Corrections)];
    }

    public IReadOnlyDictionary<EntryKey, TimelineEntry> Before { get; }

    public IReadOnlyDictionary<EntryKey, TimelineEntry> After { get; }

    /// <summary>Entries that are shown in one view only, or say something else.</summary>
    public IReadOnlySet<EntryKey> Entries { get; }

    /// <summary>Splits and merges that hold in one view only.</summary>
    public Items<PatientEvent> Corrections { get; }

    /// <summary>The entry whichever view shows it; the second where both do.</summary>
    public Entry? Find(EntryKey key) => (After.GetValueOrDefault(key) ?? Before.GetValueOrDefault(key))?.Entry;

    /// <summary>
    /// What did this to the entry: its corrections that count in one view only, a retraction, or what it may name now
    /// and might not before; else the entry itself.
    /// </summary>
    public Items<EntryKey> Doing(EntryKey key)
    {
        var (before, after) = (Before.GetValueOrDefault(key), After.GetValueOrDefault(key));
        var corrections = Otherwise(before?.ChangedBy, after?.ChangedBy);
        var found = (before, after) switch
        {
            (not null, null) when retractions[key].Any() => [.. retractions[key]],
            (not null, not null) when corrections.Count == 0 => Otherwise(Named(before), Named(after)),
            (not null, not null) => corrections,
            _ => Items<EntryKey>.None,
        };
        return found.Count > 0 ? found : [key];
    }

    /// <summary>What is new in the second of two lists; where nothing is, what is gone from the first.</summary>
    public static Items<EntryKey> Otherwise(Items<EntryKey>? before, Items<EntryKey>? after)
    {
        Items<EntryKey> added = [.. (after ?? []).Except(before ?? [])];
        return added.Count > 0 ? added : [.. (before ?? []).Except(after ?? [])];
    }

    static Items<EntryKey> Named(TimelineEntry shown) =>
        [.. shown.Entry.References().Select(reference => reference.Key)];

    bool IsOther(EntryKey key) =>
        Before.GetValueOrDefault(key) is not { } before || After.GetValueOrDefault(key) is not { } after
        || before.Knownness != after.Knownness || before.Entry != after.Entry
        || before.EndNotKnown != after.EndNotKnown;

    /// <summary>
    /// Beside a view of the past, everything that is known now is said as a view of the past would say it: a judgement
    /// of whoever wrote the history down is no change.
    /// </summary>
    static Dictionary<EntryKey, TimelineEntry> Shown(Timeline view, Timeline beside)
    {
        var shown = view.Entries.Concat(view.PossiblyKnown).ToDictionary(each => each.Entry.Key);
        return view.AsOf.Known is null && beside.AsOf.Known is not null
            ? shown.ToDictionary(each => each.Key, each => each.Value with
            {
                Entry = Discretion.Of(each.Value.Entry, shown.ContainsKey),
            })
            : shown;
    }
}
