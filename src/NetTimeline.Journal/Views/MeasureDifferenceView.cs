using NetTimeline.Domain;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Differences;

namespace NetTimeline.Journal.Views;

/// <summary>A value that two views do not agree on.</summary>
/// <param name="Measure">The definition's name.</param>
/// <param name="Of">What it is the value of.</param>
/// <param name="Before">Left out where there was nothing to say.</param>
/// <param name="After">Left out where there is nothing to say any more.</param>
/// <param name="By">Entries and corrections that moved it.</param>
public sealed record MeasureDifferenceView(
    string Measure, InstanceView Of, MeasureValueView? Before, MeasureValueView? After, Items<EntryKey> By)
{
    public static MeasureDifferenceView From(MeasureDifference difference) => new(
        difference.Measure, new InstanceView(difference.Of.Entries, difference.Of.Name),
        difference.Before is { } before ? MeasureValueView.From(before, course: null) : null,
        difference.After is { } after ? MeasureValueView.From(after, course: null) : null,
        difference.By);
}

/// <summary>What measures say with an entry and would say without it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Measures">Before: without it. After: with it.</param>
public sealed record MovedByView(EntryKey Entry, Items<MeasureDifferenceView> Measures)
{
    public static MovedByView Of(MovedBy moved) =>
        new(moved.Entry, [.. moved.Values.Select(MeasureDifferenceView.From)]);
}

/// <summary>The same in lines for a person.</summary>
static class MeasureDifferenceText
{
    /// <summary>What it was, what it is, and what moved it.</summary>
    public static string Of(MeasureDifference difference)
    {
        var said = (difference.Before, difference.After) switch
        {
            (null, { } after) => $"now {MeasureWords.Of(after)}",
            ({ } before, null) => $"no more; it was {MeasureWords.Of(before)}",
            ({ } before, { } after) => $"{MeasureWords.Of(before)} → {MeasureWords.Of(after)}",
            _ => "",
        };
        return difference.By.Count == 0 ? said : $"{said} – by {string.Join(", ", difference.By)}";
    }

    /// <summary>The measure, and what it is the value of where that is not the patient.</summary>
    public static string Name(MeasureDifference difference) => difference.Of.ToString() is var of and not "patient"
        ? $"{difference.Measure} {of}"
        : difference.Measure;
}
