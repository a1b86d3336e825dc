using NetTimeline.Domain;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>RECIST 1.1 for each tumour and for the patient.</summary>
static class RecistMeasures
{
    const string Targets =
        "Targets are chosen at the first study with a measurable lesion: longest diameter of at least 10 mm, of "
        + "a lymph node a short axis of at least 15 mm; the largest first, at most two of an organ and five in "
        + "all. A diameter whose axis is not stated is taken and said to be. Reported sizes are taken as exact; a "
        + "target looked for and not seen is 0 mm, one too small to measure 5 mm. Studies by CT, MRI, radiography "
        + "or a technique not stated count, and only what certainly belongs to the tumour. ";

    const string Response =
        "CR: every target gone (nodes below 10 mm) and every other lesion not seen. PR: sum at least 30 % below "
        + "the baseline. PD: at least 20 % and 5 mm above the nadir, or a lesion seen that was not on the baseline "
        + "and certainly began after it. NE: a target without a size, unless there is PD all the same. Else SD. "
        + "Progression of other lesions is a radiologist's judgement and not derived. Dates only order the "
        + "studies: where a nadir or a new lesion may be earlier or later, every category that is possible is "
        + "given. A new baseline is due where every target was resected.";

    static Items<Citation> Citations { get; } =
    [
        new(
            "Eisenhauer EA, et al. New response evaluation criteria in solid tumours: revised RECIST guideline "
            + "(version 1.1). Eur J Cancer 2009;45:228–247",
            "https://doi.org/10.1016/j.ejca.2008.10.026"),
        new("Five millimetres for what is too small to measure: general practice", null),
    ];

    public static Items<Measure> All { get; } = [.. Of(perTumour: true), .. Of(perTumour: false)];

    static IEnumerable<Measure> Of(bool perTumour) =>
    [
        Make("recist.target-sum", "Sum of diameters of target lesions", "mm", "", perTumour, Sum, fromBaseline: true),
        Make(
            "recist.change-from-baseline", "Change of the sum from the baseline", "%",
            "100 · (sum − baseline) / baseline. ", perTumour,
            (definition, series, at) =>
                Change(definition, series, at, series.Sum(series.Baseline!), [series.Baseline!])),
        Make(
            "recist.change-from-nadir", "Change of the sum from the nadir", "%",
            "100 · (sum − nadir) / nadir; the nadir is the smallest complete sum before, baseline included. ",
            perTumour,
            (definition, series, at) => series.Nadir(at) is var (nadir, from)
                ? Change(definition, series, at, nadir, from)
                : null!),
        Make("recist.response", "Response by RECIST 1.1", null, Response, perTumour, RecistResponse.Of),
    ];

    static Measure Make(
        string name, string title, string? unit, string rule, bool perTumour,
        Func<MeasureDefinition, RecistSeries, RecistAssessment, MeasureValue> compute,
        bool fromBaseline = false) => new(
        new MeasureDefinition(
            perTumour ? name : $"{name}.patient", 1, perTumour ? title : $"{title}, all tumours together",
            MeasureGroup.Lesions, perTumour ? Per.Tumour : Per.Patient, unit, Targets + rule, Citations),
        (course, definition) => RecistSeries.In(course, perTumour).SelectMany(series => series.Baseline is null
            ? [definition.NotComputable(series.Of(null), "No study shows a measurable lesion.", [])]
            : series.Assessments.Skip(fromBaseline ? 0 : 1).Select(at => compute(definition, series, at))));

    static MeasureValue Sum(MeasureDefinition definition, RecistSeries series, RecistAssessment at) =>
        ((at == series.Baseline ? null : series.Obstacle(at)) ?? series.Unmeasured(at)) is not { } reason
            ? definition.Number(
                series.Of(at), series.Sum(at), null, series.Evidence(at, withBaseline: false), [.. series.Remarks(at)])
            : definition.NotComputable(series.Of(at), reason, series.Evidence(at, withBaseline: false));

    static MeasureValue Change(
        MeasureDefinition definition, RecistSeries series, RecistAssessment at, Bounds from,
        Items<RecistAssessment> fromAll)
    {
        Items<Evidence> evidence =
        [
            .. fromAll.SelectMany(each => series.SizesOf(each, EvidenceRole.Start)),
            .. series.Evidence(at, withBaseline: false),
        ];
        var reason = series.Obstacle(at) ?? series.Unmeasured(at)
            ?? (from.IsCertainlyAbove(0) ? null : "The sum before is zero.");
        return reason is null
            ? definition.Number(
                series.Of(at), GrowthRates.Change(from, series.Sum(at)), null, evidence, [.. series.Remarks(at)])
            : definition.NotComputable(series.Of(at), reason, evidence);
    }
}
