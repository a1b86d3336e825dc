using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Values;

/// <summary>A size.</summary>
/// <param name="Dimension">Which extent was measured; "diameter" where the source does not say which.</param>
/// <param name="Size">With its unit, as stated.</param>
public sealed record Measurement(Dimension Dimension, Quantity Size)
{
    public IEnumerable<Reference> References() => Size.References("/size");

    public override string ToString() =>
        Dimension is Dimension.Diameter ? $"{Size}" : $"{Size} ({Words.Of(Dimension)})";
}

/// <summary>What a size is of. RECIST 1.1 wants the longest diameter, and the short axis of nodes.</summary>
public enum Dimension
{
    /// <summary>A diameter; the source does not say which.</summary>
    Diameter,
    LongestDiameter,
    ShortAxis,
    Volume,
}

/// <summary>
/// Something looked for and what was found: present, absent, not assessed or not stated, within a scope.
/// </summary>
/// <param name="Name">What was looked for: <c>calcification</c>, <c>T1 signal</c>, <c>FDG uptake</c>.</param>
/// <param name="Presence">Null where a detail or a value is the answer.</param>
/// <param name="Detail">How it looked: <c>low</c>, <c>ring-like</c>, <c>slight</c>.</param>
/// <param name="Value">What was measured of it: an SUVmax, an ADC.</param>
/// <param name="Sequence">On which images of the study: <c>T1</c>, <c>DWI</c>, <c>arterial phase</c>.</param>
/// <param name="Scope">What the answer holds for: <c>calcified area</c>, <c>whole body</c>.</param>
/// <param name="Certainty">How sure the reader was of this finding; null where not stated.</param>
public sealed record Finding(
    string Name,
    Presence? Presence,
    string? Detail,
    Quantity? Value,
    string? Sequence,
    string? Scope,
    Certainty? Certainty)
{
    public IEnumerable<Reference> References() => Reference.Of("/value", Value);

    public IEnumerable<Fault> Faults()
    {
        if (Presence is null && Detail is null && Value is null)
        {
            yield return new Fault(Refusal.Malformed, "",
                "A finding says whether it is present, how it looked, or what was measured of it.");
        }
    }

    public override string ToString()
    {
        var answer = Presence is { } presence ? Words.Of(presence).Replace('-', ' ') : null;
        var sure = Certainty is { } certainty ? Words.Of(certainty) : null;
        var context = Listed(Sequence, Scope, sure);
        return $"{Name}: {Listed(answer, Detail, Value?.ToString())}{(context.Length == 0 ? "" : $" ({context})")}";
    }

    static string Listed(params IEnumerable<string?> texts) =>
        string.Join(", ", texts.Where(text => text is not null));
}

/// <summary>How a lesion stands to a structure beside it.</summary>
public sealed record Relation(string Structure, RelationKind Kind, string? Detail)
{
    string Verb => Kind is RelationKind.Distant ? "distant from" : Words.Of(Kind);

    public override string ToString() => $"{Verb} {Structure}{(Detail is null ? "" : $" ({Detail})")}";
}

/// <summary>Nearness and involvement, from far to through.</summary>
public enum RelationKind
{
    Distant,
    Near,
    Abuts,
    Involves,
    Encases,
    Occludes,
}
