using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>Stated sizes in one unit: diameters in millimetres, volumes in millilitres.</summary>
static class Millimetres
{
    /// <summary>The size taken as exact; null where it is a word, or has a unit of another sort.</summary>
    public static (Bounds Size, decimal? Point)? Of(Measurement measurement) =>
        measurement.Size.UnitNamed is { } unit && Factor(measurement.Dimension, unit) is { } factor
            && measurement.Size.AsExact(0) is { } size
            ? (size * factor, measurement.Size.Point() * factor)
            : null;

    static decimal? Factor(Dimension dimension, string unit) => dimension is Dimension.Volume
        ? VolumeUnits.Millilitres(unit)
        : unit switch
        {
            "mm" => 1,
            "cm" => 10,
            "m" => 1000,
            "um" => 0.001m,
            _ => null,
        };
}
