using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Timelines;

/// <summary>A lesion as it was known.</summary>
/// <param name="Entry">The entry that declares it.</param>
/// <param name="MemberOf">Groups that count it, by its own statement or by a split.</param>
/// <param name="Belongs">Attributions that stand; several are unresolved, none is legal.</param>
/// <param name="AlsoNamed">
/// Other keys that turned out to be this lesion: merged, or the same from another source.
/// </param>
public sealed record LesionKnown(
    Entry Entry, Items<EntryKey> MemberOf, Items<Belonging> Belongs, Items<EntryKey> AlsoNamed);

/// <summary>A counted claim as it was known.</summary>
/// <param name="Entry">The entry that claims it.</param>
/// <param name="Count">How many, bounded.</param>
/// <param name="MemberOf">Wider groups that count it.</param>
/// <param name="Members">Lesions and narrower groups told apart within it.</param>
/// <param name="Remainder">What is not told apart.</param>
/// <param name="Includes">Earlier claims that count the same foci.</param>
/// <param name="MatchedToNone">
/// How many of it are none of the included ones: at least the count less everything included; null where it includes
/// none.
/// </param>
/// <param name="Belongs">Attributions of the group as a whole that stand.</param>
/// <param name="AlsoNamed">Other keys that turned out to be this group.</param>
public sealed record GroupKnown(
    Entry Entry,
    Count Count,
    Items<EntryKey> MemberOf,
    Items<EntryKey> Members,
    Count Remainder,
    Items<EntryKey> Includes,
    Count? MatchedToNone,
    Items<Belonging> Belongs,
    Items<EntryKey> AlsoNamed);

/// <summary>How many foci were ever identified in an organ, and what they were believed to be.</summary>
/// <param name="Organ">As the sites name it; "several" for a group that spans organs.</param>
/// <param name="Identified">
/// Ever identified, not present: what was resected still counts. Foci that a later claim counts again are counted once.
/// </param>
/// <param name="Shares">By attribution; the counts add up to <paramref name="Identified"/>.</param>
public sealed record OrganTally(string Organ, Count Identified, Items<TallyShare> Shares);

/// <summary>So many foci believed to be of one tumour.</summary>
/// <param name="Tumour">Null for foci that are attributed to none, and where it is unresolved.</param>
/// <param name="Certainty">Of the attribution; null where not stated.</param>
/// <param name="Unresolved">Several attributions stand; no order between them can be told.</param>
/// <param name="Count">How many.</param>
public sealed record TallyShare(EntryKey? Tumour, Certainty? Certainty, bool Unresolved, Count Count);

/// <summary>Lesions, groups and what they were believed to be.</summary>
/// <param name="beliefs">Of what was known.</param>
/// <param name="membership">Of what was known.</param>
sealed class LesionInventory(Beliefs beliefs, Membership membership)
{
    readonly Dictionary<EntryKey, Items<Entry>> attributions = [];
    readonly Dictionary<EntryKey, Items<Belonging>> belongings = [];

    public Items<LesionKnown> Lesions => [.. membership.All.Where(entry => entry.Content is Lesion)
        .Select(entry => new LesionKnown(
            entry, [.. membership.GroupsOf(entry.Key)], Belongs(entry.Key), OtherNames(entry.Key)))];

    public Items<GroupKnown> Groups => [.. membership.All.Where(entry => entry.Content is LesionGroup).Select(Group)];

    /// <summary>A focus that several claims count is counted with the first.</summary>
    public Items<OrganTally> Tallies
    {
        get
        {
            var counted = new HashSet<EntryKey>();
            return [.. Roots()
                .Select(root => (Organ: Organ(root), Shares: Shares(root.Key, counted).ToList()))
                .GroupBy(root => root.Organ, root => root.Shares)
                .Select(organ => Tally(organ.Key, organ.SelectMany(shares => shares)))
                .OrderBy(tally => tally.Organ, StringComparer.Ordinal)];
        }
    }

    /// <summary>What counts by itself: no member of a group, and counted again by none.</summary>
    List<Entry> Roots()
    {
        var again = membership.All.SelectMany(entry => membership.Includes(entry.Key)).ToHashSet();
        return [.. membership.All.Where(entry => !membership.GroupsOf(entry.Key).Any() && !again.Contains(entry.Key))];
    }

