using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>ICGK-F: the clearance that is left to the future remnant, clearance × its share.</summary>
static class RemnantClearance
{
    const string Numbers = "Numbers stand for what rounds to them.";

    static readonly Citation Predictor = new(
        "ICGK-F below 0.05 as the strongest predictor of death after resection", "PMID 20602507");

    static readonly Citation BileDuct = new(
        "ICGK-F below 0.075 and liver failure after resection with the bile duct", "PMC7893452");

    static readonly Items<Band> Scale =
    [
        new("below 0.05", Bounds.Below(0.05m)), new("0.05 to below 0.075", Bounds.HalfOpen(0.05m, 0.075m)),
        new("0.075 or more", Bounds.AtLeast(0.075m)),
    ];

    public static Items<Measure> All { get; } =
    [
        new(
            new MeasureDefinition(
                "icgk-f.stated", 1, "ICGK-F as stated", MeasureGroup.Liver, Per.Entry, "/min", $"As stated. {Numbers}",
                [Predictor]),
            (course, definition) => Analytes.IcgkF.In(course).All.Select(reading => Stated(definition, reading))),
        new(
            new MeasureDefinition(
                "icgk-f.derived", 1, "ICGK-F from clearance and the share of the remnant", MeasureGroup.Liver,
                    Per.Entry,
                "/min",
                "Clearance × share of the future liver remnant. The clearance is the measured one, else the one "
                    + "derived from R15; of several that are not certainly after the volumetry, the last. It is "
                    + $"taken not to have changed until the volumetry. {Numbers}",
                [Predictor, BileDuct]),
            (course, definition) => RemnantFunction.In(course).Select(each => Derived(definition, each))),
        new(
            new MeasureDefinition(
                "icgk-f-category", 1, "ICGK-F against the limits 0.05 and 0.075", MeasureGroup.Liver, Per.Entry, null,
                "Of icgk-f.stated and of icgk-f.derived. Bounds that reach over a limit leave both categories.",
                [Predictor, BileDuct]),
            Categories),
    ];

    public static Items<string> CategoryOf(Bounds clearance) => Band.Possible(clearance, Scale);

    static MeasureValue Stated(MeasureDefinition definition, Reading reading)
    {
        var (amount, reason) = reading.Rounded();
        Items<Evidence> evidence = [new(reading.Key, EvidenceRole.Value, reading.Says)];
        return amount is { } number
            ? definition.Number(Instance.Of(reading.Key), number.Bounds, number.Point, evidence, "As recorded.")
            : definition.NotComputable(Instance.Of(reading.Key), reason!, evidence);
    }

    static MeasureValue Derived(MeasureDefinition definition, RemnantFunction function) =>
        function.Clearance is { } number
            ? definition.Number(
                Instance.Of(function.Share.Key), number.Bounds, number.Point, function.Evidence, [.. function.Remarks])
            : definition.NotComputable(Instance.Of(function.Share.Key), function.Reason!, function.Evidence);

    static IEnumerable<MeasureValue> Categories(Course course, MeasureDefinition definition)
    {
        foreach (var reading in Analytes.IcgkF.In(course).All)
        {
            if (reading.Rounded().Amount is { } amount)
            {
                yield return definition.Category(
                    Instance.Of(reading.Key), CategoryOf(amount.Bounds),
                    [new Evidence(reading.Key, EvidenceRole.Value, reading.Says)]);
            }
        }

        foreach (var function in RemnantFunction.In(course))
        {
            if (function.Clearance is { } clearance)
            {
                yield return definition.Category(
                    Instance.Of(function.Share.Key), CategoryOf(clearance.Bounds), function.Evidence,
                        [.. function.Remarks]);
            }
        }
    }
}
