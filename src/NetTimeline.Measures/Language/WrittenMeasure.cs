using NetTimeline.Domain;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>
/// A measure of time written as data: from one occasion to another, each told by a selector. Immutable once in use; a
/// change is another version that supersedes this one.
/// </summary>
/// <param name="Name">Kebab-case; variants by published rule end in the rule after a full stop.</param>
/// <param name="Version">From 1.</param>
/// <param name="Supersedes">The version that this one replaces; null for the first.</param>
/// <param name="Title">One line for a person.</param>
/// <param name="Group">Where the catalogue shows it.</param>
/// <param name="Per">What there is one value of.</param>
/// <param name="Subjects">
/// Which procedures, entries, tumours or lesions there is a value of: those that one of these matches; all where
/// empty, but for entries, which must be told. None for the patient.
/// </param>
/// <param name="From">Where the interval begins.</param>
/// <param name="WithoutStart">What is answered where nothing begins it; null for no value at all.</param>
/// <param name="To">Where it ends.</param>
/// <param name="CensorAt">
/// Until when it was watched where the end was not reached; null where the definition does not censor, and then there
/// is nothing to compute without an end.
/// </param>
/// <param name="Competing">What makes the end impossible: the interval is censored at it.</param>
/// <param name="Requires">All must hold, or there is nothing to compute.</param>
/// <param name="Unit">Of the number.</param>
/// <param name="Lengths">How long years and months are; null for <see cref="LengthRule.Calendar"/>.</param>
/// <param name="Dates">What imprecise dates become; null for <see cref="DateRule.Bounds"/>.</param>
/// <param name="Rule">The definition in words.</param>
/// <param name="Citations">Where the rule comes from; at least one, or the words "own definition".</param>
public sealed record WrittenMeasure(
    string Name,
    int Version,
    int? Supersedes,
    string Title,
    MeasureGroup Group,
    Per Per,
    Items<Alternative> Subjects,
    Selector From,
    WithoutStart? WithoutStart,
    Selector To,
    Selector? CensorAt,
    Selector? Competing,
    Items<Requirement> Requires,
    TimeUnit Unit,
    LengthRule? Lengths,
    DateRule? Dates,
    string Rule,
    Items<Citation> Citations);

/// <summary>What is answered for a subject that the interval never began for.</summary>
public enum WithoutStart
{
    Nothing,
    NotComputable,
}

/// <summary>Units of time, by UCUM.</summary>
public enum TimeUnit
{
    D,
    Wk,
    Mo,
    A,
}

/// <summary>How long years and months are.</summary>
public enum LengthRule
{
    /// <summary>
    /// Between two days of the calendar anniversaries are counted; else years have 365.2425 days and months a twelfth.
    /// </summary>
    Calendar,

    /// <summary>365.2425 days always.</summary>
    Gregorian,

    /// <summary>365.25 days, a month 30.4375: what lubridate and admiral for R take.</summary>
    Julian,

    /// <summary>365.24 days, a month a twelfth: what SEER's survival months take.</summary>
    Seer,
}

/// <summary>What imprecise dates become.</summary>
public enum DateRule
{
    /// <summary>Bounds; the point is halfway between them.</summary>
    Bounds,

    /// <summary>
    /// Bounds, and as the point the whole units completed between them as they would be if each date were the middle
    /// of what it may be: a number for comparison with registries, marked as imputed.
    /// </summary>
    Midpoint,
}

/// <summary>Something that must hold for there to be anything to compute. One of the first three says what.</summary>
/// <param name="Condition">A condition by its name.</param>
/// <param name="Happened">Something that must have happened, for certain.</param>
/// <param name="NotHappened">Something that must not have happened, for certain.</param>
/// <param name="Otherwise">Why there is nothing to compute where it does not hold: one sentence.</param>
public sealed record Requirement(string? Condition, Selector? Happened, Selector? NotHappened, string Otherwise);
