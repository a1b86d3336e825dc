using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;

namespace NetTimeline.Domain.Patients;

/// <summary>No group has certainly more members than it counts.</summary>
static class Groups
{
    /// <summary>Pointed to from whatever touches an overfull group: a member, a split, the group's own count.</summary>
    public static IEnumerable<Fault> Overfull(
        PatientState then, Lazy<Membership> all, IReadOnlyList<Placed> placed)
    {
        if (!placed.Any(each => MayTouch(then, each.Event)))
        {
            yield break;
        }

        var membership = all.Value;
        var overfull = membership.All.Select(entry => entry.Key)
            .Where(key => membership[key].Content is LesionGroup
                && membership.Told(key).AtLeast > membership.CountOf(key).AtMost)
            .ToHashSet();
        foreach (var (at, happened) in overfull.Count > 0 ? placed : [])
        {
            var touched = Touched(then, membership, happened).Where(each => overfull.Contains(each.Group));
            foreach (var (pointer, key) in touched)
            {
                yield return new Fault(Refusal.GroupOverfull, $"/{at}{pointer}",
                    $"The group {key} counts {membership.CountOf(key)} and would have {membership.Told(key)} members.");
            }
        }
    }

    static bool MayTouch(PatientState then, PatientEvent happened) =>
        happened is PatientEvent.LesionGroupSplit
        || (Consistency.EntryOf(then, happened) is var (entry, _) && (entry.Kind & EntryKinds.Lesions) != 0);

    static IEnumerable<(string Pointer, EntryKey Group)> Touched(
        PatientState then, Membership membership, PatientEvent happened)
    {
        if (happened is PatientEvent.LesionGroupSplit split && membership.Knows(split.Group))
        {
            return [("/into", membership.NameOf(split.Group))];
        }

        if (Consistency.EntryOf(then, happened) is not var (entry, pointer) || !membership.Knows(entry.Key))
        {
            return [];
        }

        var name = membership.NameOf(entry.Key);
        var member = entry.Content is LesionGroup ? "count" : "memberOf";
        var groups = membership.GroupsOf(name).Select(group => ($"{pointer}/{member}", group));
        return entry.Content is LesionGroup ? groups.Append(($"{pointer}/count", name)) : groups;
    }
}
