using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>A lesion, or what is not told apart in a group, with how many foci it is.</summary>
/// <param name="Key">The lesion or group.</param>
/// <param name="Count">How many.</param>
/// <param name="IsRest">A group of which members are told apart: this is the rest.</param>
readonly record struct CountedFocus(EntryKey Key, Count Count, bool IsRest);

/// <summary>
/// Every focus once: a member of several groups with the first, and what a later claim counts again with that claim.
/// </summary>
sealed class CountedFoci
{
    readonly Dictionary<EntryKey, GroupKnown> groups;

    public CountedFoci(Course course, Foci foci)
    {
        groups = course.Timeline.Groups.ToDictionary(each => each.Entry.Key);
        var again = course.Timeline.Groups
            .SelectMany(group => group.Includes, (group, included) => (Key: foci.NameOf(included), By: group.Entry.Key))
            .ToLookup(each => each.Key, each => each.By);
        var counted = new HashSet<EntryKey>();
        All = [.. foci.All.Where(key => foci.WithGroups(key).Count == 1 && !again.Contains(key))
            .SelectMany(root => Leaves(root, counted)).Where(each => each.Count != Count.Zero)];
        var all = All.Select(each => each.Key).ToHashSet();
        Superseded = [.. Each(course).Where(each => !all.Contains(each.Key))];
        CountedAgain = [.. again.Select(each => new Evidence(
            each.Key, EvidenceRole.NotUsed,
            $"counted again in {string.Join(", ", each)}, as far as it was found again"))];
    }

    public static CountedFoci Of(Course course) => course.Once(each => new CountedFoci(each, Foci.Of(each)));

    public Items<CountedFocus> All { get; }

    /// <summary>
    /// What only earlier claims count: it enters no count of what was identified, but was not certainly found again.
    /// </summary>
    public Items<CountedFocus> Superseded { get; }

    /// <summary>Earlier claims that enter no count of their own.</summary>
    public Items<Evidence> CountedAgain { get; }

    /// <summary>Every lesion, and the rest of every group, whether or not a later claim counts it again.</summary>
    public static IEnumerable<CountedFocus> Each(Course course) => course.Timeline.Lesions
        .Select(lesion => new CountedFocus(lesion.Entry.Key, Count.One, false))
        .Concat(course.Timeline.Groups.Select(RestOf).Where(rest => rest.Count != Count.Zero));

    static CountedFocus RestOf(GroupKnown group) => new(group.Entry.Key, group.Remainder, group.Members.Count > 0);

    /// <summary>How many for certain and how many at most, of foci that belong for certain or maybe.</summary>
    public static Bounds Sum(IEnumerable<(Count Count, Likelihood Belongs)> foci)
    {
        var (least, most) = (0m, (decimal?)0m);
        foreach (var (count, belongs) in foci.Where(each => each.Belongs is not Likelihood.No))
        {
            least += belongs is Likelihood.Yes ? count.AtLeast : 0;
            most += count.AtMost;
        }

        return most is { } high ? Bounds.Between(least, high) : Bounds.AtLeast(least);
    }

    IEnumerable<CountedFocus> Leaves(EntryKey key, HashSet<EntryKey> counted) =>
        !counted.Add(key) ? []
        : groups.TryGetValue(key, out var group)
            ? group.Members.SelectMany(member => Leaves(member, counted)).ToList()
                .Append(RestOf(group))
        : [new CountedFocus(key, Count.One, false)];
}
