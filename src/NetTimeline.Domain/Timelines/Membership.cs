using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// Which groups count which lesions and narrower groups. What turned out to be one – merged, or the same from another
/// source – is one here, under the name of the lesion that was kept or first told.
/// </summary>
/// <remarks>Total: whatever was recorded, circles included, every question has an answer.</remarks>
sealed class Membership
{
    readonly Dictionary<EntryKey, Entry> entries;
    readonly Dictionary<EntryKey, EntryKey> keptAs = [];
    readonly Dictionary<EntryKey, HashSet<EntryKey>> groupsOf = [];
    readonly ILookup<EntryKey, EntryKey> membersOf;
    readonly ILookup<EntryKey, EntryKey> aliases;
    ILookup<EntryKey, EntryKey>? includedIn;

    /// <param name="entries">Those that count; only lesions and groups matter.</param>
    /// <param name="corrections">Those that count; only splits and merges matter.</param>
    public Membership(IEnumerable<Entry> entries, IEnumerable<PatientEvent> corrections)
    {
        this.entries = entries.Where(entry => (entry.Kind & EntryKinds.Lesions) != 0).ToDictionary(entry => entry.Key);
        var made = corrections.ToList();
        foreach (var (key, other) in this.entries.Values.Where(entry => entry.SameAs is not null)
                     .Select(entry => (entry.Key, entry.SameAs!.Value))
                     .Concat(made.OfType<PatientEvent.LesionsMerged>()
                         .SelectMany(merge => merge.Merged.Select(gone => (gone, merge.Kept)))))
        {
            Unite(key, other);
        }

        aliases = this.entries.Keys.ToLookup(NameOf);

        foreach (var (key, group) in this.entries.Values
                     .SelectMany(entry => StatedGroups(entry), (entry, group) => (entry.Key, group))
                     .Concat(made.OfType<PatientEvent.LesionGroupSplit>()
                         .SelectMany(split => split.Into.Select(member => (member, split.Group)))))
        {
            Join(key, group);
        }

        membersOf = groupsOf.SelectMany(member => member.Value, (member, group) => (group, member.Key))
            .ToLookup(each => each.group, each => each.Key);
    }

    /// <summary>Every lesion and group under its one name, in the order given.</summary>
    public IEnumerable<Entry> All => entries.Values.Where(entry => NameOf(entry.Key) == entry.Key);

    public Entry this[EntryKey key] => entries[key];

    public bool Knows(EntryKey key) => entries.ContainsKey(key);

    /// <summary>The one name of whatever turned out to be this.</summary>
    public EntryKey NameOf(EntryKey key)
    {
        while (keptAs.TryGetValue(key, out var other))
        {
            key = other;
        }

        return key;
    }

    /// <summary>Everything that goes by this name.</summary>
    public IEnumerable<EntryKey> Aliases(EntryKey name) => aliases[name];

    public IEnumerable<EntryKey> GroupsOf(EntryKey name) => groupsOf.GetValueOrDefault(name) ?? [];

    /// <summary>
    /// Members that the group counts itself: not those that it counts already through a narrower group.
    /// </summary>
    public IReadOnlyList<EntryKey> MembersOf(EntryKey group)
    {
        var all = membersOf[group].ToList();
        return [.. all.Where(member => !Wider(member).Overlaps(all))];
    }

    /// <summary>How many the members told apart are.</summary>
    public Count Told(EntryKey group) =>
        MembersOf(group).Aggregate(Count.Zero, (sum, member) => sum + CountOf(member));

    public Count CountOf(EntryKey key) => entries[key].Content is LesionGroup group ? group.Count : Count.One;

    /// <summary>Earlier claims that this group counts again, by their names.</summary>
    public Items<EntryKey> Includes(EntryKey name) => [.. Aliases(name)
        .SelectMany(key => entries[key].Content is LesionGroup group ? group.Includes : [])
        .Where(Knows).Select(NameOf).Where(other => other != name).Distinct()];

    /// <summary>Whether by membership and counting again it comes back to itself.</summary>
    public bool CountsItself(EntryKey name)
    {
        var seen = new HashSet<EntryKey>();
        var waiting = new Queue<EntryKey>(CountedIn(name));
        while (waiting.TryDequeue(out var group))
        {
            if (group == name)
            {
                return true;
            }

            if (seen.Add(group))
            {
                foreach (var wider in CountedIn(group))
                {
                    waiting.Enqueue(wider);
                }
            }
        }

        return false;
    }

    IEnumerable<EntryKey> CountedIn(EntryKey name) => GroupsOf(name).Concat(IncludedIn[name]);

    ILookup<EntryKey, EntryKey> IncludedIn => includedIn ??= All
        .SelectMany(entry => Includes(entry.Key), (entry, included) => (entry.Key, included))
        .ToLookup(each => each.included, each => each.Key);

    /// <summary>Every group that counts this, through however many others; never itself.</summary>
    HashSet<EntryKey> Wider(EntryKey name)
    {
        var found = new HashSet<EntryKey>();
        var waiting = new Queue<EntryKey>(GroupsOf(name));
        while (waiting.TryDequeue(out var group))
        {
            if (group != name && found.Add(group))
            {
                foreach (var wider in GroupsOf(group))
                {
                    waiting.Enqueue(wider);
                }
            }
        }

        return found;
    }

    void Unite(EntryKey gone, EntryKey kept)
    {
        if (Knows(gone) && Knows(kept) && NameOf(gone) is var from && NameOf(kept) is var to && from != to)
        {
            keptAs[from] = to;
        }
    }

    void Join(EntryKey member, EntryKey group)
    {
        if (Knows(member) && Knows(group) && NameOf(member) != NameOf(group))
        {
            if (!groupsOf.TryGetValue(NameOf(member), out var groups))
            {
                groups = groupsOf[NameOf(member)] = [];
            }

            groups.Add(NameOf(group));
        }
    }

    static Items<EntryKey> StatedGroups(Entry entry) => entry.Content switch
    {
        Lesion lesion => lesion.MemberOf,
        LesionGroup group => group.MemberOf,
        _ => [],
    };
}
