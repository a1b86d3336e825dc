using NetTimeline.Domain;

namespace NetTimeline.Measures.Values;

/// <summary>What a measure is, apart from any patient. A change of rule, formula or unit is a new version.</summary>
/// <param name="Name">
/// Kebab-case and stable; variants by published rule end in the rule: <c>recurrence-free-survival.datecan-colon</c>.
/// </param>
/// <param name="Version">From 1.</param>
/// <param name="Title">One line for a person.</param>
/// <param name="Group">Where the catalogue shows it.</param>
/// <param name="Per">What there is one value of.</param>
/// <param name="Unit">
/// UCUM of numbers (<c>a</c>, <c>mo</c>, <c>d</c>, <c>%</c>, <c>mm/a</c>); null for categories.
/// </param>
/// <param name="Rule">
/// The definition in words, with its formula, its rule for imprecise dates and for numbers (rounded or taken as exact).
/// </param>
/// <param name="Citations">Where rule and formula come from; at least one, or the words "own definition".</param>
public sealed record MeasureDefinition(
    string Name,
    int Version,
    string Title,
    MeasureGroup Group,
    Per Per,
    string? Unit,
    string Rule,
    Items<Citation> Citations);

/// <summary>A paper or document.</summary>
/// <param name="Text">As one cites it.</param>
/// <param name="Link">DOI, PMID or address; null where there is none.</param>
public sealed record Citation(string Text, string? Link);

/// <summary>Groups of the catalogue.</summary>
public enum MeasureGroup
{
    Survival,
    Primary,
    Lesions,
    Markers,
    Liver,
    GradingStaging,
    Course,

    /// <summary>Defined by users.</summary>
    Own,
}

/// <summary>What there is one value of.</summary>
public enum Per
{
    Patient,
    Tumour,
    Lesion,
    Procedure,

    /// <summary>One for each entry of some kind: each laboratory value, each volumetry, each specimen.</summary>
    Entry,
}
