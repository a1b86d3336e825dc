using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Readings;

/// <summary>
/// A thing that is measured: what it is called, and which units are converted to the one of its formulas.
/// </summary>
/// <param name="name">For a person.</param>
/// <param name="terms">
/// Names as people write them; compared as a whole, letters and digits only, so that "ICG-R15" is "ICGR15" and
/// "creatinine clearance" is not "creatinine".
/// </param>
/// <param name="units">UCUM, with the factor to the first of them.</param>
sealed class Analyte(string name, Items<string> terms, Items<(string Unit, decimal Factor)> units)
{
    readonly HashSet<string> plainTerms = [.. terms.Select(Plain)];

    public string Name => name;

    public Items<(string Unit, decimal Factor)> Units => units;

    /// <summary>Laboratory values of blood, and observations, that state it.</summary>
    public Statements<Reading> In(Course course) => course.Once(each => new AllReadings(each)).Of(this);

    /// <param name="plain">A name as <see cref="Plain"/> makes it.</param>
    public bool IsCalled(string plain) => plainTerms.Contains(plain);

    /// <summary>A name as names are compared.</summary>
    public static string Plain(string stated) =>
        string.Concat(stated.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}

/// <summary>One statement of an analyte.</summary>
readonly record struct Reading(Entry Entry, Analyte Analyte, Quantity Value)
{
    public EntryKey Key => Entry.Key;

    /// <summary><c>albumin 4.2 g/dL</c>.</summary>
    public string Says => $"{Analyte.Name} {Value}";

    /// <summary>In the analyte's first unit, as what was rounded to its last digit; else null and why.</summary>
    public (Amount? Amount, string? Reason) Rounded() => Converted(Amount.Rounded(Value));

    /// <summary>In the analyte's first unit, as exactly what is stated; else null and why.</summary>
    public (Amount? Amount, string? Reason) Exact() => Converted(Amount.Exact(Value));

    (Amount? Amount, string? Reason) Converted(Amount? amount)
    {
        var (reading, unit) = (this, Value.UnitNamed);
        var known = Analyte.Units.Where(each => each.Unit == unit).ToList();
        return amount is not { } stated ? (null, $"{Key} gives {Analyte.Name} in words, not as a number.")
            : known.Count == 0 ? (null, $"{Key} gives {Analyte.Name} in {unit}, which is not converted; "
                + $"known are {string.Join(", ", reading.Analyte.Units.Select(each => each.Unit))}.")
            : (stated * known[0].Factor, null);
    }
}

/// <summary>The analytes that formulas of this product need.</summary>
static class Analytes
{
    /// <summary>In g/L.</summary>
    public static Analyte Albumin { get; } =
        new("albumin", ["albumin", "serum albumin", "plasma albumin"], [("g/L", 1), ("g/dL", 10)]);

    /// <summary>
    /// In µmol/L; 1 mg/dL is 17.1 µmol/L. A bilirubin that is not called direct or indirect is the total.
    /// </summary>
    public static Analyte Bilirubin { get; } = new(
        "bilirubin", ["bilirubin", "total bilirubin", "serum bilirubin", "serum total bilirubin", "T-Bil",
            "bilirubin, total"],
        [("umol/L", 1), ("µmol/L", 1), ("mg/dL", 17.1m)]);

    public static Analyte Inr { get; } = new(
        "INR", ["INR", "PT-INR", "international normalised ratio", "international normalized ratio"],
        [("1", 1), ("{INR}", 1)]);

    /// <summary>In mg/dL; 1 mg/dL is 88.4 µmol/L.</summary>
    public static Analyte Creatinine { get; } = new(
        "creatinine", ["creatinine", "serum creatinine", "plasma creatinine"],
        [("mg/dL", 1), ("umol/L", 1 / 88.4m), ("µmol/L", 1 / 88.4m)]);

    /// <summary>Retention after 15 minutes in %.</summary>
    public static Analyte IcgR15 { get; } = new(
        "ICG-R15", ["ICG-R15", "ICG R15", "ICG retention rate at 15 minutes", "ICG15"], [("%", 1)]);

    /// <summary>Plasma disappearance rate in /min.</summary>
    public static Analyte IcgK { get; } = new(
        "ICG-K", ["ICG-K", "K-ICG", "ICG-PDR", "ICG plasma disappearance rate",
            "indocyanine green plasma disappearance rate"],
        [("/min", 1), ("1/min", 1), ("%/min", 0.01m)]);

    /// <summary>Clearance of the future remnant in /min.</summary>
    public static Analyte IcgkF { get; } = new(
        "ICGK-F", ["ICGK-F", "ICG-K-F", "future liver remnant plasma clearance rate of indocyanine green"],
        [("/min", 1), ("1/min", 1)]);

    /// <summary>In cm.</summary>
    public static Analyte Height { get; } =
        new("height", ["height", "body height", "stature"], [("cm", 1), ("m", 100), ("mm", 0.1m)]);

    /// <summary>In kg.</summary>
    public static Analyte Weight { get; } =
        new("weight", ["weight", "body weight", "body mass"], [("kg", 1), ("g", 0.001m)]);
}
