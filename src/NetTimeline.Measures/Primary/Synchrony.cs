using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Primary;

/// <summary>
/// Metastases in time beside their primary, under each published rule with its own anchor; and, apart from every rule,
/// which of the two showed first.
/// </summary>
static class Synchrony
{
    const decimal EarlyMonths = 12;

    public static Items<Measure> All { get; } =
    [
        new(Definition(
            "presentation-order", "Which showed first, metastasis or primary",
            "By the days from which lesion and tumour are recorded: metastasis-first, together (the same day), "
            + "primary-first. Own definition: a primary found after its metastasis has no class of its own in the "
            + "rules for synchronous disease. Where the dates leave it open, every class that is possible.",
            new Citation("Own definition", null)), (course, definition) => Each(course, definition, Order)),
        new(Definition(
            "metastasis-synchrony.e-ahpba-2023", "Synchronous or metachronous metastasis (E-AHPBA 2023)",
            "Synchronous: at the presentation of the primary, read as up to its diagnosis or, where it was treated, "
            + "its first treatment (own reading). Early metachronous: later, within 12 months of the diagnosis of the "
            + "primary; late: after that. Anchor: diagnosis of the primary. A metastasis that was there before its "
            + "primary is in none of these classes: metastasis-first. Every class that the dates leave possible.",
            new Citation(
                "Siriwardena et al. 2023, E-AHPBA multisocietal consensus on synchronous colorectal liver metastases",
                "https://doi.org/10.1093/bjs/znad124")), (course, definition) => Each(course, definition, Eahpba)),
        new(Definition(
            "metastasis-synchrony.egoslim-2015", "Synchronous or metachronous metastasis (EGOSLIM 2015)",
            "Synchronous: at or before the diagnosis of the primary. Early metachronous: up to 12 months after the "
            + "surgery of the primary; late: after that. Anchor: surgery of the primary. Between diagnosis and surgery "
            + "the rule names no class: between-diagnosis-and-surgery. Every class that the dates leave possible.",
            new Citation("Adam et al. 2015 (EGOSLIM), consensus on synchronous colorectal liver metastases", null)),
            (course, definition) => Each(course, definition, Egoslim)),
    ];

    static MeasureDefinition Definition(string name, string title, string rule, Citation citation) =>
        new(name, 1, title, MeasureGroup.Primary, Per.Lesion, null, rule, [citation]);

    delegate MeasureValue Rule(Course course, MeasureDefinition definition, Found found);

    /// <summary>A metastasis and its tumour.</summary>
    sealed record Found(Stated<Tumour> Tumour, EntryKey Lesion, Likelihood Belongs)
    {
        public DatePoint Primary => DatePoint.StartOf(Tumour.Key);

        public DatePoint Metastasis => DatePoint.StartOf(Lesion);
    }

    static IEnumerable<MeasureValue> Each(Course course, MeasureDefinition definition, Rule rule) =>
        from tumour in Primaries.Standing(course)
        from lesion in course.Tumours.LesionsOf(tumour.Key)
        where course.Find(lesion.Lesion) is { } entry && Primaries.IsMetastasis(tumour, entry)
        select rule(course, definition, new Found(tumour, lesion.Lesion, lesion.Belongs));

    static MeasureValue Order(Course course, MeasureDefinition definition, Found found)
    {
        var days = course.Between(found.Primary, found.Metastasis).InDays;
        return Value(course, definition, found, found.Primary, [], Chance.FirstOf(
            ("metastasis-first", Chance.Below(days, 0)), ("together", Chance.AtMost(days, 0)),
            ("primary-first", Likelihood.Yes)));
    }

    static MeasureValue Eahpba(Course course, MeasureDefinition definition, Found found)
    {
        var days = course.Between(found.Primary, found.Metastasis).InDays;
        var treatment = Occasion.First(
            course, Primaries.TreatmentsOf(course, found.Tumour).Select(entry => Candidate.Start(entry.Key)));
        var presented = treatment is null ? Chance.AtMost(days, 0) : NotAfter(course, found.Metastasis, treatment);
        return Value(course, definition, found, found.Primary, treatment?.Candidates ?? [], Chance.FirstOf(
            ("metastasis-first", Chance.Below(days, 0)), ("synchronous", presented),
            ("early-metachronous",
                Chance.AtMost(course.Between(found.Primary, found.Metastasis).Months, EarlyMonths)),
            ("late-metachronous", Likelihood.Yes)));
    }

    static MeasureValue Egoslim(Course course, MeasureDefinition definition, Found found)
    {
        var synchronous = Chance.AtMost(course.Between(found.Primary, found.Metastasis).InDays, 0);
        var surgery = Occasion.First(
            course, Primaries.OperationsOn(course, found.Tumour).Select(each => Candidate.Start(each.Key)));
        if (synchronous is Likelihood.Yes || surgery is null)
        {
            return synchronous is Likelihood.Yes
                ? Value(course, definition, found, found.Primary, [], ["synchronous"])
                : definition.NotComputable(
                    Of(found), "The rule counts from the surgery of the primary, and none is recorded.",
                    [.. Ends(found)]);
        }

        var months = Occasion.First(course, [Candidate.Start(found.Lesion)])!.Since(surgery).Months;
        return Value(course, definition, found, surgery.Candidates[0].Point, surgery.Candidates, Chance.FirstOf(
            ("synchronous", synchronous), ("between-diagnosis-and-surgery", Chance.Below(months, 0)),
            ("early-metachronous", Chance.AtMost(months, EarlyMonths)), ("late-metachronous", Likelihood.Yes)));
    }

    static Likelihood NotAfter(Course course, DatePoint point, Occasion occasion) => Chance.Not(occasion.Candidates
        .Select(each => Chance.Below(course.Between(point, each.Point).InDays, 0))
        .Aggregate((a, b) => a == b ? a : Likelihood.Maybe));

    static Instance Of(Found found) => Instance.Of(found.Lesion, found.Tumour.Key);

    static IEnumerable<Evidence> Ends(Found found) =>
    [
        new(found.Tumour.Key, EvidenceRole.Start, "the primary, from its day on record"),
        new(found.Lesion, EvidenceRole.End, "the metastasis, from its day on record"),
    ];

    static MeasureValue Value(
        Course course, MeasureDefinition definition, Found found, DatePoint anchor, Items<Candidate> anchors,
        IEnumerable<string> categories) => definition.Category(
        Of(found), [.. categories],
        [
            .. Ends(found),
            .. anchors.Select(each => new Evidence(
                each.Entry, EvidenceRole.Condition, "first treatment of the primary")),
            .. course.Dating(anchor, found.Metastasis,
                [found.Lesion, found.Tumour.Key, .. anchors.Select(each => each.Entry)]),
        ],
        found.Belongs is Likelihood.Maybe ? ["That the lesion belongs to this tumour is only suspected."] : []);
}
