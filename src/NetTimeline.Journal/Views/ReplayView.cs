using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Every view of a patient along one axis, each as what it changes: whoever adds them up has the view of each step
/// without asking again.
/// </summary>
/// <param name="Patient">The registry key.</param>
/// <param name="Version">The stream's version.</param>
/// <param name="Axis">What is stepped along.</param>
/// <param name="AsOf">Where the other axis is held.</param>
/// <param name="Zero">What days are counted from; left out where only an order is told.</param>
/// <param name="Order">Entries of the last view, in an order that no date denies.</param>
/// <param name="Steps">At least one, unless nothing was recorded.</param>
public sealed record ReplayView(
    RegistryKey Patient,
    long Version,
    StepAxis Axis,
    AsOfView AsOf,
    AxisZero? Zero,
    Items<EntryKey> Order,
    Items<ReplayStepView> Steps)
{
    /// <param name="history">Of the patient.</param>
    /// <param name="axis">What is stepped along.</param>
    /// <param name="held">Where the other axis is held.</param>
    /// <param name="zero">What days are counted from; null where only an order is told.</param>
    /// <param name="views">Read once, one after the other.</param>
    public static ReplayView Of(
        PatientHistory history, StepAxis axis, AsOf held, AxisZero? zero, IEnumerable<SteppedView> views)
    {
        var (told, last, steps) = (ReplayedView.Nothing, (Timeline?)null, new List<ReplayStepView>());
        foreach (var (step, view) in views)
        {
            var shown = ReplayedView.Of(view, zero);
            steps.Add(shown.Since(told, step));
            told = step.OrderNotTold ? told : shown;
            last = view;
        }

        return new ReplayView(
            history.RegistryKey, history.Version, axis, AsOfView.Of(held), zero,
            [.. (last?.Entries ?? []).Select(shown => shown.Entry.Key)], [.. steps]);
    }
}

/// <summary>
/// What a step changes, from the last one before it whose order is told; at the first, from nothing.
/// </summary>
/// <param name="Ask">The query of any view of that moment, timeline or measures: <c>known=entry:ct-1</c>.</param>
/// <param name="At">The same, apart.</param>
/// <param name="With">Entries and corrections whose moment it is.</param>
/// <param name="OrderNotTold">
/// The dates do not say how it stands to the other steps. Nothing is added to it: the next step goes on from the one
/// before it.
/// </param>
/// <param name="Shown">Entries that are shown from here on, or otherwise than before.</param>
/// <param name="Gone">Entries that are not shown any more.</param>
/// <param name="Learned">How many entries are certainly known from here on.</param>
/// <param name="Beliefs">All of them; left out where they are as before.</param>
public sealed record ReplayStepView(
    string Ask,
    AsOfView At,
    Items<EntryKey> With,
    bool OrderNotTold,
    Items<ReplayEntryView> Shown,
    Items<EntryKey> Gone,
    int Learned,
    ReplayBeliefsView? Beliefs);

/// <summary>What is believed and counted, as in a timeline.</summary>
public sealed record ReplayBeliefsView(
    Items<DiagnosisView> Diagnoses, Items<LesionView> Lesions, Items<GroupView> Groups, Items<OrganTallyView> Tallies);

/// <summary>Foci ever identified in an organ, with a sentence.</summary>
public sealed record OrganTallyView(OrganTally Tally, string Says);

/// <summary>An entry as a timeline shows it, in words and on the axis.</summary>
/// <param name="Shown">As in the timeline.</param>
/// <param name="Possibly">Whether it was known cannot be told; it has no place.</param>
/// <param name="Headline">One line of what it says.</param>
/// <param name="When">When it was so, as stated.</param>
/// <param name="Until">When it ended, as stated.</param>
/// <param name="KnownWhen">When it was known, as stated; left out where nothing is said of that.</param>
/// <param name="Start">Days from zero to when it was so, or began; left out where nothing is told.</param>
/// <param name="End">Likewise to its end.</param>
/// <param name="Known">Likewise to when it was known.</param>
public sealed record ReplayEntryView(
    EntryView Shown,
    bool Possibly,
    string Headline,
    string? When,
    string? Until,
    string? KnownWhen,
    DayBoundsView? Start,
    DayBoundsView? End,
    DayBoundsView? Known)
{
    /// <param name="shown">The entry.</param>
    /// <param name="zero">What days are counted from.</param>
    /// <param name="dates">Of what was certainly known.</param>
    public static ReplayEntryView Of(TimelineEntry shown, AxisZero? zero, DateNetwork dates)
    {
        var (entry, isPlaced) = (shown.Entry, shown.Knownness is Knownness.Certainly && !shown.Retracted);
        return new ReplayEntryView(
            EntryView.Of(shown), shown.Knownness is Knownness.Possibly, MemberWords.Headline(entry),
            Stated(entry.Occurred), Stated(entry.Ended), Stated(entry.Known),
            Place(DatePoint.StartOf(entry.Key)), entry.Lasts ? Place(DatePoint.EndOf(entry.Key)) : null,
            Place(DatePoint.KnownOf(entry.Key)));

        DayBoundsView? Place(DatePoint point) => isPlaced ? zero?.DaysTo(point, dates) : null;
    }

    static string? Stated(StatedDate? date) => DateWords.Of(date) is { Length: > 0 } words ? words : null;
}

/// <summary>All that is shown at a step.</summary>
sealed record ReplayedView(IReadOnlyDictionary<EntryKey, ReplayEntryView> Entries, ReplayBeliefsView? Beliefs)
{
    public static ReplayedView Nothing { get; } = new(new Dictionary<EntryKey, ReplayEntryView>(), null);

    public static ReplayedView Of(Timeline view, AxisZero? zero)
    {
        var dates = view.Dates();
        return new ReplayedView(
            view.Entries.Concat(view.PossiblyKnown)
                .ToDictionary(shown => shown.Entry.Key, shown => ReplayEntryView.Of(shown, zero, dates)),
            new ReplayBeliefsView(
                [.. view.Diagnoses.Select(DiagnosisView.Of)], [.. view.Lesions.Select(LesionView.Of)],
                [.. view.Groups.Select(GroupView.Of)],
                [.. view.Tallies.Select(tally => new OrganTallyView(tally, BeliefWords.Of(tally)))]));
    }

    public ReplayStepView Since(ReplayedView told, TimelineStep step) => new(
        StepView.Asked(step.At), AsOfView.Of(step.At), step.With, step.OrderNotTold,
        [.. Entries.Where(each => told.Entries.GetValueOrDefault(each.Key) != each.Value).Select(each => each.Value)],
        [.. told.Entries.Keys.Where(key => !Entries.ContainsKey(key))],
        Entries.Values.Count(each => !each.Possibly && told.Entries.GetValueOrDefault(each.Shown.Entry.Key)
            is null or { Possibly: true }),
        Beliefs == told.Beliefs ? null : Beliefs);
}
