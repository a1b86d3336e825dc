using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>An event that would follow, and the place of its command in the list that was sent, for pointers.</summary>
readonly record struct Placed(int At, PatientEvent Event);

/// <summary>
/// What can be wrong with commands only in the light of everything that would then be recorded: references, circles,
/// counts of groups, contradictory dates, death. Judged once for all commands, so that they may refer to each other.
/// </summary>
static class Consistency
{
    /// <param name="then">The state the commands would lead to.</param>
    /// <param name="placed">
    /// What would be recorded. A repetition is not judged again: what it refers to may have been withdrawn since.
    /// </param>
    public static IEnumerable<Fault> Faults(PatientState then, IReadOnlyList<Placed> placed)
    {
        // Most entries are neither lesions nor groups, and nobody asks then who counts whom.
        var membership = new Lazy<Membership>(() => new Membership(then.Standing, then.StandingCorrections));
        return placed
            .SelectMany(each => References(then, each.Event)
                .Concat(StillReferredTo(then, each.Event))
                .Concat(each.Event is LesionsMerged merge ? MergedAlready(then, merge) : [])
                .Select(fault => fault.Below($"/{each.At}")))
            .Concat(Circles.Faults(then, membership, placed))
            .Concat(Groups.Overfull(then, membership, placed))
            .Concat(DatesTogether.Faults(then, placed));
    }

    /// <summary>The entry that an event leaves behind, with the pointer to it in what was posted.</summary>
    internal static (Entry Entry, string Pointer)? EntryOf(PatientState then, PatientEvent happened) => happened switch
    {
        EntryRecorded recorded => (recorded.Entry, ""),
        LesionReattributed anew => (anew.Attribution, "/attribution"),
        EntryAmended amended => (amended.Replacement, "/replacement"),
        EntryRedated redated when then.Find(redated.Entry) is { } entry => (entry, "/dates"),
        _ => null,
    };

    static IEnumerable<Fault> References(PatientState then, PatientEvent happened)
    {
        var references = happened switch
        {
            EntryRedated redated => redated.Dates.References().Select(reference => reference.Below("/dates")),
            _ when EntryOf(then, happened) is var (entry, pointer) =>
                entry.References().Select(reference => reference.Below(pointer)),
            _ => [],
        };
        return references.Concat(OwnReferences(happened)).Select(reference => Missing(then, reference)).OfType<Fault>();
    }

    /// <summary>What a correction names apart from the entry it leaves behind.</summary>
    static IEnumerable<Reference> OwnReferences(PatientEvent happened) => happened switch
    {
        EntryAmended amended => Known(amended.Known),
        EntryRedated redated => Known(redated.Known),
        LesionGroupSplit split => Reference.All("/into", split.Into, EntryKinds.Lesions)
            .Prepend(new Reference("/group", split.Group, EntryKinds.LesionGroup)).Concat(Known(split.Known)),
        LesionsMerged merge => Reference.All("/merged", merge.Merged, EntryKinds.Lesion)
            .Prepend(new Reference("/kept", merge.Kept, EntryKinds.Lesion)).Concat(Known(merge.Known)),
        _ => [],
    };

    static IEnumerable<Reference> Known(StatedDate? known) =>
        known?.References().Select(reference => reference.Below("/known")) ?? [];

    static Fault? Missing(PatientState then, Reference reference) => then.Entries.GetValueOrDefault(reference.Key)
        switch
    {
        null => new Fault(Refusal.UnknownReference, reference.Pointer, $"There is no entry {reference.Key}."),
        { Retracted: true } => new Fault(
            Refusal.AlreadyRetracted, reference.Pointer, $"The entry {reference.Key} was retracted."),
        var named when (named.Current.Kind & reference.Allowed) == 0 => new Fault(
            Refusal.WrongKindOfReference, reference.Pointer,
            $"The entry {reference.Key} is a {Words.Of(named.Current.Kind)}; "
            + $"this place names {KindsIn(reference.Allowed)}."),
        _ => null,
    };

    static string KindsIn(EntryKinds allowed) => string.Join(" or ", Enum.GetValues<EntryKinds>()
        .Where(kind => System.Numerics.BitOperations.IsPow2((int)kind) && (kind & allowed) != 0)
        .Select(kind => Words.Of(kind)));

    static IEnumerable<Fault> StillReferredTo(PatientState then, PatientEvent happened)
    {
        if (happened is not EntryRetracted retracted)
        {
            return [];
        }

        var others = then.Standing
            .Where(entry => entry.References().Any(reference => reference.Key == retracted.Entry))
            .Select(entry => entry.Key)
            .Concat(then.StandingCorrections
                .Where(correction => OwnReferences(correction).Any(reference => reference.Key == retracted.Entry))
                .Select(KeyOf))
            .Select(key => key.Value).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0
            ? []
            : [new Fault(Refusal.StillReferredTo, "/entry",
                $"The entry {retracted.Entry} is still referred to by {string.Join(", ", others)}; "
                + "correct or retract those first.")];
    }

    static EntryKey KeyOf(PatientEvent correction) => correction switch
    {
        EntryAmended amended => amended.Key,
        EntryRedated redated => redated.Key,
        LesionGroupSplit split => split.Key,
        LesionsMerged merged => merged.Key,
        _ => default,
    };

    static IEnumerable<Fault> MergedAlready(PatientState then, LesionsMerged merge)
    {
        var gone = then.StandingCorrections.OfType<LesionsMerged>().Where(other => other.Key != merge.Key)
            .SelectMany(other => other.Merged).ToHashSet();
        var named = merge.Merged.Select((key, at) => (key, $"/merged/{at}")).Prepend((merge.Kept, "/kept"));
        foreach (var (key, pointer) in named)
        {
            if (gone.Contains(key))
            {
                yield return new Fault(
                    Refusal.AlreadyMerged, pointer, $"The lesion {key} was merged into another one; name that one.");
            }
        }
    }
}
