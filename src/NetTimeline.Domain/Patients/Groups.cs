using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Patients;

/// <summary>Counts of lesion groups and of their members.</summary>
static class Groups
{
    /// <summary>
    /// Groups that would certainly have more members than they count, pointed to from what filled them.
    /// </summary>
    public static IEnumerable<Fault> Overfull(PatientState then, IReadOnlyList<Placed> commands)
    {
        var overfull = then.Standing.Where(entry => entry.Content is LesionGroup)
            .Select(entry => (entry.Key, Count: ((LesionGroup)entry.Content).Count, Members: Members(then, entry.Key)))
            .Where(group => group.Members.AtLeast > group.Count.AtMost)
            .ToDictionary(group => group.Key);
        foreach (var (at, command) in overfull.Count > 0 ? commands : [])
        {
            foreach (var (pointer, key) in Filled(then, command))
            {
                if (overfull.TryGetValue(key, out var group))
                {
                    yield return new Fault(Refusal.GroupOverfull, $"/{at}{pointer}",
                        $"The group {key} counts {group.Count} and would have {group.Members} members.");
                }
            }
        }
    }

    /// <summary>How many lesions are named as members of a group, by themselves or by a split.</summary>
    static Count Members(PatientState state, EntryKey group) => state.Standing
        .Where(entry => GroupsOf(entry).Contains(group))
        .Select(entry => entry.Key)
        .Concat(state.Members.GetValueOrDefault(group, []))
        .Distinct()
        .Select(key => state.Find(key)?.Content)
        .Aggregate(Count.Zero, (sum, content) => sum + content switch
        {
            Lesion => Count.One,
            LesionGroup narrower => narrower.Count,
            _ => Count.Zero,
        });

    static Items<EntryKey> GroupsOf(Entry entry) => entry.Content switch
    {
        Lesion lesion => lesion.MemberOf,
        LesionGroup group => group.MemberOf,
        _ => [],
    };

    static IEnumerable<(string Pointer, EntryKey Group)> Filled(PatientState then, PatientCommand command)
    {
        if (command is PatientCommand.SplitGroup split)
        {
            yield return ("/into", split.Group);
        }
        else if (Consistency.EntryOf(then, command) is var (entry, pointer))
        {
            foreach (var (group, at) in GroupsOf(entry).Select((group, at) => (group, at)))
            {
                yield return ($"{pointer}/memberOf/{at}", group);
            }

            if (entry.Content is LesionGroup)
            {
                yield return ($"{pointer}/count", entry.Key);
            }
        }
    }
}
