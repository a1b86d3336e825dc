using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Values;

/// <summary>One category of a TNM classification with its own prefix: <c>pT3</c>, <c>cM0</c>.</summary>
/// <param name="Prefix">c, p, yc, yp, r or a; null where none is stated.</param>
/// <param name="Value">With its letter: <c>T3</c>, <c>N1</c>, <c>M0</c>.</param>
public sealed record TnmCategory(TnmPrefix? Prefix, string Value)
{
    public override string ToString() =>
        (Prefix is { } prefix ? Words.Of(prefix) : "") + Value;
}

/// <summary>When and how a TNM category was determined.</summary>
public enum TnmPrefix
{
    C,
    P,
    Yc,
    Yp,
    R,
    A,
}

/// <summary>
/// Grade by WHO 2019 for neuroendocrine neoplasms. A carcinoma is not graded; it is high-grade by definition.
/// </summary>
public enum Grade
{
    G1,
    G2,
    G3,
    NEC,

    /// <summary>Cannot be assessed; not the same as not stated.</summary>
    GX,
}

/// <summary>Resection margin (UICC R classification). Never taken for R0 where nothing is stated.</summary>
public enum Margin
{
    R0,
    R1,
    R2,
    RX,
}

/// <summary>Grade of a surgical complication by Clavien and Dindo; None is "no complication".</summary>
public enum ClavienDindo
{
    None,
    I,
    II,
    IIIa,
    IIIb,
    IVa,
    IVb,
    V,
}

/// <summary>One marker of an immunohistochemistry panel.</summary>
/// <param name="Marker">"chromogranin A".</param>
/// <param name="Result">Whether cells took it.</param>
/// <param name="Intensity">Null where not stated.</param>
/// <param name="Percentage">The share of cells that took it; null where not stated.</param>
public sealed record Stain(string Marker, StainResult Result, StainIntensity? Intensity, Quantity? Percentage)
{
    public IEnumerable<Reference> References() => Reference.Of("/percentage", Percentage);

    public IEnumerable<Fault> Faults()
    {
        if (Percentage is { IsPercentage: false })
        {
            yield return new Fault(
                Refusal.Malformed, "/percentage", "The share of stained cells is a percentage from 0 to 100 %.");
        }

        if (Result is StainResult.NotDone && (Intensity is not null || Percentage is not null))
        {
            yield return new Fault(
                Refusal.Malformed, "/result", "A stain that was not done has no intensity and no percentage.");
        }
    }

    public override string ToString()
    {
        var strength = Intensity is { } intensity ? $"{Words.Of(intensity)}ly " : "";
        var share = Percentage is null ? "" : $" ({Percentage})";
        return $"{Marker} {strength}{Words.Of(Result).Replace('-', ' ')}{share}";
    }
}

/// <summary>Whether cells took the stain.</summary>
public enum StainResult
{
    Positive,
    Negative,
    Equivocal,

    /// <summary>The source says that the marker was not looked for.</summary>
    NotDone,
}

/// <summary>How strongly.</summary>
public enum StainIntensity
{
    Weak,
    Moderate,
    Strong,
}
