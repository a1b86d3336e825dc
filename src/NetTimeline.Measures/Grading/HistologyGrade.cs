using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>The grade of each neuroendocrine lesion or specimen that a pathologist described.</summary>
static class HistologyGrade
{
    public static readonly Items<Citation> Papers =
    [
        new Citation(
            "WHO classification of neuroendocrine neoplasms of the digestive system (2019), as printed in J Nucl Med "
            + "Technol",
            "https://tech.snmjournals.org/highwire/markup/10279/expansion"),
        new Citation("UpToDate, table 122325: WHO 2019 grades of neuroendocrine neoplasms", null),
        new Citation(
            "SEER, grade and Ki-67 data items: the index alone suffices for G1 where no count is stated; an index of a "
            + "metastasis does not code the primary (data sets grade_pathological_26086, ki_67_67661)", null),
    ];

    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "who-grade", 1, "WHO grade by specimen", MeasureGroup.GradingStaging, Per.Entry, null,
            "For each neuroendocrine lesion or specimen of each pathology report: G1 below 2 mitoses per 2 mm² and a "
            + "Ki-67 below 3 %, G2 with 2–20 or 3–20 %, G3 above 20 of either; the higher where they differ. Numbers "
            + "are taken as printed (2.5 % is G1, 3 % and 20 % are G2, 20.1 % is G3); \"< 1 %\" is an interval. An "
            + "index below 3 % suffices for G1 without a count; a count below 2 alone does not (own convention). A "
            + "poorly differentiated carcinoma (NEC) is not graded; where differentiation is not stated, above 20 "
            + "both G3 and NEC are possible. For tumours of lung, bronchus, thymus, thyroid and skin, which have "
            + "other cut-offs, there is no verified rule. Mixed neoplasms are graded by component and not here. The "
            + "grade that is recorded is shown beside it and never corrected; with neither index nor count it is as "
            + "stated and cannot be verified.",
            Papers),
        (course, definition) => Graded.All(course).Select(each => each.Value(definition)));
}

