using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>The albumin–bilirubin score and its grade, for each albumin with the bilirubin of its work-up.</summary>
static class Albi
{
    static readonly Citation Johnson = new(
        "Johnson et al., J Clin Oncol 2015;33:550–558", "https://doi.org/10.1200/JCO.2014.57.9151");

    static readonly Items<Band> Grades =
    [
        new("1", new Bounds(null, false, -2.60m, true)), new("2", new Bounds(-2.60m, false, -1.39m, true)),
        new("3", Bounds.Above(-1.39m)),
    ];

    public static Items<Measure> All { get; } =
    [
        new(
            new MeasureDefinition(
                "albi-score", 1, "Albumin–bilirubin score", MeasureGroup.Liver, Per.Entry, "1",
                "0.66 × log10(bilirubin in µmol/L) − 0.085 × albumin in g/L; mg/dL × 17.1, g/dL × 10. The bilirubin "
                    + "is the one of the albumin's work-up: certainly within 7 days, or told by the same offset; of "
                    + "several the one of the same day. Numbers stand for what rounds to them.",
                [Johnson]),
            (course, definition) => Each(course, definition, (pair, evidence) => definition.Number(
                Instance.Of(pair.Albumin), pair.Score.Bounds, pair.Score.Point, evidence,
                "Bilirubin in mg/dL × 17.1, albumin in g/dL × 10."))),
        new(
            new MeasureDefinition(
                "albi-grade", 1, "Albumin–bilirubin grade", MeasureGroup.Liver, Per.Entry, null,
                "Grade 1 up to −2.60, 2 up to −1.39, 3 above; of albi-score, and every grade that its bounds leave.",
                [Johnson]),
            (course, definition) => Each(course, definition, (pair, evidence) => definition.Category(
                Instance.Of(pair.Albumin), Band.Possible(pair.Score.Bounds, Grades), evidence))),
    ];

    /// <summary>Falls with albumin, rises with bilirubin.</summary>
    internal static Amount Score(Amount albumin, Amount bilirubin)
    {
        var logarithm = new Amount(
            NotZero(bilirubin.Bounds).Rising(RealFunctions.Log10, null, null),
            bilirubin.Point is { } point and > 0 ? RealFunctions.Log10(point) : null);
        return (logarithm * 0.66m) - (albumin * 0.085m);
    }

    static Bounds NotZero(Bounds bounds) => bounds.Low is 0 ? bounds with { Low = null, LowIncluded = false } : bounds;

    static IEnumerable<MeasureValue> Each(
        Course course, MeasureDefinition definition,
        Func<(EntryKey Albumin, Amount Score), Items<Evidence>, MeasureValue> of)
    {
        var bilirubins = Analytes.Bilirubin.In(course);
        var albumins = Analytes.Albumin.In(course).All;
        foreach (var albumin in albumins)
        {
            var found = bilirubins.Beside(albumin.Entry);
            Items<Evidence> evidence =
            [
                Used(albumin),
                .. found.Found is { } bilirubin ? [Used(bilirubin)] : Items<Evidence>.None,
                .. found.NotUsed.Select(each => new Evidence(each.Key, EvidenceRole.NotUsed, found.Reason)),
            ];
            var (grams, noGrams) = albumin.Rounded();
            var (moles, noMoles) = found.Found is { } beside ? beside.Rounded() : (null, found.Reason);
            yield return grams is { } g && moles is { } m
                ? of((albumin.Key, Score(g, m)), evidence)
                : definition.NotComputable(Instance.Of(albumin.Key), noGrams ?? noMoles!, evidence);
        }

        if (albumins.Count == 0 && bilirubins.All.Count > 0)
        {
            yield return definition.NotComputable(
                Instance.Patient, "Albumin is not stated.", [.. bilirubins.All.Select(Used)]);
        }
    }

    static Evidence Used(Reading reading) => new(reading.Key, EvidenceRole.Value, reading.Says);
}
