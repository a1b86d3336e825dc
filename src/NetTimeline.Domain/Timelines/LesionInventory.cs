using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Timelines;

/// <summary>A lesion as it was known.</summary>
/// <param name="Entry">The entry that declares it.</param>
/// <param name="MemberOf">Groups that count it, by its own statement or by a split.</param>
/// <param name="Belongs">Attributions that stand; several are unresolved, none is legal.</param>
public sealed record LesionKnown(Entry Entry, Items<EntryKey> MemberOf, Items<Belonging> Belongs);

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
public sealed record GroupKnown(
    Entry Entry,
    Count Count,
    Items<EntryKey> MemberOf,
    Items<EntryKey> Members,
    Count Remainder,
    Items<EntryKey> Includes,
    Count? MatchedToNone,
    Items<Belonging> Belongs);

/// <summary>How many foci were ever identified in an organ, and what they were believed to be.</summary>
/// <param name="Organ">As the sites name it; "several" for a group that spans organs.</param>
/// <param name="Identified">
/// Ever identified, not present: what was resected still counts. Foci that a later claim counts again are counted once.
/// </param>
/// <param name="Shares">By attribution; the counts add up to <paramref name="Identified"/>.</param>
public sealed record OrganTally(string Organ, Count Identified, Items<TallyShare> Shares);

/// <summary>So many foci believed to be of one tumour.</summary>
/// <param name="Tumour">Null for foci that are attributed to none.</param>
/// <param name="Certainty">Of the attribution; null where not stated.</param>
/// <param name="Unresolved">Several attributions stand; no order between them can be told.</param>
/// <param name="Count">How many.</param>
public sealed record TallyShare(EntryKey? Tumour, Certainty? Certainty, bool Unresolved, Count Count);

/// <summary>Lesions, groups and their beliefs among entries that were known.</summary>
sealed class LesionInventory
{
    readonly IReadOnlyList<Entry> known;
    readonly DateNetwork network;
    readonly Dictionary<EntryKey, Entry> lesions;
    readonly Dictionary<EntryKey, Items<EntryKey>> memberOf;
    readonly Dictionary<EntryKey, Items<Entry>> attributions = [];

    /// <param name="known">Entries that were known.</param>
    /// <param name="splits">Members that groups were split into.</param>
    /// <param name="merged">Lesions that turned out to be another one.</param>
    /// <param name="network">All dates recorded.</param>
    public LesionInventory(
        IReadOnlyList<Entry> known,
        IReadOnlyDictionary<EntryKey, Items<EntryKey>> splits,
        IReadOnlySet<EntryKey> merged,
        DateNetwork network)
    {
        (this.known, this.network) = (known, network);
        lesions = known.Where(entry => (entry.Kind & EntryKinds.Lesions) != 0 && !merged.Contains(entry.Key))
            .ToDictionary(entry => entry.Key);
        memberOf = lesions.Keys.ToDictionary(key => key, key => StatedGroups(lesions[key])
            .Concat(splits.Where(split => split.Value.Contains(key)).Select(split => split.Key))
            .Where(lesions.ContainsKey).Distinct().ToItems());
    }

    public Items<LesionKnown> Lesions => [.. lesions.Values.Where(entry => entry.Content is Lesion)
        .Select(entry => new LesionKnown(entry, memberOf[entry.Key], Belongs(entry.Key)))];

    public Items<GroupKnown> Groups => [.. lesions.Values.Where(entry => entry.Content is LesionGroup).Select(Group)];

    public Items<OrganTally> Tallies => [.. Counted()
        .GroupBy(entry => Organ(entry))
        .Select(organ => Tally(organ.Key, organ))
        .OrderBy(tally => tally.Organ, StringComparer.Ordinal)];

    /// <summary>
    /// What counts by itself: no member of a group, counted again by none, and no second entry of the same.
    /// </summary>
    IEnumerable<Entry> Counted()
    {
        var again = lesions.Values.SelectMany(Included).ToHashSet();
        return lesions.Values.Where(entry => memberOf[entry.Key].Count == 0 && !again.Contains(entry.Key)
            && !(entry.SameAs is { } other && lesions.ContainsKey(other)));
    }

