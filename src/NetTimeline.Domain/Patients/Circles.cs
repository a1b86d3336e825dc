using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// Nothing is a member of itself, counts itself again, supersedes itself or is the same as itself, not even through
/// others.
/// </summary>
static class Circles
{
    public static IEnumerable<Fault> Faults(
        PatientState then, Lazy<Membership> membership, IReadOnlyList<Placed> placed) =>
        placed.SelectMany(each => Of(then, membership, each.Event).Select(fault => fault.Below($"/{each.At}")));

    static IEnumerable<Fault> Of(PatientState then, Lazy<Membership> who, PatientEvent happened) => happened switch
    {
        LesionGroupSplit split => Counting(who.Value, split.Group, "/into"),
        LesionsMerged merge => Counting(who.Value, merge.Kept, "/merged"),
        EntryRedated => [],
        _ when Consistency.EntryOf(then, happened) is var (entry, pointer) =>
            CountingOf(who, entry, pointer)
                .Concat(entry.Supersedes.Count == 0
                    ? []
                    : Naming(then, entry, pointer + "/supersedes", each => each.Supersedes))
                .Concat(entry.SameAs is null
                    ? []
                    : Naming(then, entry, pointer + "/sameAs", each => each.SameAs is { } other ? [other] : [])),
        _ => [],
    };

    static IEnumerable<Fault> CountingOf(Lazy<Membership> who, Entry entry, string pointer) =>
        (entry.Kind & EntryKinds.Lesions) == 0
            ? []
            : Counting(who.Value, entry.Key, pointer + CountingMember(entry));

    static string CountingMember(Entry entry) => entry.Content switch
    {
        LesionGroup { Includes.Count: > 0 } => "/includes",
        LesionGroup { MemberOf.Count: > 0 } or Lesion { MemberOf.Count: > 0 } => "/memberOf",
        _ => "/sameAs",
    };

    static IEnumerable<Fault> Counting(Membership membership, EntryKey key, string pointer)
    {
        if (membership.Knows(key) && membership.CountsItself(membership.NameOf(key)))
        {
            yield return new Fault(Refusal.Circular, pointer, $"The entry {key} would count itself, through others.");
        }
    }

    static IEnumerable<Fault> Naming(
        PatientState then, Entry entry, string pointer, Func<Entry, IEnumerable<EntryKey>> names)
    {
        var seen = new HashSet<EntryKey>();
        var waiting = new Queue<EntryKey>(names(entry));
        while (waiting.TryDequeue(out var key))
        {
            if (key == entry.Key)
            {
                yield return new Fault(
                    Refusal.Circular, pointer, $"The entry {key} comes back to itself, through others.");
                yield break;
            }

            if (seen.Add(key) && then.Find(key) is { } other)
            {
                foreach (var next in names(other))
                {
                    waiting.Enqueue(next);
                }
            }
        }
    }
}
