using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>How what a measure says of a patient came to be what it is.</summary>
/// <param name="Patient">The registry key.</param>
/// <param name="Version">The stream's version.</param>
/// <param name="Measure">The measure's name.</param>
/// <param name="Definition">The version of its definition: the same at every step.</param>
/// <param name="Axis">What is stepped along.</param>
/// <param name="AsOf">The view at which it ends.</param>
/// <param name="Steps">Those at which it says something else, in an order that no date denies.</param>
public sealed record MeasureStepsView(
    RegistryKey Patient,
    long Version,
    string Measure,
    int Definition,
    StepAxis Axis,
    AsOfView AsOf,
    Items<MeasureStepView> Steps)
{
    public static MeasureStepsView Of(
        PatientHistory history, MeasureDefinition definition, StepAxis axis, AsOf upTo, Items<MeasureStep> steps) =>
        new(
            history.RegistryKey, history.Version, definition.Name, definition.Version, axis, AsOfView.Of(upTo),
            [.. steps.Select(MeasureStepView.Of)]);
}

/// <summary>One moment at which a measure came to say something else.</summary>
/// <param name="Ask">The query of any view of that moment, timeline or measures: <c>known=entry:ct-1</c>.</param>
/// <param name="At">The same, apart.</param>
/// <param name="With">Entries and corrections whose moment it is.</param>
/// <param name="Changes">Value by value.</param>
public sealed record MeasureStepView(
    string Ask, AsOfView At, Items<EntryKey> With, Items<MeasureDifferenceView> Changes)
{
    public static MeasureStepView Of(MeasureStep step) => new(
        StepView.Asked(step.At), AsOfView.Of(step.At), step.With,
        [.. step.Changes.Select(MeasureDifferenceView.From)]);
}
