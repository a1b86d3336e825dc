using NetTimeline.Domain;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>The measures that can be asked for, by the version in use.</summary>
/// <param name="Definitions">The version of the stream of own definitions; 0 where there is none.</param>
/// <param name="Measures">Those that come with the product first.</param>
public sealed record CatalogueView(long Definitions, Items<DefinitionView> Measures);

/// <summary>One measure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Oldest first; one alone where it comes with the product.</param>
public sealed record DefinitionVersionsView(string Name, Items<DefinitionView> Versions);

/// <summary>A definition.</summary>
/// <param name="Name">As it is asked for; <c>name@1</c> asks for a version that was superseded.</param>
/// <param name="Version">From 1.</param>
/// <param name="Title">One line for a person.</param>
/// <param name="Group">Where it is shown.</param>
/// <param name="Per">What there is one value of.</param>
/// <param name="Unit">UCUM; left out for categories.</param>
/// <param name="Rule">In words, with its formula and what it does with imprecise dates and numbers.</param>
/// <param name="Citations">Where rule and formula come from.</param>
/// <param name="Written">In the definition language; left out where it is computed in code.</param>
/// <param name="DefinedAt">When it was recorded; left out where it comes with the product.</param>
/// <param name="DefinedBy">Who recorded it.</param>
public sealed record DefinitionView(
    string Name,
    int Version,
    string Title,
    MeasureGroup Group,
    Per Per,
    string? Unit,
    string Rule,
    Items<Citation> Citations,
    WrittenMeasure? Written,
    Instant? DefinedAt,
    string? DefinedBy)
{
    public static DefinitionView Of(CatalogueMeasure measure)
    {
        var definition = measure.Definition;
        return new DefinitionView(
            definition.Name, definition.Version, definition.Title, definition.Group, definition.Per, definition.Unit,
            definition.Rule, definition.Citations, measure.Written, measure.Own?.DefinedAt, measure.Own?.DefinedBy);
    }
}

/// <summary>What a posted definition came to.</summary>
/// <param name="Name">Of the measure.</param>
/// <param name="Version">Of the definition.</param>
/// <param name="Definitions">The version of the stream of own definitions after it.</param>
/// <param name="Position">Of its event; left out, like what follows, where it had been recorded before.</param>
/// <param name="RecordedAt">When the log got it.</param>
public sealed record DefinedView(string Name, int Version, long Definitions, long? Position, Instant? RecordedAt);

/// <summary>What a definition would move, were it recorded. Nothing was.</summary>
/// <param name="Patients">How many were compared.</param>
/// <param name="Unreadable">How many were not, because their histories cannot be read here.</param>
/// <param name="More">There are further patients who were not.</param>
/// <param name="Same">Values that stay as they are.</param>
/// <param name="Moved">Values that become others.</param>
/// <param name="Appeared">Values where there was none.</param>
/// <param name="Gone">Values that there are no more.</param>
/// <param name="Changes">Patient by patient; the first ones, where there are very many.</param>
public sealed record DryRunView(
    int Patients, int Unreadable, bool More, int Same, int Moved, int Appeared, int Gone,
    Items<PatientMovedView> Changes)
{
    /// <summary>The counts are of all; so many are shown.</summary>
    const int ShownMax = 1000;

    public static DryRunView Of(DryRun found)
    {
        var all = found.Changes.Select(each => each.Difference).ToList();
        return new DryRunView(
            found.Patients, found.Unreadable, found.More, found.Same,
            all.Count(each => each is { Before: not null, After: not null }),
            all.Count(each => each.Before is null), all.Count(each => each.After is null),
            [.. found.Changes.Take(ShownMax).Select(each =>
                new PatientMovedView(each.Patient, MeasureDifferenceView.From(each.Difference)))]);
    }
}

/// <summary>A value of a patient that would be another.</summary>
public sealed record PatientMovedView(RegistryKey Patient, MeasureDifferenceView Change);
