using NetTimeline.Domain.Entries;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// Nothing is a member of itself, counts itself again, supersedes itself or is the same as itself, not even through
/// others.
/// </summary>
static class Circles
{
    static readonly (string Member, Func<Entry, IEnumerable<EntryKey>> Names)[] Relations =
    [
        ("memberOf", entry => entry.Content switch
        {
            Lesion lesion => lesion.MemberOf,
            LesionGroup group => group.MemberOf,
            _ => [],
        }),
        ("includes", entry => entry.Content is LesionGroup group ? group.Includes : []),
        ("supersedes", entry => entry.Supersedes),
        ("sameAs", entry => entry.SameAs is { } other ? [other] : []),
    ];

    public static IEnumerable<Fault> Faults(PatientState then, PatientEvent happened)
    {
        var splits = then.StandingCorrections.OfType<LesionGroupSplit>().ToList();
        if (happened is LesionGroupSplit split)
        {
            var closing = split.Into.Where(member => Leads(then, splits, Relations[0], split.Group, member)).ToList();
            return closing.Count == 0
                ? []
                : [Circular("/into", $"The group {split.Group} is itself a member of {string.Join(", ", closing)}.")];
        }

        if (Consistency.EntryOf(then, happened) is not var (entry, pointer) || happened is EntryRedated)
        {
            return [];
        }

        return Relations
            .Where(relation => relation.Names(entry).Any(other =>
                other != entry.Key && Leads(then, splits, relation, other, entry.Key)))
            .Select(relation => Circular(
                $"{pointer}/{relation.Member}", $"By {relation.Member} the entry {entry.Key} comes back to itself."));
    }

    static Fault Circular(string pointer, string sentence) => new(Refusal.Circular, pointer, sentence);

    /// <summary>Whether one entry names another by this relation, by as many steps as it takes.</summary>
    static bool Leads(
        PatientState then,
        IReadOnlyList<LesionGroupSplit> splits,
        (string Member, Func<Entry, IEnumerable<EntryKey>> Names) relation,
        EntryKey from,
        EntryKey to)
    {
        var seen = new HashSet<EntryKey>();
        var waiting = new Queue<EntryKey>([from]);
        while (waiting.TryDequeue(out var key))
        {
            if (key == to)
            {
                return true;
            }

            if (seen.Add(key) && then.Find(key) is { } entry)
            {
                var bySplit = relation.Member == "memberOf"
                    ? splits.Where(split => split.Into.Contains(key)).Select(split => split.Group)
                    : [];
                foreach (var next in relation.Names(entry).Concat(bySplit))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return false;
    }
}
