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
/// <param name="known">Entries that were known, as they were said.</param>
/// <param name="network">Their dates.</param>
sealed class Beliefs(IReadOnlyList<Entry> known, DateNetwork network)
{
    readonly ILookup<EntryKey, Entry> supersededBy = known
        .SelectMany(entry => entry.Supersedes, (entry, earlier) => (entry, earlier))
        .ToLookup(each => each.earlier, each => each.entry);

    readonly ILookup<EntryKey, Entry> attributionsOf = known.Where(entry => entry.Content is Attribution)
        .SelectMany(entry => ((Attribution)entry.Content).Lesions.Distinct(), (entry, lesion) => (entry, lesion))
        .ToLookup(each => each.lesion, each => each.entry);

    public Items<DiagnosisHeld> Diagnoses
    {
        get
        {
            var diagnoses = known.Where(entry => entry.Content is Diagnosis).ToList();
            var rivals = diagnoses.ToLookup(Subject);
            return [.. diagnoses.Select(entry => Held(entry, [.. rivals[Subject(entry)]]))];
        }
    }

    /// <summary>
    /// The attributions of one lesion or group that stand: none, one, or several that are unresolved. What excludes a
    /// tumour only ends beliefs in that tumour, and is no belief itself.
    /// </summary>
    /// <param name="aliases">The keys it goes by.</param>
    public Items<Entry> Attributions(IEnumerable<EntryKey> aliases)
    {
        var about = aliases.SelectMany(key => attributionsOf[key]).DistinctBy(entry => entry.Key).ToList();
        return [.. about.Where(entry => !IsExcluding(entry) && !about.Any(other => Replaces(other, entry)))];
    }

    bool Replaces(Entry other, Entry entry) => other.Key != entry.Key
        && (!IsExcluding(other) || TumourOf(other) == TumourOf(entry))
        && (other.Supersedes.Contains(entry.Key)
            || (!entry.Supersedes.Contains(other.Key) && Order(entry, other) is DateOrder.Before));

    DiagnosisHeld Held(Entry entry, List<Entry> rivals)
    {
        var others = rivals.Where(other => other.Key != entry.Key && !entry.Supersedes.Contains(other.Key)
            && !IsExcluding(other)).ToList();
        var gaveWay = supersededBy[entry.Key].Where(other => other.Content is Diagnosis)
            .Concat(others.Where(other => Order(entry, other) is DateOrder.Before))
            .Select(other => other.Key).Distinct().ToItems();
        return new DiagnosisHeld(entry, gaveWay, gaveWay.Count > 0
            ? []
            : [.. others.Where(other => Order(entry, other) is DateOrder.CannotBeTold or DateOrder.Same)
                .Select(other => other.Key)]);
    }

    /// <summary>
    /// Same axis and same subject, in whatever order its parts are named. "One of these" said twice need not mean the
    /// same one, so such a diagnosis has no rivals.
    /// </summary>
    static (DiagnosticAxis, string) Subject(Entry entry) => entry.Content switch
    {
        Diagnosis { OneOf.Count: > 0 } diagnosis => (diagnosis.Axis, $"one of, {entry.Key}"),
        Diagnosis diagnosis => (
            diagnosis.Axis,
            string.Join(' ', diagnosis.Subject.Select(key => key.Value).Order(StringComparer.Ordinal))),
        _ => default,
    };

    static bool IsExcluding(Entry entry) => entry.Certainty is Certainty.Excluded;

    static EntryKey TumourOf(Entry entry) => ((Attribution)entry.Content).Tumour;

    DateOrder Order(Entry a, Entry b) => network.Compare(DatePoint.KnownOf(a.Key), DatePoint.KnownOf(b.Key));
}
