namespace NetTimeline.Measures.Values;

/// <summary>The units in which volumes are recorded (UCUM).</summary>
static class VolumeUnits
{
    /// <summary>How many millilitres one of the unit is; null for what is no unit of volume.</summary>
    public static decimal? Millilitres(string? unit) => unit switch
    {
        "mL" or "cm3" => 1,
        "L" => 1000,
        "dL" => 100,
        "mm3" => 0.001m,
        _ => null,
    };
}
