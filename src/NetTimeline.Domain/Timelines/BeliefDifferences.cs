using NetTimeline.Domain.Entries;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>A diagnosis that is held, given up, or stands again.</summary>
/// <param name="Diagnosis">The entry.</param>
/// <param name="Before">Null where it was not held.</param>
/// <param name="After">Null where it is not any more.</param>
/// <param name="By">What it was given up for, or what it is unresolved with; else the diagnosis itself.</param>
public sealed record BeliefDifference(
    EntryKey Diagnosis, DiagnosisHeld? Before, DiagnosisHeld? After, Items<EntryKey> By);

/// <summary>A lesion or group that is believed to belong elsewhere, or as surely as not before.</summary>
/// <param name="Of">The lesion or group.</param>
/// <param name="Before">Empty where it was attributed to nothing, or not known.</param>
/// <param name="After">Likewise.</param>
/// <param name="By">Attributions that came, went or say something else.</param>
public sealed record AttributionDifference(
    EntryKey Of, Items<Belonging> Before, Items<Belonging> After, Items<EntryKey> By);

/// <summary>A group with another count, other members or another remainder.</summary>
/// <param name="Group">The group.</param>
/// <param name="Before">Null where it was not known.</param>
/// <param name="After">Null where it is not any more.</param>
/// <param name="By">Members, earlier claims, splits and merges that came, went or say something else.</param>
public sealed record GroupDifference(EntryKey Group, GroupKnown? Before, GroupKnown? After, Items<EntryKey> By);

/// <summary>
/// An organ in which another number of foci is identified, or the same are believed to be something else.
/// </summary>
/// <param name="Organ">As the tallies name it.</param>
/// <param name="Before">Null where none was identified.</param>
/// <param name="After">Likewise.</param>
/// <param name="By">Foci, attributions, splits and merges that came, went or say something else.</param>
public sealed record TallyDifference(string Organ, OrganTally? Before, OrganTally? After, Items<EntryKey> By);

/// <summary>Beliefs and counts of two views.</summary>
sealed class BeliefDifferences(Timeline from, Timeline to, Changes changes)
{
    public Items<BeliefDifference> Diagnoses => [.. Pairs(from.Diagnoses, to.Diagnoses, held => held.Entry.Key)
        .Where(pair => pair is not ({ } before, { } after) || !SameStance(before, after))
        .Select(pair => new BeliefDifference(pair.Key, pair.Before, pair.After, OrElse(pair.Key, [
            .. Changes.Otherwise(pair.Before?.SupersededBy, pair.After?.SupersededBy),
            .. Changes.Otherwise(pair.Before?.UnresolvedWith, pair.After?.UnresolvedWith)])))];

    public Items<AttributionDifference> Attributions => [.. Pairs(Foci(from), Foci(to), focus => focus.Of)
        .Select(pair => (pair.Key, Before: pair.Before?.Belongs ?? [], After: pair.After?.Belongs ?? []))
        .Where(pair => !pair.Before.Equals(pair.After))
        .Select(pair => new AttributionDifference(pair.Key, pair.Before, pair.After, OrElse(pair.Key, [
            .. Changes.Otherwise(Keys(pair.Before), Keys(pair.After)),
            .. Keys(pair.After).Where(changes.Entries.Contains)])))];

    public Items<GroupDifference> Groups => [.. Pairs(from.Groups, to.Groups, group => group.Entry.Key)
        .Where(pair => pair is not ({ } before, { } after) || !SameCount(before, after))
        .Select(pair => new GroupDifference(pair.Key, pair.Before, pair.After, OrElse(pair.Key, [
            .. Changes.Otherwise(pair.Before?.Members, pair.After?.Members),
            .. Changes.Otherwise(pair.Before?.Includes, pair.After?.Includes),
            .. CorrectionsOf([pair.Key]),
            .. changes.Entries.Contains(pair.Key) ? changes.Doing(pair.Key) : []])))];

    public Items<TallyDifference> Tallies => [.. Pairs(from.Tallies, to.Tallies, tally => tally.Organ)
        .Where(pair => pair.Before != pair.After)
        .Select(pair => new TallyDifference(pair.Key, pair.Before, pair.After, CountedOtherwise(pair.Key)))];

    /// <summary>A lesion or group, and where it is believed to belong.</summary>
    sealed record Focus(EntryKey Of, Items<Belonging> Belongs);

    sealed record Pair<TKey, T>(TKey Key, T? Before, T? After)
        where T : class
    {
        public void Deconstruct(out T? before, out T? after) => (before, after) = (Before, After);
    }

    static IEnumerable<Pair<TKey, T>> Pairs<TKey, T>(Items<T> before, Items<T> after, Func<T, TKey> key)
        where TKey : notnull
        where T : class
    {
        var (was, becomes) = (before.ToDictionary(key), after.ToDictionary(key));
        return after.Concat(before).Select(key).Distinct().Select(each => new Pair<TKey, T>(
            each, was.GetValueOrDefault(each), becomes.GetValueOrDefault(each)));
    }

    static bool SameStance(DiagnosisHeld before, DiagnosisHeld after) =>
        before.SupersededBy.Equals(after.SupersededBy) && before.UnresolvedWith.Equals(after.UnresolvedWith);

    static bool SameCount(GroupKnown before, GroupKnown after) =>
        before with { Entry = after.Entry, Belongs = after.Belongs } == after;

    static Items<Focus> Foci(Timeline view) => [.. view.Lesions.Select(each => new Focus(each.Entry.Key, each.Belongs)),
        .. view.Groups.Select(each => new Focus(each.Entry.Key, each.Belongs))];

    static Items<EntryKey> Keys(Items<Belonging> belongs) => [.. belongs.Select(each => each.Attribution)];

    static Items<EntryKey> OrElse(EntryKey itself, Items<EntryKey> found) =>
        found.Count > 0 ? [.. found.Distinct()] : [itself];

    Items<EntryKey> CountedOtherwise(string organ)
    {
        var foci = changes.Before.Values.Concat(changes.After.Values).Select(each => each.Entry)
            .Where(entry => (entry.Kind & EntryKinds.Lesions) != 0 && LesionInventory.Organ(entry) == organ)
            .Select(entry => entry.Key).ToHashSet();
        return [.. foci.Where(changes.Entries.Contains).SelectMany(changes.Doing)
            .Concat(Attributions.Where(each => foci.Contains(each.Of)).SelectMany(each => each.By))
            .Concat(CorrectionsOf(foci)).Distinct()];
    }

    IEnumerable<EntryKey> CorrectionsOf(HashSet<EntryKey> foci) => changes.Corrections
        .Where(each => each switch
        {
            LesionGroupSplit split => split.Into.Prepend(split.Group).Any(foci.Contains),
            LesionsMerged merged => merged.Merged.Prepend(merged.Kept).Any(foci.Contains),
            _ => false,
        })
        .Select(each => RecordedThen.UnderstoodAt(each).Key);
}
