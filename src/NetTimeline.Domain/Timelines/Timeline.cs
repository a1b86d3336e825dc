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
/// <param name="ChangedBy">Amendments and re-datings that count in what is shown, by their own keys.</param>
/// <param name="Retracted">It was withdrawn; only shown when asked for.</param>
/// <param name="Knownness">Certainly or possibly known.</param>
/// <param name="EndNotKnown">
/// It may have ended by then, and the dates do not say: its end is left out, and what only its end tells. An end that
/// was certainly still to come is left out without a mark.
/// </param>
public sealed record TimelineEntry(
    Entry Entry,
    long Version,
    Instant RecordedAt,
    Items<EntryKey> ChangedBy,
    bool Retracted,
    Knownness Knownness,
    bool EndNotKnown)
{
    /// <summary>How often it was amended or re-dated, as shown.</summary>
    public int Changes => ChangedBy.Count;
}

/// <summary>
/// A patient's history as known at a moment and as recorded at an instant. Nothing in it shows what was learned later:
/// neither entries, nor amendments, nor the beliefs that came of them.
/// </summary>
/// <remarks>
/// Whether an entry was known is judged with everything recorded; what it said comes from what was certainly known. The
/// entries are discreet: they name nothing that is not shown, no end that was still to come, and are safe to measure.
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
/// <param name="Corrections">Splits and merges that were known and not withdrawn.</param>
public sealed record Timeline(
    PatientEnrolled? Patient,
    long Version,
    AsOf AsOf,
    Items<TimelineEntry> Entries,
    Items<TimelineEntry> PossiblyKnown,
    Items<DiagnosisHeld> Diagnoses,
    Items<LesionKnown> Lesions,
    Items<GroupKnown> Groups,
    Items<OrganTally> Tallies,
    Items<PatientEvent> Corrections)
{
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="asOf">Which view. An entry it names must have been recorded by then, or nothing is certain.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public static Timeline From(IReadOnlyList<Recorded> history, AsOf asOf, DateTimeZone clinic) =>
        From(history, asOf, clinic, out _);

    /// <summary>As above, for whoever goes on to ask about time.</summary>
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="asOf">Likewise.</param>
    /// <param name="clinic">Likewise.</param>
    /// <param name="dates">What <see cref="Dates()"/> would build once more.</param>
    public static Timeline From(
        IReadOnlyList<Recorded> history, AsOf asOf, DateTimeZone clinic, out DateNetwork dates) =>
        Of(RecordedThen.Of(history, asOf.Recorded), asOf, clinic, out dates);

    /// <param name="recorded">What the log held at the instant that is asked about.</param>
    /// <param name="asOf">See <see cref="From(IReadOnlyList{Recorded}, AsOf, DateTimeZone)"/>.</param>
    /// <param name="clinic">Likewise.</param>
    internal static Timeline Of(RecordedThen recorded, AsOf asOf, DateTimeZone clinic) =>
        Of(recorded, asOf, clinic, out _);

    static Timeline Of(RecordedThen recorded, AsOf asOf, DateTimeZone clinic, out DateNetwork dates)
    {
        var enrolment = recorded.Enrolment;
        var known = new KnownThen(recorded, asOf.Known, clinic);
        var shown = known.Shown(asOf.Retracted ? recorded.Histories : recorded.Standing);
        var network = Network(shown, enrolment);
        var ordered = CourseOrder.Of(shown, entry => entry.Entry, network);
        var certain = ordered.Where(entry => entry.Knownness is Knownness.Certainly).ToItems();
        dates = certain.Count == shown.Count ? network : Network(certain, enrolment);
        var beliefs = new Beliefs([.. Standing(certain)], dates);
        var inventory = new LesionInventory(beliefs, new Membership(Standing(certain), known.Corrections));
        return new Timeline(
            enrolment, recorded.Version, asOf, certain,
            [.. ordered.Where(entry => entry.Knownness is Knownness.Possibly)],
            beliefs.Diagnoses, inventory.Lesions, inventory.Groups, inventory.Tallies, known.Corrections);
    }

    /// <summary>
    /// The dates of what was certainly known, as it is shown: nothing learned later bounds anything. Built anew at each
    /// call, so whoever asks much keeps it.
    /// </summary>
    public DateNetwork Dates() => Dates([]);

    /// <summary>As above, under assumptions of whoever asks.</summary>
    public DateNetwork Dates(IEnumerable<Assumption> assumptions) => Network(Entries, Patient, assumptions);

    static DateNetwork Network(IEnumerable<TimelineEntry> shown, PatientEnrolled? enrolment) =>
        Network(shown, enrolment, []);

    /// <summary>
    /// Told in the order of recording: of chains that are equally tight, the order in which they are told decides which
    /// is given as the reason.
    /// </summary>
    static DateNetwork Network(
        IEnumerable<TimelineEntry> shown, PatientEnrolled? enrolment, IEnumerable<Assumption> assumptions) =>
        StatementsOfTime.Network(
            Standing(shown.OrderBy(entry => entry.Version)), enrolment?.BirthYear, assumptions);

    static IEnumerable<Entry> Standing(IEnumerable<TimelineEntry> shown) =>
        shown.Where(entry => !entry.Retracted).Select(entry => entry.Entry);
}