    static OrganTally Tally(string organ, IEnumerable<TallyShare> all)
    {
        var shares = all
            .GroupBy(share => (share.Tumour, share.Certainty, share.Unresolved))
            .Select(group => group.First() with
            {
                Count = group.Aggregate(Count.Zero, (sum, share) => sum + share.Count),
            })
            .Where(share => share.Count != Count.Zero)
            .OrderByDescending(share => share.Count.AtLeast)
            .ThenBy(share => share.Tumour?.Value, StringComparer.Ordinal)
            .ToItems();
        return new OrganTally(organ, shares.Aggregate(Count.Zero, (sum, share) => sum + share.Count), shares);
    }

    IEnumerable<TallyShare> Shares(EntryKey key, HashSet<EntryKey> counted)
    {
        if (!counted.Add(key))
        {
            return [];
        }

        if (membership[key].Content is Lesion)
        {
            return [Share(Belongs(key), Count.One)];
        }

        var remainder = membership.CountOf(key).Without(membership.Told(key));
        return membership.MembersOf(key).SelectMany(member => Shares(member, counted)).ToList()
            .Append(Share(Belongs(key), remainder));
    }

    /// <summary>Several beliefs in the same tumour agree: the least certain of them is what may be said.</summary>
    static TallyShare Share(Items<Belonging> belongs, Count count) =>
        belongs.DistinctBy(belonging => belonging.Tumour).Count() switch
        {
            0 => new TallyShare(null, null, false, count),
            1 => new TallyShare(belongs[0].Tumour, belongs.Min(belonging => belonging.Certainty), false, count),
            _ => new TallyShare(null, null, true, count),
        };

    GroupKnown Group(Entry entry)
    {
        var count = membership.CountOf(entry.Key);
        var included = membership.Includes(entry.Key);
        return new GroupKnown(
            entry, count, [.. membership.GroupsOf(entry.Key)], [.. membership.MembersOf(entry.Key)],
            count.Without(membership.Told(entry.Key)), included,
            included.Count == 0 ? null : count.Without(new Count(Shared(entry.Key, included), Foci(included).AtMost)),
            Belongs(entry.Key), OtherNames(entry.Key));
    }

    Items<EntryKey> OtherNames(EntryKey name) => [.. membership.Aliases(name).Where(key => key != name)];

    /// <summary>How many members told apart are certainly among earlier claims too.</summary>
    int Shared(EntryKey group, Items<EntryKey> claims) => membership.MembersOf(group)
        .Count(member => membership[member].Content is Lesion
            && (claims.Contains(member) || membership.GroupsOf(member).Any(claims.Contains)));

    /// <summary>How many foci earlier claims count together, a member of another of them not twice.</summary>
    Count Foci(Items<EntryKey> claims) => claims
        .Where(claim => !membership.GroupsOf(claim).Any(claims.Contains))
        .Aggregate(Count.Zero, (sum, claim) => sum + membership.CountOf(claim));

    /// <summary>The attributions that stand: the entry's own, else those of the nearest groups that count it.</summary>
    Items<Belonging> Belongs(EntryKey key) => belongings.TryGetValue(key, out var found)
        ? found
        : belongings[key] = FindBelongings(key);

    Items<Belonging> FindBelongings(EntryKey key)
    {
        var (keys, seen) = (new List<EntryKey> { key }, new HashSet<EntryKey> { key });
        while (keys.Count > 0)
        {
            var found = keys.SelectMany(each => Standing(each).Select(entry => Of(entry, each == key ? null : each)))
                .DistinctBy(belonging => belonging.Attribution).ToItems();
            if (found.Count > 0)
            {
                return found;
            }

            keys = [.. keys.SelectMany(membership.GroupsOf).Where(seen.Add)];
        }

        return [];
    }

    Items<Entry> Standing(EntryKey key) => attributions.TryGetValue(key, out var standing)
        ? standing
        : attributions[key] = beliefs.Attributions(membership.Aliases(key));

    static Belonging Of(Entry entry, EntryKey? through) =>
        new(entry.Key, ((Attribution)entry.Content).Tumour, entry.Certainty, through);

    public static string Organ(Entry entry) => entry.Content switch
    {
        Lesion lesion => lesion.Site.Organ.ToLowerInvariant(),
        LesionGroup { Sites: [var first, ..] } group when group.Sites.All(site => SameOrgan(site, first)) =>
            first.Organ.ToLowerInvariant(),
        _ => "several",
    };

    static bool SameOrgan(Site a, Site b) => string.Equals(a.Organ, b.Organ, StringComparison.OrdinalIgnoreCase);
}