/// <summary>One lesion or specimen of a report, with the grade that its numbers give.</summary>
/// <param name="Report">The report.</param>
/// <param name="Found">What it says of the lesion.</param>
/// <param name="Grades">Those that are possible; none where the reason says why.</param>
/// <param name="Reason">Null where there is a grade.</param>
/// <param name="Remarks">What one must know to read it.</param>
sealed record Graded(
    Stated<PathologyReport> Report, LesionHistology Found, Items<string> Grades, string? Reason, Items<string> Remarks)
{
    /// <summary>In the order of the course; what is not neuroendocrine is not among them.</summary>
    public static IEnumerable<Graded> All(Course course) => course.All<PathologyReport>().SelectMany(report =>
        report.Content.Lesions.Select(found => Of(course, report, found)).OfType<Graded>());

    public MeasureValue Value(MeasureDefinition definition) => Reason is not null
        ? definition.NotComputable(Instance, Reason, Evidence, [.. Remarks])
        : definition.Category(Instance, Grades, Evidence, [.. Remarks, .. Agreement]);

    public Instance Instance => Found switch
    {
        { Lesion: { } lesion } => Instance.Of(Report.Key, lesion),
        { OneOf.Count: > 0 } => Instance.Named($"one of {string.Join(", ", Found.OneOf)}", Report.Key),
        { Specimen: { } specimen } => Instance.Of(Report.Key, specimen),
        _ => Instance.Of(Report.Key),
    };

    public Items<Evidence> Evidence =>
    [
        new Evidence(Report.Key, EvidenceRole.Value, $"Ki-67 {Shown(Found.Ki67)}, mitoses {Shown(Found.Mitoses)}"),
        .. Found.Grade is { } recorded
            ? [new Evidence(Report.Key, EvidenceRole.Claim, $"recorded grade {Words.Of(recorded)}")]
            : Items<Evidence>.None,
    ];

    IEnumerable<string> Agreement => Found.Grade is not { } recorded ? []
        : Grades.Contains(Words.Of(recorded))
            ? [$"The recorded grade {Words.Of(recorded)} {(Grades.Count == 1 ? "agrees" : "is possible")}."]
            : [$"{Words.Of(recorded)} is recorded; it differs and is not corrected."];

    static string Shown(Quantity? quantity) => quantity?.ToString() ?? "not stated";

    static Graded? Of(Course course, Stated<PathologyReport> report, LesionHistology found) =>
        Neoplasms.Of(found) switch
        {
            Neoplasm.Other => null,
            Neoplasm.NotTold when found.Ki67 is null && found.Mitoses is null => null,
            Neoplasm.NotTold => new Graded(
                report, found, [], "Whether the neoplasm is neuroendocrine is not stated.", []),
            Neoplasm.Mixed => new Graded(
                report, found, [], "The components of a mixed neoplasm are graded each by itself.", []),
            Neoplasm.Nec => new Graded(
                report, found, [WhoGrade.Carcinoma], null,
                ["A poorly differentiated neuroendocrine carcinoma is not graded; it is high-grade by definition."]),
            _ when ElsewhereGraded(course, found) is { } organ => new Graded(
                report, found, [], $"No verified rule: neoplasms of the {organ} have other cut-offs.", []),
            var kind => ByNumbers(report, found, kind is Neoplasm.Net),
        };

    /// <summary>The organ of a lesion's tumour, where other rules hold there; null where these do.</summary>
    static string? ElsewhereGraded(Course course, LesionHistology found) => course.Tumours.All
        .Where(tumour => found.Lesion is { } lesion
            && course.Tumours.Belongs(lesion, tumour.Key) is not Likelihood.No)
        .Select(tumour => tumour.Content.PrimarySite?.Organ.ToLowerInvariant())
        .FirstOrDefault(organ => organ is "lung" or "bronchus" or "thymus" or "thyroid" or "thyroid gland" or "skin");

    static Graded ByNumbers(Stated<PathologyReport> report, LesionHistology found, bool isWellDifferentiated)
    {
        var (index, count) = (found.Ki67?.AsExact(0), MitosesPer2Mm(found.Mitoses));
        if (Missing(found, index, count) is { } reason)
        {
            return new Graded(report, found, [], reason, []);
        }

        var grades = (index, count) switch
        {
            ({ } percent, { } mitoses) => WhoGrade.Higher(WhoGrade.ByKi67(percent), WhoGrade.ByMitoses(mitoses)),
            ({ } percent, null) => WhoGrade.ByKi67(percent),
            _ => WhoGrade.ByMitoses(count!.Value),
        };
        Items<string> alone = index is null ? ["No Ki-67 index: the mitotic count alone decides."]
            : count is null ? ["No mitotic count: the Ki-67 index alone decides."]
            : [];
        return isWellDifferentiated || !grades.Contains("G3")
            ? new Graded(report, found, grades, null, alone)
            : new Graded(report, found, grades.With(WhoGrade.Carcinoma), null, alone.With(
                "Differentiation is not stated: above 20 the numbers do not tell NET G3 from carcinoma."));
    }

    /// <summary>Why the numbers give no grade; null where they do.</summary>
    static string? Missing(LesionHistology found, Bounds? index, Bounds? count) => (index, count) switch
    {
        (null, null) when found.Grade is { } recorded =>
            $"{Words.Of(recorded)} as stated; not verifiable: neither a Ki-67 index nor a mitotic count is given.",
        (null, null) => "Neither a Ki-67 index nor a mitotic count is given.",
        (null, { } mitoses) when WhoGrade.ByMitoses(mitoses).Contains("G1") =>
            "A mitotic count below 2 alone does not make G1; no Ki-67 index is given.",
        _ => null,
    };

    /// <summary>Null where the unit names another area: nobody converts fields without the microscope.</summary>
    static Bounds? MitosesPer2Mm(Quantity? mitoses) => mitoses?.UnitNamed switch
    {
        "1" or "/2mm2" or "/(2.mm2)" or "/2.mm2" or "{mitoses}/2mm2" => mitoses.AsExact(0),
        "/mm2" => mitoses.AsExact(0) * 2,
        _ => null,
    };
}
