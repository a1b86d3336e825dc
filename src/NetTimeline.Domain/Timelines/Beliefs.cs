using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// A diagnosis as it stood. Superseded by an explicit statement, else by a later one about the same subject on the same
/// axis; where their order cannot be told, both stand, unresolved.
/// </summary>
/// <param name="Entry">The diagnosis.</param>
/// <param name="SupersededBy">Beliefs that replaced it; empty while it stands.</param>
/// <param name="UnresolvedWith">Beliefs about the same that stand beside it because no order can be told.</param>
public sealed record DiagnosisHeld(Entry Entry, Items<EntryKey> SupersededBy, Items<EntryKey> UnresolvedWith)
{
    public bool Stands => SupersededBy.Count == 0;
}

/// <summary>Where a lesion or group is believed to belong.</summary>
/// <param name="Attribution">The attribution's key.</param>
/// <param name="Tumour">The tumour.</param>
/// <param name="Certainty">Null where not stated.</param>
/// <param name="Through">The group it follows; null for a belief of its own.</param>
public sealed record Belonging(EntryKey Attribution, EntryKey Tumour, Certainty? Certainty, EntryKey? Through);

/// <summary>Which beliefs stand among those that were known.</summary>
static class Beliefs
{
    public static Items<DiagnosisHeld> Diagnoses(IReadOnlyList<Entry> known, DateNetwork network)
    {
        var diagnoses = known.Where(entry => entry.Content is Diagnosis).ToList();
        return [.. diagnoses.Select(entry => Held(entry, diagnoses, network))];
    }

    /// <summary>
    /// The attributions of one lesion or group that stand: none, one, or several that are unresolved.
    /// </summary>
    public static Items<Entry> Attributions(IReadOnlyList<Entry> known, EntryKey lesion, DateNetwork network)
    {
        var about = known.Where(entry => entry.Content is Attribution said && said.Lesions.Contains(lesion)).ToList();
        var superseding = known.Where(entry => entry.Content is Attribution).ToList();
        return [.. about.Where(entry => !superseding.Any(other => Replaces(other, entry, about, network)))];
    }

    static bool Replaces(Entry other, Entry entry, List<Entry> about, DateNetwork network) =>
        (other.Supersedes.Contains(entry.Key) && about.Contains(other))
        || (about.Contains(other) && !entry.Supersedes.Contains(other.Key) && IsLater(other, entry, network));

    static DiagnosisHeld Held(Entry entry, List<Entry> diagnoses, DateNetwork network)
    {
        var rivals = diagnoses.Where(other => other.Key != entry.Key && AboutTheSame(other, entry)).ToList();
        var supersededBy = diagnoses.Where(other => other.Supersedes.Contains(entry.Key))
            .Concat(rivals.Where(other => !entry.Supersedes.Contains(other.Key) && IsLater(other, entry, network)))
            .Select(other => other.Key).Distinct().ToItems();
        var unresolved = supersededBy.Count > 0
            ? []
            : rivals.Where(other => !entry.Supersedes.Contains(other.Key)
                    && Order(other, entry, network) is DateOrder.CannotBeTold)
                .Select(other => other.Key).ToItems();
        return new DiagnosisHeld(entry, supersededBy, unresolved);
    }

    static bool AboutTheSame(Entry a, Entry b) => (a.Content, b.Content) is (Diagnosis one, Diagnosis other)
        && one.Axis == other.Axis
        && one.Subject.Count == other.Subject.Count
        && one.Subject.All(other.Subject.Contains);

    static bool IsLater(Entry other, Entry entry, DateNetwork network) =>
        other.Key != entry.Key && Order(entry, other, network) is DateOrder.Before;

    static DateOrder Order(Entry a, Entry b, DateNetwork network) =>
        network.Compare(DatePoint.KnownOf(a.Key), DatePoint.KnownOf(b.Key));
}
