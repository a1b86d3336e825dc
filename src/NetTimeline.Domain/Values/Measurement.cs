namespace NetTimeline.Domain.Values;

/// <summary>A size.</summary>
/// <param name="Dimension">Which extent was measured; "diameter" where the source does not say which.</param>
/// <param name="Size">With its unit, as stated.</param>
public sealed record Measurement(Dimension Dimension, Quantity Size)
{
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
/// <param name="Presence">Null where <paramref name="Detail"/> says how it looked instead.</param>
/// <param name="Detail">How it looked: <c>low</c>, <c>ring-like</c>, <c>slight</c>.</param>
/// <param name="Scope">What the answer holds for: <c>calcified area</c>, <c>whole body</c>.</param>
public sealed record Finding(string Name, Presence? Presence, string? Detail, string? Scope)
{
    public override string ToString()
    {
        var answer = Presence is { } presence ? Words.Of(presence).Replace('-', ' ') : null;
        var said = string.Join(", ", new[] { answer, Detail }.Where(text => text is not null));
        return $"{Name}: {said}{(Scope is null ? "" : $" ({Scope})")}";
    }

    public IEnumerable<Fault> Faults()
    {
        if (Presence is null && Detail is null)
        {
            yield return new Fault(
                Refusal.Malformed, "", "A finding says whether it is present, or how it looked, or both.");
        }
    }
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
