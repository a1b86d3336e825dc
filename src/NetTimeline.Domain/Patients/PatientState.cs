using System.Collections.Immutable;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>What deciding needs to know of a patient's record.</summary>
/// <param name="Enrolment">Null until the patient is enrolled.</param>
/// <param name="Entries">Every entry ever recorded, by key.</param>
/// <param name="Corrections">Every correction ever made, by its own key.</param>
/// <param name="Withdrawn">Splits and merges that were withdrawn.</param>
public sealed record PatientState(
    PatientEnrolled? Enrolment,
    ImmutableDictionary<EntryKey, EntryRecord> Entries,
    ImmutableDictionary<EntryKey, PatientEvent> Corrections,
    ImmutableHashSet<EntryKey> Withdrawn)
{
    public static PatientState Initial { get; } = new(
        null,
        ImmutableDictionary<EntryKey, EntryRecord>.Empty,
        ImmutableDictionary<EntryKey, PatientEvent>.Empty,
        []);

    /// <summary>Entries that stand, in no particular order.</summary>
    public IEnumerable<Entry> Standing =>
        Entries.Values.Where(entry => !entry.Retracted).Select(entry => entry.Current);

    /// <summary>All dates of what stands, corrections' own among them.</summary>
    public DateNetwork Dates()
    {
        var standing = new List<(Entry Now, Entry First)>(Entries.Count);
        foreach (var (_, entry) in Entries)
        {
            if (!entry.Retracted)
            {
                standing.Add((entry.Current, entry.FirstUnderstood));
            }
        }

        var network = StatementsOfTime.Network(standing, Enrolment?.BirthYear);
        foreach (var correction in StandingCorrections)
        {
            StatementsOfTime.AddKnown(network, correction);
        }

        return network;
    }

    /// <summary>Corrections that were not withdrawn, of entries that stand; in no particular order.</summary>
    public IEnumerable<PatientEvent> StandingCorrections => Corrections
        .Where(correction => !Withdrawn.Contains(correction.Key)).Select(correction => correction.Value)
        .Where(correction => correction switch
        {
            EntryAmended amended => Find(amended.Replacement.Key) is not null,
            EntryRedated redated => Find(redated.Entry) is not null,
            _ => true,
        });

    public static PatientState From(IEnumerable<PatientEvent> events) => events.Aggregate(Initial, Evolve);

    /// <summary>Total: meets any event in any state, however old, and never refuses.</summary>
    public static PatientState Evolve(PatientState state, PatientEvent happened) => happened switch
    {
        PatientEnrolled enrolled => state with { Enrolment = enrolled },
        EntryRecorded recorded => state.With(recorded, recorded.Entry),
        LesionReattributed anew => state.With(anew, anew.Attribution),
        EntryAmended amended => state.Corrected(amended.Key, amended)
            .Changed(amended.Replacement.Key, entry => entry.Said(amended.Nature, amended.Replacement)),
        EntryRedated redated => state.Corrected(redated.Key, redated)
            .Changed(redated.Entry, entry => entry.Said(redated.Nature, redated.Dates.On(entry.Current))),
        EntryRetracted retracted => state.Corrected(retracted.Key, retracted)
            .Changed(retracted.Entry, entry => entry with { Retracted = true }) with
        {
            Withdrawn = state.Corrections.ContainsKey(retracted.Entry)
                ? state.Withdrawn.Add(retracted.Entry)
                : state.Withdrawn,
        },
        LesionGroupSplit split => state.Corrected(split.Key, split),
        LesionsMerged merged => state.Corrected(merged.Key, merged),
        _ => state,
    };

    /// <summary>The entry if it stands.</summary>
    public Entry? Find(EntryKey key) =>
        Entries.TryGetValue(key, out var entry) && !entry.Retracted ? entry.Current : null;

    PatientState With(PatientEvent recorded, Entry entry) => this with
    {
        Entries = Entries.SetItem(entry.Key, new EntryRecord(recorded, entry, entry, entry, false)),
    };

    PatientState Corrected(EntryKey key, PatientEvent correction) =>
        this with { Corrections = Corrections.SetItem(key, correction) };

    PatientState Changed(EntryKey key, Func<EntryRecord, EntryRecord> change) =>
        Entries.TryGetValue(key, out var entry) ? this with { Entries = Entries.SetItem(key, change(entry)) } : this;
}

/// <summary>An entry as it was first posted and as it stands.</summary>
/// <param name="Recorded">The event that recorded it; the same again is a retry.</param>
/// <param name="FirstPosted">What it said at first.</param>
/// <param name="FirstUnderstood">What it said before it was understood otherwise; until then as it says now.</param>
/// <param name="Current">What it says now.</param>
/// <param name="Retracted">It was withdrawn.</param>
public sealed record EntryRecord(
    PatientEvent Recorded, Entry FirstPosted, Entry FirstUnderstood, Entry Current, bool Retracted)
{
    /// <summary>
    /// A slip put right is right for what was first understood too, unless it was understood otherwise.
    /// </summary>
    public EntryRecord Said(AmendmentNature nature, Entry now) => this with
    {
        Current = now,
        FirstUnderstood =
            nature is AmendmentNature.Transcription && FirstUnderstood == Current ? now : FirstUnderstood,
    };
}