    OrganTally Tally(string organ, IEnumerable<Entry> entries)
    {
        var counted = entries.ToList();
        var shares = counted.SelectMany(entry => Shares(entry))
            .GroupBy(share => (share.Tumour, share.Certainty, share.Unresolved))
            .Select(group => group.First() with
            {
                Count = group.Aggregate(Count.Zero, (sum, share) => sum + share.Count),
            })
            .Where(share => share.Count != Count.Zero)
            .OrderByDescending(share => share.Count.AtLeast)
            .ThenBy(share => share.Tumour?.Value, StringComparer.Ordinal);
        return new OrganTally(organ, counted.Aggregate(Count.Zero, (sum, entry) => sum + CountOf(entry)), [.. shares]);
    }

    IEnumerable<TallyShare> Shares(Entry entry)
    {
        if (entry.Content is Lesion)
        {
            return [Share(Belongs(entry.Key), Count.One)];
        }

        var members = Members(entry.Key).ToList();
        var remainder = CountOf(entry).Without(Sum(members));
        return members.SelectMany(Shares).Append(Share(Belongs(entry.Key), remainder));
    }

    static TallyShare Share(Items<Belonging> belongs, Count count) => belongs switch
    {
        [] => new TallyShare(null, null, false, count),
        [var one] => new TallyShare(one.Tumour, one.Certainty, false, count),
        _ => new TallyShare(null, null, true, count),
    };

    GroupKnown Group(Entry entry)
    {
        var (count, members) = (CountOf(entry), Members(entry.Key).ToList());
        var included = Included(entry).ToItems();
        return new GroupKnown(
            entry, count, memberOf[entry.Key], [.. members.Select(member => member.Key)], count.Without(Sum(members)),
            included, included.Count == 0 ? null : count.Without(new Count(0, Foci(included).AtMost)),
            Belongs(entry.Key));
    }

    /// <summary>How many foci earlier claims count together, a member of another of them not twice.</summary>
    Count Foci(Items<EntryKey> claims) =>
        Sum(claims.Where(claim => !memberOf[claim].Any(claims.Contains)).Select(claim => lesions[claim]));

    /// <summary>The attributions that stand: the entry's own, else those of the nearest groups that count it.</summary>
    Items<Belonging> Belongs(EntryKey key)
    {
        var (keys, through) = (new List<EntryKey> { key }, false);
        for (var steps = 0; keys.Count > 0 && steps <= lesions.Count; steps++)
        {
            var found = keys.SelectMany(each => Standing(each).Select(entry => Of(entry, through ? each : null)))
                .DistinctBy(belonging => belonging.Attribution).ToItems();
            if (found.Count > 0)
            {
                return found;
            }

            (keys, through) = ([.. keys.SelectMany(each => memberOf[each]).Distinct()], true);
        }

        return [];
    }

    Items<Entry> Standing(EntryKey key) => attributions.TryGetValue(key, out var standing)
        ? standing
        : attributions[key] = Beliefs.Attributions(known, key, network);

    static Belonging Of(Entry entry, EntryKey? through) =>
        new(entry.Key, ((Attribution)entry.Content).Tumour, entry.Certainty, through);

    IEnumerable<Entry> Members(EntryKey group) =>
        lesions.Values.Where(entry => memberOf[entry.Key].Contains(group) && entry.Key != group);

    IEnumerable<EntryKey> Included(Entry entry) =>
        entry.Content is LesionGroup group ? group.Includes.Where(lesions.ContainsKey) : [];

    static Count Sum(IEnumerable<Entry> entries) =>
        entries.Aggregate(Count.Zero, (sum, entry) => sum + CountOf(entry));

    static Count CountOf(Entry entry) => entry.Content is LesionGroup group ? group.Count : Count.One;

    static Items<EntryKey> StatedGroups(Entry entry) => entry.Content switch
    {
        Lesion lesion => lesion.MemberOf,
        LesionGroup group => group.MemberOf,
        _ => [],
    };

    static string Organ(Entry entry) => entry.Content switch
    {
        Lesion lesion => lesion.Site.Organ,
        LesionGroup { Sites: [var first, ..] } group when group.Sites.All(site => site.Organ == first.Organ) =>
            first.Organ,
        _ => "several",
    };
}
