using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NodaTime;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>One entry of a timeline.</summary>
/// <param name="Entry">
/// What it said, by the slips put right and the reinterpretations that were certainly known.
/// </param>
/// <param name="Version">Of the event that recorded it.</param>
/// <param name="RecordedAt">When the log got it.</param>
/// <param name="Changes">How often it was amended or re-dated, as shown.</param>
/// <param name="Retracted">It was withdrawn; only shown when asked for.</param>
/// <param name="Knownness">Certainly or possibly known.</param>
public sealed record TimelineEntry(
    Entry Entry, long Version, Instant RecordedAt, int Changes, bool Retracted, Knownness Knownness);

/// <summary>
/// A patient's history as known at a moment and as recorded at an instant. Nothing in it shows what was learned later:
/// neither entries, nor amendments, nor the beliefs that came of them.
/// </summary>
/// <remarks>
/// Whether an entry was known is judged with everything recorded; what it said comes from what was certainly known.
/// </remarks>
/// <param name="Patient">The enrolment; null where nothing was recorded yet.</param>
/// <param name="Version">The stream's version at the instant asked about.</param>
/// <param name="AsOf">What was asked.</param>
/// <param name="Entries">Certainly known, in an order that no date denies.</param>
/// <param name="PossiblyKnown">
/// What the dates do not place before or after the moment; no belief or count uses it.
/// </param>
/// <param name="Diagnoses">Every diagnosis known, standing or superseded.</param>
/// <param name="Lesions">Lesions known.</param>
/// <param name="Groups">Counted claims known.</param>
/// <param name="Tallies">Foci ever identified, by organ.</param>
public sealed record Timeline(
    PatientEnrolled? Patient,
    long Version,
    AsOf AsOf,
    Items<TimelineEntry> Entries,
    Items<TimelineEntry> PossiblyKnown,
    Items<DiagnosisHeld> Diagnoses,
    Items<LesionKnown> Lesions,
    Items<GroupKnown> Groups,
    Items<OrganTally> Tallies)
{
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="asOf">Which view. An entry it names must have been recorded by then, or nothing is certain.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public static Timeline From(IReadOnlyList<Recorded> history, AsOf asOf, DateTimeZone clinic)
    {
        var recorded = history.Where(each => asOf.Recorded is not { } limit || each.At <= limit).ToList();
        var enrolment = recorded.Select(each => each.Event).OfType<PatientEnrolled>().LastOrDefault();
        var histories = EntryHistory.Of(recorded);
        var corrections = StandingCorrections(recorded);
        var judge = new KnowledgeJudge(Network(histories, corrections, enrolment), asOf.Known, clinic);
        var placed = histories.Where(entry => asOf.Retracted || entry.Retraction is null)
            .Select(entry => Placed(entry, judge)).Where(entry => entry.Knownness is not Knownness.NotYet).ToList();
        var ordered = CourseOrder.Of(placed, entry => entry.Entry, Said(placed, enrolment));
        var certain = ordered.Where(entry => entry.Knownness is Knownness.Certainly).ToItems();
        var standing = certain.Where(entry => !entry.Retracted).Select(entry => entry.Entry).ToList();
        var beliefs = new Beliefs(standing, Said(certain, enrolment));
        var inventory = new LesionInventory(beliefs, new Membership(standing, Understood(corrections, judge)));
        return new Timeline(
            enrolment, recorded.Count == 0 ? 0 : recorded[^1].Version, asOf, certain,
            [.. ordered.Where(entry => entry.Knownness is Knownness.Possibly)],
            beliefs.Diagnoses, inventory.Lesions, inventory.Groups, inventory.Tallies);
    }

    /// <summary>Everything recorded: by it alone is judged what was known when.</summary>
    static DateNetwork Network(
        IReadOnlyList<EntryHistory> histories, IReadOnlyList<Recorded> corrections, PatientEnrolled? enrolment)
    {
        var standing = histories.Where(entry => entry.Retraction is null).ToList();
        var network = StatementsOfTime.Network(
            standing.Select(entry => (entry.Latest, entry.FirstUnderstood)), enrolment?.BirthYear);
        var changes = standing.SelectMany(entry => entry.Changes).Select(change => change.Recorded);
        foreach (var correction in changes.Concat(corrections))
        {
            StatementsOfTime.AddKnown(network, correction.Event);
        }

        return network;
    }

    /// <summary>What is shown: order and beliefs rest on nothing that was learned later.</summary>
    static DateNetwork Said(IEnumerable<TimelineEntry> shown, PatientEnrolled? enrolment) => StatementsOfTime.Network(
        shown.Where(entry => !entry.Retracted).Select(entry => entry.Entry), enrolment?.BirthYear);

    static TimelineEntry Placed(EntryHistory history, KnowledgeJudge judge)
    {
        bool Counts(Change change) => judge.Judge(change.Key, change.Recorded.At) is Knownness.Certainly;
        return new TimelineEntry(
            history.SaidWith(Counts), history.First.Version, history.First.At, history.Counting(Counts).Count(),
            history.Retraction is not null, judge.Judge(history.Key, history.First.At));
    }

    /// <summary>Splits and merges that were not withdrawn.</summary>
    static List<Recorded> StandingCorrections(IReadOnlyList<Recorded> recorded)
    {
        var withdrawn = recorded.Select(each => each.Event).OfType<EntryRetracted>()
            .Select(each => each.Entry).ToHashSet();
        return [.. recorded.Where(each =>
            each.Event is LesionGroupSplit or LesionsMerged && !withdrawn.Contains(KnownOf(each.Event).Key))];
    }

    static (EntryKey Key, StatedDate? Known) KnownOf(PatientEvent happened) => happened switch
    {
        LesionGroupSplit split => (split.Key, split.Known),
        LesionsMerged merged => (merged.Key, merged.Known),
        _ => default,
    };

    /// <summary>
    /// Without a known date of its own a split or merge is a slip put right, and right for the past too.
    /// </summary>
    static IEnumerable<PatientEvent> Understood(List<Recorded> corrections, KnowledgeJudge judge) => corrections
        .Where(each => KnownOf(each.Event) is not ({ } key, not null)
            || judge.Judge(key, each.At) is Knownness.Certainly)
        .Select(each => each.Event);
}
