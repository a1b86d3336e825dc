namespace NetTimeline.Domain.Values;

/// <summary>
/// Quantities that are never negative and have a unit of one sort. Words and courses are taken as they are.
/// </summary>
static class Amounts
{
    static readonly string[] Lengths = ["mm", "cm", "um", "m"];
    static readonly string[] Volumes = ["mL", "L", "cm3", "mm3", "dL"];
    static readonly string[] Times = ["min", "h", "s", "d"];

    public static IEnumerable<Fault> Size(string pointer, Measurement size) => size.Dimension is Dimension.Volume
        ? Volume(pointer + "/size", size.Size)
        : Check(pointer + "/size", size.Size, "A diameter", Lengths);

    public static IEnumerable<Fault> Volume(string pointer, Quantity? volume) =>
        Check(pointer, volume, "A volume", Volumes);

    public static IEnumerable<Fault> VolumeOrShare(string pointer, Quantity volume) =>
        Check(pointer, volume, "A volume or share", [.. Volumes, "%"]);

    public static IEnumerable<Fault> Time(string pointer, Quantity? time) => Check(pointer, time, "A duration", Times);

    public static IEnumerable<Fault> Dose(string pointer, Quantity? dose) =>
        Check(pointer, dose, "A dose", ["Gy", "cGy"]);

    static IEnumerable<Fault> Check(string pointer, Quantity? amount, string what, string[] units)
    {
        if (amount?.UnitNamed is { } unit && !units.Contains(unit))
        {
            yield return new Fault(
                Refusal.Malformed, pointer + "/unit", $"{what} is stated in {string.Join(" or ", units)} (UCUM).");
        }

        if (amount is not null && !amount.LiesWithin(0, decimal.MaxValue))
        {
            yield return new Fault(Refusal.Malformed, pointer, $"{what} is not negative.");
        }
    }
}
