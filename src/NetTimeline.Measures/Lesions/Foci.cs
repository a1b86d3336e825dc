using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// Lesions and groups of a course under their one name, with the groups that count them: what is said of a group is
/// said of what it counts.
/// </summary>
sealed class Foci
{
    readonly Dictionary<EntryKey, EntryKey> names = [];
    readonly Dictionary<EntryKey, Items<EntryKey>> groupsOf = [];
    readonly Dictionary<EntryKey, EntryKey> countedAgainBy = [];
    readonly Dictionary<EntryKey, Entry> entries = [];
    readonly Dictionary<EntryKey, Items<EntryKey>> withGroups = [];

    public Foci(Course course)
    {
        foreach (var each in course.Timeline.Lesions)
        {
            Add(each.Entry, each.MemberOf, each.AlsoNamed);
        }

        foreach (var each in course.Timeline.Groups)
        {
            Add(each.Entry, each.MemberOf, each.AlsoNamed);
        }

        foreach (var each in course.Timeline.Groups)
        {
            foreach (var earlier in each.Includes)
            {
                countedAgainBy[NameOf(earlier)] = each.Entry.Key;
            }
        }
    }

    public static Foci Of(Course course) => course.Once(each => new Foci(each));

    /// <summary>Every lesion and group by its one name, lesions first.</summary>
    public IEnumerable<EntryKey> All => entries.Keys;

    public bool Knows(EntryKey key) => names.ContainsKey(key);

    /// <summary>The one name of whatever goes by this key; the key itself where it is no lesion or group.</summary>
    public EntryKey NameOf(EntryKey key) => names.GetValueOrDefault(key, key);

    public Entry EntryOf(EntryKey key) => entries[NameOf(key)];

    /// <summary>Where it is; a group may be in several places.</summary>
    public Items<Site> SitesOf(EntryKey key) => EntryOf(key).Content switch
    {
        Lesion lesion => [lesion.Site],
        LesionGroup group => group.Sites,
        _ => [],
    };

    /// <summary>One focus, or what the group counts.</summary>
    public Count CountOf(EntryKey key) => EntryOf(key).Content is LesionGroup group ? group.Count : Count.One;

    /// <summary>In lower case; "several" for a group that spans organs, as the timeline's tallies have it.</summary>
    public string OrganOf(EntryKey key) =>
        SitesOf(key).Select(site => site.Organ.ToLowerInvariant()).Distinct().ToList() is [var only] ? only : "several";

    /// <summary>Maybe where a group spans organs.</summary>
    public Likelihood IsIn(EntryKey key, string organ)
    {
        var there = SitesOf(key)
            .Select(site => string.Equals(site.Organ, organ, StringComparison.OrdinalIgnoreCase)).ToList();
        return there.All(each => each) ? Likelihood.Yes : there.Any(each => each) ? Likelihood.Maybe : Likelihood.No;
    }

    /// <summary>Itself and every group that counts it, however many groups lie between.</summary>
    public Items<EntryKey> WithGroups(EntryKey key)
    {
        if (!withGroups.TryGetValue(key, out var found))
        {
            withGroups[key] = found = FindGroups(NameOf(key));
        }

        return found;
    }

    /// <summary>
    /// The last claim that counts it, as a member or again after an earlier claim; itself where none does.
    /// </summary>
    public EntryKey LastClaimOf(EntryKey key)
    {
        var (at, seen) = (NameOf(key), new HashSet<EntryKey>());
        while (seen.Add(at))
        {
            var outer = WithGroups(at)[^1];
            at = countedAgainBy.GetValueOrDefault(outer, countedAgainBy.GetValueOrDefault(at, outer));
        }

        return at;
    }

    /// <summary>Whether one of the keys is the lesion or a group that counts it.</summary>
    public bool Covers(Items<EntryKey> keys, EntryKey lesion)
    {
        var all = WithGroups(lesion);
        foreach (var key in keys)
        {
            if (all.Contains(NameOf(key)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether two lesions are told of as one claim without being one: of the same group, or counted again by it.
    /// </summary>
    public bool AreBeside(EntryKey lesion, EntryKey other) => WithGroups(lesion).Skip(1)
        .Any(group => WithGroups(other).Contains(group)
            || (EntryOf(group).Content is LesionGroup claim && claim.Includes.Select(NameOf).Contains(NameOf(other))));

    Items<EntryKey> FindGroups(EntryKey name)
    {
        List<EntryKey> found = [name];
        for (var at = 0; at < found.Count; at++)
        {
            found.AddRange(groupsOf.GetValueOrDefault(found[at], [])
                .Select(NameOf).Where(group => !found.Contains(group)));
        }

        return [.. found];
    }

    void Add(Entry entry, Items<EntryKey> groups, Items<EntryKey> alsoNamed)
    {
        entries[entry.Key] = entry;
        groupsOf[entry.Key] = groups;
        names[entry.Key] = entry.Key;
        foreach (var other in alsoNamed)
        {
            names[other] = entry.Key;
        }
    }
}
