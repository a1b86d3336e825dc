using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// What one volumetry says of the future liver remnant; numbers are what was rounded to its last digit.
/// </summary>
sealed class Remnant
{
    static readonly string[] RemnantTerms =
    [
        "future liver remnant", "functional future liver remnant", "FLR", "liver remnant", "remnant liver",
        "remnant liver volume",
    ];

    static readonly string[] TotalTerms = ["total liver volume", "total liver", "TLV", "whole liver"];

    static readonly string[] TumourTerms =
        ["tumour volume", "tumor volume", "liver tumour volume", "liver tumor volume"];

    Remnant(Entry entry, Volumetry said)
    {
        Entry = entry;
        var remnant = said.Volumes.Where(each => IsCalled(each.Of, RemnantTerms)).ToList();
        Volume = remnant.Select(Millilitres).FirstOrDefault(each => each is not null);
        Total = said.Volumes.Where(each => IsCalled(each.Of, TotalTerms)).Select(Millilitres)
            .FirstOrDefault(each => each is not null);
        Tumour = said.Volumes.Where(each => IsCalled(each.Of, TumourTerms)).Select(Millilitres)
            .FirstOrDefault(each => each is not null);
        Says = string.Join(", ", remnant.Select(each => $"{each}"));
        var stated = remnant.Where(each => each.Value.UnitNamed == "%").ToList();
        Shares = stated.Count > 0 ? [.. stated.Select(Stated).OfType<RemnantShare>()] : [.. Computed()];
    }

    public Entry Entry { get; }

    public EntryKey Key => Entry.Key;

    /// <summary>In mL; null where not stated.</summary>
    public Amount? Volume { get; }

    /// <summary>Total liver volume in mL; null where not stated.</summary>
    public Amount? Total { get; }

    /// <summary>Of the tumours in the liver, in mL; null where not stated.</summary>
    public Amount? Tumour { get; }

    /// <summary>As stated in percent, one for each denominator; else computed from volumes, or none.</summary>
    public Items<RemnantShare> Shares { get; }

    /// <summary>What the volumetry states of the remnant.</summary>
    public string Says { get; }

    /// <summary>Volumetries that speak of a future liver remnant, in the order of the course.</summary>
    public static IReadOnlyList<Remnant> In(Course course) => course.Once<IReadOnlyList<Remnant>>(_ =>
    [
        .. course.All<Volumetry>()
            .Where(each => each.Content.Volumes.Any(volume => IsCalled(volume.Of, RemnantTerms)))
            .Select(each => new Remnant(each.Entry, each.Content)),
    ]);

    RemnantShare? Stated(VolumeMeasured volume) => Amount.Rounded(volume.Value) is { } percent
        ? new RemnantShare(this, percent, volume.Denominator, IsStated: true)
        : null;

    IEnumerable<RemnantShare> Computed()
    {
        if (Volume is { } volume && Total is { } total)
        {
            yield return Tumour is { } tumour
                ? new RemnantShare(this, volume / (total - tumour) * 100, "total liver volume without tumour", false)
                : new RemnantShare(this, volume / total * 100, "total liver volume", false);
        }
    }

    /// <summary>Null for a share, and where no number is stated.</summary>
    static Amount? Millilitres(VolumeMeasured volume) => VolumeUnits.Millilitres(volume.Value.UnitNamed) is { } factor
        ? Amount.Rounded(volume.Value) * factor
        : null;

    static bool IsCalled(string name, string[] terms) => terms.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);
}

/// <summary>The future liver remnant in percent of something.</summary>
/// <param name="Of">The volumetry.</param>
/// <param name="Percent">0 to 100.</param>
/// <param name="Denominator">What it is a share of; null where not stated.</param>
/// <param name="IsStated">Stated in percent, else computed from volumes.</param>
sealed record RemnantShare(Remnant Of, Amount Percent, string? Denominator, bool IsStated)
{
    public EntryKey Key => Of.Key;

    /// <summary>Shares of different things are not compared; one that names nothing is compared with any.</summary>
    public bool IsComparableWith(RemnantShare other) => Denominator is null || other.Denominator is null
        || string.Equals(Denominator, other.Denominator, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same statement, also where the volumetry was read twice.</summary>
    public bool IsSameAs(RemnantShare other) => Key == other.Key && Denominator == other.Denominator;

    public string DenominatorRemark => $"Denominator: {Denominator ?? "not stated"}.";
}
