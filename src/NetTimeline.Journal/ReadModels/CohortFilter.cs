using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// Whom a question is about: who fits every part; of several values of one part any does. Empty lists and nulls ask
/// nothing.
/// </summary>
/// <param name="KeyContains">Part of the registry key; case does not matter.</param>
/// <param name="Text">Part of the registry key, or of a word of any kind; case does not matter.</param>
/// <param name="Sexes">As enrolled; where none is stated it may be any.</param>
/// <param name="Numbers">Each number once.</param>
/// <param name="Terms">Each kind once.</param>
/// <param name="Certainties">
/// Only histologies and attributions of a belief stated so, null being "not stated"; with neither asked for, any
/// belief.
/// </param>
/// <param name="Synthetic">Only those made up, or only those who are not.</param>
/// <param name="OneTumour">
/// Site, histology, grade, stage and attribution must be told of one and the same tumour.
/// </param>
/// <param name="Possible">Also those of whom it cannot be told.</param>
public sealed record CohortFilter(
    string? KeyContains,
    string? Text,
    Items<Sex> Sexes,
    Items<NumberAsked> Numbers,
    Items<TermsAsked> Terms,
    Items<Certainty?> Certainties,
    bool? Synthetic,
    bool OneTumour,
    bool Possible)
{
    /// <summary>Every patient.</summary>
    public static CohortFilter Everybody { get; } = new(null, null, [], [], [], [], null, false, false);
}

/// <summary>A number that is to lie within bounds, both included.</summary>
public sealed record NumberAsked(IndexNumber Number, WholeBounds Within);

/// <summary>Words of which one is to be found; compared without regard to case, and up to 128 characters.</summary>
public sealed record TermsAsked(TermKind Kind, Items<string> Words);
