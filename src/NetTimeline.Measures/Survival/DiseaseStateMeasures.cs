using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Primary;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// States of disease as measures, one for each tumour and axis, with claims of others shown beside them.
/// </summary>
static class DiseaseStateMeasures
{
    const string Rule = "disease-free, persistent, recurrent or not-established, for each tumour on three axes that "
        + "are kept apart. Structural: what became of its lesions; free when every lesion on record was resected, no "
        + "involved margin is stated and no node or metastasis of unknown origin is left; an irradiated lesion is not "
        + "free. Biochemical: markers of this tumour; a fall without a value is not freedom. Symptomatic: symptoms, "
        + "where one tumour stands. Recurrent needs an established freedom before, else disease is persistent. Claims "
        + "about the state are shown as claims and decide nothing. No imprecise date is resolved: "
        + "what is not certainly of the time asked is not used. ";

    static readonly Items<Citation> Citations =
    [
        new Citation(
            "Own definition after the usage in medullary thyroid carcinoma: persistence is failure to normalise "
            + "(PMID 33899100)", "https://pubmed.ncbi.nlm.nih.gov/33899100/"),
    ];

    public static Items<Measure> All { get; } =
    [
        new(new MeasureDefinition(
            "disease-state", 1, "State of disease at the end of the record", MeasureGroup.Survival, Per.Tumour, null,
            Rule + "At the end of the course, markers and symptoms since the last operation on the tumour.", Citations),
            Now),
        new(new MeasureDefinition(
            "disease-state-after-operation", 1, "State of disease from an operation on", MeasureGroup.Survival,
            Per.Procedure, null,
            Rule + "From each operation on the tumour until the next: lesions on its day, markers "
            + "and symptoms after it.",
            Citations), AfterEach),
    ];

    static IEnumerable<MeasureValue> Now(Course course, MeasureDefinition definition)
    {
        var states = DiseaseStates.Of(course);
        return from tumour in Primaries.Standing(course)
               from found in states.Now(tumour.Key)
               select Value(definition, found, [tumour.Key], Claims(course, found.Axis, tumour.Key, null, null));
    }

    static IEnumerable<MeasureValue> AfterEach(Course course, MeasureDefinition definition)
    {
        var states = DiseaseStates.Of(course);
        return from tumour in Primaries.Standing(course)
               from operation in states.Resections(tumour.Key)
               let since = Occasion.First(course, [Candidate.Start(operation.Key)])
               let next = states.NextAfter(tumour.Key, operation.Key)
               from found in states.After(tumour.Key, operation.Key)
               select Value(
                   definition, found, [operation.Key, tumour.Key], Claims(course, found.Axis, tumour.Key, since, next));
    }

    static MeasureValue Value(
        MeasureDefinition definition, StateFound found, Items<EntryKey> of, IEnumerable<Evidence> claims) =>
        definition.Category(
            new Instance(of, Words.Of(found.Axis)), [found.Word], [.. found.Evidence, .. claims], found.Why);

    /// <summary>
    /// What somebody says of the patient, or of this tumour, on this axis or of disease as a whole, within that time.
    /// </summary>
    static IEnumerable<Evidence> Claims(
        Course course, DiseaseAxis axis, EntryKey tumour, Occasion? from, Occasion? until) => course.All<Status>()
        .Where(each => (each.Content.Axis is StatusAxis.Disease || Words.Of(each.Content.Axis) == Words.Of(axis))
            && ((each.Content.Subject.Count == 0 && each.Content.OneOf.Count == 0)
                || course.Tumours.Concerns(each.Entry, tumour) is not Likelihood.No)
            && Window.Holds(course, each.Key, from, until))
        .Select(each => new Evidence(
            each.Key, EvidenceRole.Claim, $"{each.Content.Claim}{(each.Entry.By is { } by ? $" ({by})" : "")}"));
}
