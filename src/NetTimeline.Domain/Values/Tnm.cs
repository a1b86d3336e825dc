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
public sealed record Stain(string Marker, StainResult Result, StainIntensity? Intensity)
{
    public override string ToString() =>
        $"{Marker} {(Intensity is { } intensity ? $"{Words.Of(intensity)}ly " : "")}{Words.Of(Result)}";
}

/// <summary>Whether cells took the stain.</summary>
public enum StainResult
{
    Positive,
    Negative,
    Equivocal,
}

/// <summary>How strongly.</summary>
public enum StainIntensity
{
    Weak,
    Moderate,
    Strong,
}
