using NetTimeline.Domain;

namespace NetTimeline.Measures.Values;

/// <summary>A number or a category that a definition gives for one patient, with what it rests on.</summary>
/// <param name="Measure">The definition's name.</param>
/// <param name="Version">The definition's version.</param>
/// <param name="Of">What it is the value of.</param>
/// <param name="Status">How it is to be read.</param>
/// <param name="Bounds">Of a number; null for categories and where nothing is computable.</param>
/// <param name="Point">
/// The best single number where the definition has one, inside the bounds; null where it has none. Never without
/// bounds.
/// </param>
/// <param name="Unit">Of the numbers, as the definition states it.</param>
/// <param name="Categories">
/// The categories that are possible; one alone is certain. Empty for numbers.
/// </param>
/// <param name="Reason">Why it is not computable, censored or contradicted, in a sentence; else null.</param>
/// <param name="Evidence">The entries it rests on, and those considered and not used, with why.</param>
/// <param name="Remarks">What a reader must know to read the number: assumptions, imputations, conventions.</param>
public sealed record MeasureValue(
    string Measure,
    int Version,
    Instance Of,
    MeasureStatus Status,
    Bounds? Bounds,
    decimal? Point,
    string? Unit,
    Items<string> Categories,
    string? Reason,
    Items<Evidence> Evidence,
    Items<string> Remarks);

/// <summary>What a value is the value of, apart from the patient.</summary>
/// <param name="Entries">
/// The tumour, lesion, procedure or entry; several where it lies between two (two readings); empty for the patient.
/// </param>
/// <param name="Name">What tells it from its neighbours where entries do not: a test, an organ, a modality.</param>
public sealed record Instance(Items<EntryKey> Entries, string? Name)
{
    public static Instance Patient { get; } = new([], null);

    public static Instance Of(params ReadOnlySpan<EntryKey> entries) => new(Items.Of(entries), null);

    public static Instance Named(string name, params ReadOnlySpan<EntryKey> entries) => new(Items.Of(entries), name);

    public override string ToString() => string.Join(" ", Entries.Select(key => key.Value).Append(Name)
        .Where(part => part is not null)) is { Length: > 0 } text ? text : "patient";
}

/// <summary>How a value is to be read.</summary>
public enum MeasureStatus
{
    /// <summary>One number or category, nothing left open.</summary>
    Exact,

    /// <summary>Somewhere within the bounds, or one of the categories.</summary>
    Bounded,

    /// <summary>The event was not reached: the bounds are of the time watched, the value is longer.</summary>
    Censored,

    /// <summary>There is no value, and the reason says why.</summary>
    NotComputable,

    /// <summary>It rests on a disputed statement, or on dates that cannot all be true.</summary>
    Contradicted,
}

/// <summary>An entry and the part it plays in a value.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Role">Its part.</param>
/// <param name="Says">What it contributes, or why it was not used.</param>
public sealed record Evidence(EntryKey Entry, EvidenceRole Role, string? Says);

/// <summary>The part an entry plays in a value.</summary>
public enum EvidenceRole
{
    /// <summary>The interval begins with it.</summary>
    Start,

    /// <summary>The interval ends with it.</summary>
    End,

    /// <summary>Its statement of time gives a bound.</summary>
    Dates,

    /// <summary>A number or finding in it enters the value.</summary>
    Value,

    /// <summary>It decides whether or which rule applies.</summary>
    Condition,

    /// <summary>Somebody's claim, shown beside what is derived.</summary>
    Claim,

    /// <summary>Considered and not used; Says why.</summary>
    NotUsed,
}
