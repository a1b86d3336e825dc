using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NodaTime.Text;

namespace NetTimeline.Journal.Views;

/// <summary>The axis that is stepped along.</summary>
public enum StepAxis
{
    /// <summary>What the clinic knew.</summary>
    Known,

    /// <summary>What the log held.</summary>
    Recorded,
}

/// <summary>The moments at which a patient's view changes, in an order that no date denies.</summary>
/// <param name="Patient">The registry key.</param>
/// <param name="Axis">What is stepped along.</param>
/// <param name="AsOf">Where the other axis is held.</param>
/// <param name="Steps">The last one of knowledge has no moment: everything recorded is known.</param>
public sealed record StepsView(RegistryKey Patient, StepAxis Axis, AsOfView AsOf, Items<StepView> Steps)
{
    public static StepsView Of(RegistryKey patient, StepAxis axis, AsOf asOf, Items<TimelineStep> steps) =>
        new(patient, axis, AsOfView.Of(asOf), [.. steps.Select(StepView.Of)]);
}

/// <summary>One step.</summary>
/// <param name="Ask">The query of any view of that moment, timeline or measures: <c>known=entry:ct-1</c>.</param>
/// <param name="At">The same, apart.</param>
/// <param name="With">Entries and corrections whose moment it is.</param>
/// <param name="OrderNotTold">
/// It stands where it was recorded; the dates do not say how it stands to the other steps. Whoever only goes forward
/// leaves it out: what it brings comes with a later one.
/// </param>
/// <param name="Learned">Entries certainly known here and not at the last step whose order is told.</param>
/// <param name="Lost">
/// Entries that were certainly known there and are not here: retracted, or not told to be known by this step.
/// </param>
/// <param name="Otherwise">Entries that say something else.</param>
/// <param name="Changed">Beliefs and counts that changed, a line each.</param>
public sealed record StepView(
    string Ask,
    AsOfView At,
    Items<EntryKey> With,
    bool OrderNotTold,
    Items<EntryKey> Learned,
    Items<EntryKey> Lost,
    Items<EntryKey> Otherwise,
    Items<string> Changed)
{
    public static StepView Of(TimelineStep step) => new(
        Asked(step.At), AsOfView.Of(step.At), step.With, step.OrderNotTold,
        Keys(step, each => IsCertain(each.After) && !IsCertain(each.Before)),
        Keys(step, each => IsCertain(each.Before) && !IsCertain(each.After)),
        Keys(step, each => IsCertain(each.Before) && IsCertain(each.After) && each.Said.Count > 0),
        [.. step.Change.Beliefs.Select(InShort).OfType<string>(), .. step.Change.Tallies.Select(InShort)]);

    static Items<EntryKey> Keys(TimelineStep step, Func<EntryDifference, bool> which) =>
        [.. step.Change.Entries.Where(which).Select(each => each.Key)];

    static bool IsCertain(TimelineEntry? shown) => shown?.Knownness is Knownness.Certainly;

    internal static string Asked(AsOf at) => string.Join('&', new[]
    {
        at.Known is { } known ? $"known={Uri.EscapeDataString(known.ToString()!)}" : null,
        at.Recorded is { } recorded
            ? $"recorded={Uri.EscapeDataString(InstantPattern.ExtendedIso.Format(recorded))}"
            : null,
    }.OfType<string>());

    static string? InShort(BeliefDifference difference) => BeliefDifferenceView.StandingOf(difference.After) switch
    {
        Standing.GivenUp => $"{difference.Diagnosis} given up for {string.Join(", ", difference.After!.SupersededBy)}",
        Standing.Unresolved =>
            $"{difference.Diagnosis} unresolved with {string.Join(", ", difference.After!.UnresolvedWith)}",
        Standing.Stands when difference.Before is null => $"{difference.Diagnosis} held",
        Standing.Stands => $"{difference.Diagnosis} stands again",
        _ => $"{difference.Diagnosis} not held",
    };

    static string InShort(TallyDifference difference) => difference.After is { } after
        ? $"{difference.Organ}: {BeliefWords.Of(after)}"
        : $"{difference.Organ}: none";
}
