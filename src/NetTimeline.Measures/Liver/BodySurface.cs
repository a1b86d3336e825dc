using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using static NetTimeline.Measures.Values.RealFunctions;

namespace NetTimeline.Measures.Liver;

/// <summary>A body surface formula; rises with both of its inputs.</summary>
/// <param name="Name">Of the variant, in a measure's name.</param>
/// <param name="Text">The formula, for a person.</param>
/// <param name="SquareMetres">Of height in cm and weight in kg.</param>
/// <param name="Source">The paper.</param>
sealed record BodySurface(string Name, string Text, Func<decimal, decimal, decimal> SquareMetres, Citation Source)
{
    public static BodySurface DuBois { get; } = new(
        "dubois", "0.007184 × cm^0.725 × kg^0.425",
        (height, weight) => 0.007184m * Power(height, 0.725m) * Power(weight, 0.425m),
        new Citation("DuBois and DuBois, Arch Intern Med 1916;17:863", null));

    public static BodySurface Mosteller { get; } = new(
        "mosteller", "√(cm × kg / 3600)", (height, weight) => Power(height * weight / 3600, 0.5m),
        new Citation("Mosteller, N Engl J Med 1987;317:1098", null));

    public Amount Of(Amount height, Amount weight) => new(
        new Bounds(
            At(height.Bounds.Low, weight.Bounds.Low), height.Bounds.LowIncluded && weight.Bounds.LowIncluded,
            At(height.Bounds.High, weight.Bounds.High), height.Bounds.HighIncluded && weight.Bounds.HighIncluded),
        At(height.Point, weight.Point));

    decimal? At(decimal? height, decimal? weight) =>
        height is { } cm && weight is { } kg ? SquareMetres(cm, kg) : null;
}

/// <summary>A formula of the liver volume that a body is expected to have; rises with the body surface.</summary>
/// <param name="Name">Of the variant, in a measure's name.</param>
/// <param name="Slope">mL for each m².</param>
/// <param name="Intercept">mL.</param>
/// <param name="Source">The paper.</param>
sealed record StandardLiver(string Name, decimal Slope, decimal Intercept, Citation Source)
{
    static readonly Citation Table = new(
        "Standard liver volume formulas as tabulated in PMC6422720, table 1 (which prints 794 for 794.41)",
            "PMC6422720");

    public static StandardLiver Vauthey { get; } = new("vauthey", 1267.28m, -794.41m, Table);

    public static StandardLiver Urata { get; } = new("urata", 706.2m, 2.4m, Table);

    public string Text => $"{Slope} × m² {(Intercept < 0 ? "−" : "+")} {Math.Abs(Intercept)}";

    public Amount Of(Amount surface) => new(
        (surface.Bounds * Slope) + Bounds.Exactly(Intercept), (surface.Point * Slope) + Intercept);
}
